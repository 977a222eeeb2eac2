package cts.performance;

import java.util.OptionalDouble;

/** Sum of gains ÷ size of the sum of losses. */
public final class ProfitFactor {
    private ProfitFactor() {}

    /**
     * Undefined without losses.
     *
     * @param gains sum of the results above 0
     * @param losses sum of the results below 0, so 0 or negative
     */
    public static OptionalDouble of(double gains, double losses) {
        return losses == 0 ? OptionalDouble.empty() : OptionalDouble.of(gains / -losses);
    }

    /** Whether the factor reaches {@code minimum}; without losses, whether anything was gained. */
    public static boolean reaches(double gains, double losses, double minimum) {
        return losses == 0 ? gains > 0 : gains / -losses >= minimum;
    }
}
