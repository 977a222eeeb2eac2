package cts.server.runtime;

/** A signal as it is shown. */
public record SignalView(long time, String indication, String direction, double strength, double price) {}
