package cts.promotion;

import java.util.List;

/**
 * A change of what a set may do, and why.
 *
 * @param time of the event that caused it
 * @param key number of the stream of signals
 * @param cell number of the exit configuration
 * @param gate which gate decided: {@code base}, {@code main}, {@code real} or {@code exchange}
 * @param from status or level before, as its code
 * @param to status or level after, as its code
 * @param figures every comparison of the gate
 */
public record Verdict(long time, int key, int cell, String gate, String from, String to, List<Figure> figures) {}
