package cts.execution;

import cts.market.Direction;
import cts.market.Instrument;
import cts.money.Price;
import java.math.BigDecimal;

/**
 * An eligible set opened a pseudo position and wants a real one. Immutable.
 *
 * @param setId the set, any text
 * @param referencePrice the price of the signal, which the market must still be near
 * @param ratio strategy ratio on the volume, above 0 and at most 5
 * @param time event time of the signal, ms UTC
 */
public record OpenRequest(
        String setId,
        Instrument instrument,
        Direction direction,
        Price referencePrice,
        ExitPlan plan,
        Mode mode,
        BigDecimal ratio,
        long time) {

    private static final BigDecimal HIGHEST_RATIO = BigDecimal.valueOf(5);

    public OpenRequest {
        if (ratio.signum() <= 0 || ratio.compareTo(HIGHEST_RATIO) > 0) {
            throw new IllegalArgumentException(
                    "set " + setId + ": a strategy ratio is above 0 and at most 5, not " + ratio.toPlainString());
        }
        if (!plan.fits(direction)) {
            throw new IllegalArgumentException(
                    "set " + setId + ": an exit level of " + plan + " lies 100 % or more below a " + direction);
        }
    }
}
