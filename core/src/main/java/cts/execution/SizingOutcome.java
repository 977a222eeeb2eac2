package cts.execution;

import cts.money.Amount;
import cts.money.Quantity;

/** What {@link Sizing} found. */
public sealed interface SizingOutcome {

    /**
     * A quantity to trade.
     *
     * @param margin notional ÷ leverage
     * @param raised whether it was raised to the exchange's minimum
     */
    record Sized(Quantity quantity, Amount notional, Amount margin, boolean raised) implements SizingOutcome {}

    /**
     * The intended notional is below the exchange's minimum and may not be raised to it.
     *
     * @param minimum the smallest notional the exchange takes at this price
     * @param balanceNeeded the equity at which it would be taken
     */
    record BelowMinimum(Amount intended, Amount minimum, Amount balanceNeeded) implements SizingOutcome {}
}
