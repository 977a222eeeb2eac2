package cts.pseudo;

import java.math.BigDecimal;

/**
 * A stop that follows the best price: once the price has moved {@code start} in favour of the entry, the stop stands
 * {@code stop} behind the best price, and never moves back.
 *
 * @param start fraction of the entry price, 0 or more; with 0 it stands from the entry on
 * @param stop fraction of the best price, above 0 and below 1
 */
public record TrailingStop(BigDecimal start, BigDecimal stop) implements Comparable<TrailingStop> {

    public TrailingStop {
        start = start.stripTrailingZeros();
        stop = stop.stripTrailingZeros();
        if (start.signum() < 0) {
            throw new IllegalArgumentException("trailing start " + start.toPlainString() + " is below zero");
        }
        if (stop.signum() <= 0 || stop.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException("trailing stop " + stop.toPlainString() + " is not between 0 and 1");
        }
    }

    @Override
    public int compareTo(TrailingStop other) {
        int byStart = start.compareTo(other.start);
        return byStart != 0 ? byStart : stop.compareTo(other.stop);
    }
}
