package cts.performance;

import java.util.OptionalDouble;

/** Closed positions per 24 hours since the first entry. */
public final class PositionsPerDay {
    private static final double DAY = 86_400_000;

    private PositionsPerDay() {}

    /** Undefined while no time has passed. */
    public static OptionalDouble of(long closed, long firstEntryTime, long now) {
        return now <= firstEntryTime
                ? OptionalDouble.empty()
                : OptionalDouble.of(closed * DAY / (now - firstEntryTime));
    }
}
