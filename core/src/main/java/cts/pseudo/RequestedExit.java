package cts.pseudo;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;

/**
 * An exit configuration as it was asked for, in the numbers of its {@link ExitUnit}.
 *
 * @param takeProfit in steps or percent
 * @param stopLoss as a ratio of the take profit distance, or in percent
 * @param trailing in percent of the price, empty for off
 * @param configuration what it comes to
 */
public record RequestedExit(
        BigDecimal takeProfit, BigDecimal stopLoss, Optional<TrailingPercent> trailing, ExitConfiguration configuration)
        implements Comparable<RequestedExit> {

    /** Start and stop of a trailing stop in percent of the price. */
    public record TrailingPercent(BigDecimal start, BigDecimal stop) implements Comparable<TrailingPercent> {
        private static final Comparator<TrailingPercent> ORDER =
                Comparator.comparing(TrailingPercent::start).thenComparing(TrailingPercent::stop);

        public TrailingPercent {
            start = canonical(start);
            stop = canonical(stop);
        }

        TrailingStop distance() {
            return new TrailingStop(start.movePointLeft(2), stop.movePointLeft(2));
        }

        @Override
        public int compareTo(TrailingPercent other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return start.toPlainString() + "-" + stop.toPlainString();
        }
    }

    private static final TrailingPercent FIRST = new TrailingPercent(BigDecimal.ONE.negate(), BigDecimal.ZERO);

    private static final Comparator<RequestedExit> ORDER = Comparator.comparing(RequestedExit::takeProfit)
            .thenComparing(RequestedExit::stopLoss)
            .thenComparing(exit -> exit.trailing.orElse(FIRST));

    public RequestedExit {
        takeProfit = canonical(takeProfit);
        stopLoss = canonical(stopLoss);
    }

    /** One form per number, as names are made of it. */
    private static BigDecimal canonical(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    /** As in the names of sets: {@code 6/0.5/off} or {@code 6/0.5/0.3-0.1}. */
    public String label() {
        return takeProfit.toPlainString() + "/" + stopLoss.toPlainString() + "/"
                + trailing.map(TrailingPercent::toString).orElse("off");
    }

    /** By take profit, stop loss, trailing; off first. */
    @Override
    public int compareTo(RequestedExit other) {
        return ORDER.compare(this, other);
    }
}
