package cts.performance;

import java.util.OptionalDouble;

/** Mean net result, in steps: sum of net results ÷ number ÷ step. */
public final class AverageResult {
    private AverageResult() {}

    /**
     * Undefined when nothing has closed.
     *
     * @param sum of net results, as fractions
     * @param step as a fraction, 0.001 for 0.1 %
     */
    public static OptionalDouble of(double sum, long closed, double step) {
        return closed == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / closed / step);
    }
}
