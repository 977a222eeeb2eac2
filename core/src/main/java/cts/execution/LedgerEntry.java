package cts.execution;

import cts.money.Amount;

/**
 * One change of a balance. The amounts of an asset add up to its balance, to the last digit.
 *
 * @param sequence running number within the connection, from 1
 * @param balance of the asset after it
 * @param reference the fill, funding or position it came from
 */
public record LedgerEntry(
        long sequence, long time, String asset, Kind kind, Amount amount, Amount balance, String reference) {

    /** Where a change came from. */
    public enum Kind {
        /** What was there when we first looked. */
        OPENING,
        /** Profit or loss of closed quantity, before fees. */
        REALISED,
        FEE,
        FUNDING,
        /** The exchange shows another balance than our entries: a transfer, or someone else's trade. */
        ADJUSTMENT
    }
}
