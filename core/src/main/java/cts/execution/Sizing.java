package cts.execution;

import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Price;
import cts.money.Quantity;
import cts.money.Rounding;
import java.math.BigDecimal;

/**
 * How big a position is: notional = equity × position cost × connection factor × mode factor × strategy ratio, margin =
 * notional ÷ leverage, quantity = notional ÷ price rounded down to the lot. Below the exchange's minimum it is raised to
 * it, if that is allowed and at most {@code maxRaise} times the intended notional. Pure.
 */
public final class Sizing {

    private Sizing() {}

    /**
     * The quantity of a position, or why there is none.
     *
     * @param equity above 0
     * @param price at which the notional is reckoned
     */
    public static SizingOutcome size(
            Amount equity,
            Price price,
            Instrument instrument,
            VolumeSettings volume,
            Mode mode,
            BigDecimal ratio,
            int leverage) {
        BigDecimal share =
                volume.positionCost().fraction().multiply(volume.factor(mode)).multiply(ratio);
        Amount intended = equity.times(share);
        Quantity quantity = Quantity.ofNotional(intended, price, instrument.lotSize(), Rounding.DOWN);
        Quantity minimum = instrument.minQuantityAt(price);
        if (!quantity.isBelow(minimum)) {
            return sized(quantity, price, leverage, false);
        }
        Amount minimumNotional = price.times(minimum);
        BigDecimal reach = volume.enforceMinimum() ? volume.maxRaise() : BigDecimal.ONE;
        if (volume.enforceMinimum() && !minimumNotional.isAbove(intended.times(reach))) {
            return sized(minimum, price, leverage, true);
        }
        return new SizingOutcome.BelowMinimum(
                intended, minimumNotional, minimumNotional.dividedBy(share.multiply(reach)));
    }

    private static SizingOutcome sized(Quantity quantity, Price price, int leverage, boolean raised) {
        Amount notional = price.times(quantity);
        return new SizingOutcome.Sized(quantity, notional, notional.dividedBy(BigDecimal.valueOf(leverage)), raised);
    }
}
