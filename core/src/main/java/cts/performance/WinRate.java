package cts.performance;

import java.util.OptionalDouble;

/** Wins ÷ closed positions, as a fraction. A win has a net result above 0. */
public final class WinRate {
    private WinRate() {}

    /** Undefined when nothing has closed. */
    public static OptionalDouble of(long wins, long closed) {
        return closed == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) wins / closed);
    }
}
