package cts.server.runtime;

import java.util.List;

/**
 * How many sets stand where. {@code main}, {@code real} and {@code exchange} count sets at that level or beyond; {@code
 * base} counts all that have come to life.
 */
public record Funnel(
        long base,
        long evaluating,
        long active,
        long paused,
        long failed,
        long main,
        long real,
        long exchange,
        List<Point> history) {

    /** The counts at an event time. */
    public record Point(long time, long main, long real, long exchange) {}
}
