package cts.performance;

import java.util.OptionalDouble;

/** Compound return ÷ greatest drawdown, both as fractions over the whole record, not annualised. */
public final class CalmarRatio {
    private CalmarRatio() {}

    /** Undefined without a drawdown. */
    public static OptionalDouble of(double compoundReturn, double maxDrawdown) {
        return maxDrawdown == 0 ? OptionalDouble.empty() : OptionalDouble.of(compoundReturn / maxDrawdown);
    }
}
