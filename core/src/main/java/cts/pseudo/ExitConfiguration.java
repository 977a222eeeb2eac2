package cts.pseudo;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;

/**
 * Where a position ends: one cell of an exit grid. Distances are exact fractions of the entry price.
 *
 * @param takeProfit above 0; below 1, as a short position must be able to reach it
 * @param stopLoss above 0 and below 1
 * @param trailing empty when off
 */
public record ExitConfiguration(BigDecimal takeProfit, BigDecimal stopLoss, Optional<TrailingStop> trailing)
        implements Comparable<ExitConfiguration> {

    private static final Comparator<ExitConfiguration> ORDER = Comparator.comparing(ExitConfiguration::takeProfit)
            .thenComparing(ExitConfiguration::stopLoss)
            .thenComparing(cell -> cell.trailing.isPresent())
            .thenComparing(cell -> cell.trailing.map(TrailingStop::start).orElse(BigDecimal.ZERO))
            .thenComparing(cell -> cell.trailing.map(TrailingStop::stop).orElse(BigDecimal.ZERO));

    public ExitConfiguration {
        takeProfit = distance("take profit", takeProfit);
        stopLoss = distance("stop loss", stopLoss);
    }

    private static BigDecimal distance(String name, BigDecimal value) {
        if (value.signum() <= 0 || value.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException(
                    name + " distance " + value.toPlainString() + " is not between 0 and 1 (of the entry price)");
        }
        return value.stripTrailingZeros();
    }

    /**
     * The same exits without what can't matter: a trailing stop that starts only where the take profit already closes the
     * position is off.
     */
    public ExitConfiguration effective() {
        boolean starts = trailing.isPresent() && trailing.get().start().compareTo(takeProfit) < 0;
        return starts ? this : new ExitConfiguration(takeProfit, stopLoss, Optional.empty());
    }

    /** By take profit, stop loss, trailing; off first. */
    @Override
    public int compareTo(ExitConfiguration other) {
        return ORDER.compare(this, other);
    }
}
