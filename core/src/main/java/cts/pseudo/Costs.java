package cts.pseudo;

import cts.market.Direction;
import java.math.BigDecimal;

/**
 * What a round trip costs, and the net return that is left.
 *
 * <p>With f the taker fee and s the slippage, both fractions per side: LONG net = [exit(1−s)(1−f) − entry(1+s)(1+f)] ÷
 * entry, SHORT net = [entry(1−s)(1−f) − exit(1+s)(1+f)] ÷ entry. Funding is not recorded by any feed yet and counts as 0.
 *
 * @param feePercent taker fee per side in percent, 0 or more, below 100
 * @param slippagePercent slippage per side in percent, 0 or more, below 100
 */
public record Costs(BigDecimal feePercent, BigDecimal slippagePercent) {

    /** No fee and no slippage. */
    public static final Costs NONE = new Costs(BigDecimal.ZERO, BigDecimal.ZERO);

    private static final BigDecimal LEAST_GAIN_STEPS = new BigDecimal("0.6");

    /** Names the formulas above; results under another version belong to other sets. */
    public static final int MODEL_VERSION = 1;

    public Costs {
        feePercent = percent("fee", feePercent);
        slippagePercent = percent("slippage", slippagePercent);
    }

    private static BigDecimal percent(String name, BigDecimal value) {
        if (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(100)) >= 0) {
            throw new IllegalArgumentException(name + " " + value.toPlainString() + " % is not from 0 to below 100");
        }
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    /** What is kept of a sale: (1−s)(1−f), the double nearest to the exact product. */
    double keptWhenSelling() {
        return rest(slippagePercent.negate())
                .multiply(rest(feePercent.negate()))
                .doubleValue();
    }

    /** What a purchase takes: (1+s)(1+f), the double nearest to the exact product. */
    double takenWhenBuying() {
        return rest(slippagePercent).multiply(rest(feePercent)).doubleValue();
    }

    /** Both sides together as an exact fraction of the price: 2(f + s), without the products of small numbers. */
    public BigDecimal roundTrip() {
        return feePercent.add(slippagePercent).multiply(BigDecimal.TWO).movePointLeft(2);
    }

    /** Whether a take profit is worth trying: above the round trip and 0.6 step, all as fractions of the price. */
    public boolean areClearedBy(BigDecimal takeProfit, BigDecimal step) {
        return takeProfit.compareTo(roundTrip().add(LEAST_GAIN_STEPS.multiply(step))) > 0;
    }

    /** The net return of one position, for places where speed does not matter. */
    public double net(Direction direction, double entry, double exit) {
        double kept = keptWhenSelling();
        double taken = takenWhenBuying();
        return direction == Direction.LONG
                ? (exit * kept - entry * taken) / entry
                : (entry * kept - exit * taken) / entry;
    }

    private static BigDecimal rest(BigDecimal percent) {
        return BigDecimal.ONE.add(percent.movePointLeft(2));
    }
}
