package cts.performance;

import java.util.OptionalDouble;

/** What one position earns on average, as a fraction of its entry: win rate × mean win + loss rate × mean loss. */
public final class Expectancy {
    private Expectancy() {}

    /**
     * Undefined when nothing has closed.
     *
     * @param gains sum of the results above 0
     * @param losses sum of the results below 0, so 0 or negative
     */
    public static OptionalDouble of(double gains, double losses, long closed) {
        return closed == 0 ? OptionalDouble.empty() : OptionalDouble.of((gains + losses) / closed);
    }
}
