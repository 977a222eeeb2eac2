package cts.performance;

import java.util.OptionalDouble;

/**
 * Mean net result ÷ its standard deviation, per position, not annualised; the deviation with n − 1.
 *
 * <p>Source: W. F. Sharpe, "The Sharpe Ratio", Journal of Portfolio Management 21 (1994).
 */
public final class SharpeRatio {
    private SharpeRatio() {}

    /** Undefined with fewer than 2 results, or when all are equal. */
    public static OptionalDouble of(double[] results) {
        if (results.length < 2) return OptionalDouble.empty();
        double mean = 0;
        for (double result : results) mean += result / results.length;
        double squares = 0;
        for (double result : results) squares += (result - mean) * (result - mean);
        double deviation = Math.sqrt(squares / (results.length - 1));
        return deviation == 0 ? OptionalDouble.empty() : OptionalDouble.of(mean / deviation);
    }
}
