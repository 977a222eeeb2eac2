package cts.performance;

import java.util.OptionalDouble;

/**
 * Mean net result ÷ downside deviation, per position; the downside deviation is the root of the mean of min(result, 0)²
 * over all results.
 *
 * <p>Source: F. A. Sortino, L. N. Price, "Performance Measurement in a Downside Risk Framework", Journal of Investing 3
 * (1994), with a target of 0.
 */
public final class SortinoRatio {
    private SortinoRatio() {}

    /** Undefined when nothing has closed or nothing was lost. */
    public static OptionalDouble of(double[] results) {
        double sum = 0;
        double squares = 0;
        for (double result : results) {
            sum += result;
            if (result < 0) squares += result * result;
        }
        if (squares == 0) return OptionalDouble.empty();
        return OptionalDouble.of(sum / results.length / Math.sqrt(squares / results.length));
    }
}
