package cts.performance;

import java.util.OptionalDouble;

/** Mean time from entry to exit, in milliseconds. */
public final class HoldTime {
    private HoldTime() {}

    /** Undefined when nothing has closed. */
    public static OptionalDouble of(long totalMillis, long closed) {
        return closed == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) totalMillis / closed);
    }
}
