package cts.performance;

/**
 * What the mean net result is at least, with 95 % confidence under a normal approximation: mean − 1.645 × s ÷ √n, s with
 * n − 1. Ranks sets that want the same leg; it is no proof against luck.
 */
public final class LowerConfidenceBound {
    private static final double ONE_SIDED_95 = 1.645;

    private LowerConfidenceBound() {}

    /** Negative infinity with fewer than 2 results. */
    public static double of(double[] results) {
        if (results.length < 2) return Double.NEGATIVE_INFINITY;
        double mean = 0;
        for (double result : results) mean += result / results.length;
        double squares = 0;
        for (double result : results) squares += (result - mean) * (result - mean);
        return mean - ONE_SIDED_95 * Math.sqrt(squares / (results.length - 1) / results.length);
    }
}
