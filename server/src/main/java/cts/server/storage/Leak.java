package cts.server.storage;

/**
 * A connection that was kept too long.
 *
 * @param place in the code that took it
 * @param thread that took it
 * @param heldMs how long it was kept, or is now
 * @param isReturned whether it came back at last
 */
public record Leak(String place, String thread, long heldMs, boolean isReturned) {}
