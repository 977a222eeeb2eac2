package cts.execution;

import cts.money.Percent;
import java.math.BigDecimal;

/**
 * A trailing stop.
 *
 * @param start how far the price must run from the entry before the stop follows; 0 follows from the first price
 * @param stop how far behind the extreme the stop follows, above 0 and below 100
 */
public record Trailing(Percent start, Percent stop) {

    public Trailing {
        if (stop.isZero() || stop.fraction().compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException("a trailing stop follows above 0 and below 100 % behind, not " + stop);
        }
    }
}
