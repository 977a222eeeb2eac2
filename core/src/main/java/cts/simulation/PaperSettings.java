package cts.simulation;

import cts.money.Amount;
import cts.money.Percent;

/**
 * How the paper exchange behaves.
 *
 * @param asset what the account is kept in, the quote asset of all its instruments
 * @param balance at the start
 * @param takerFee of the notional of each fill
 * @param slippage by which each market fill is worse than the price shown
 * @param latency ms of event time until an order reaches the exchange; cancels, amendments and questions reach it at once
 * @param attachesExits whether entries may carry their stop and take profit
 */
public record PaperSettings(
        String asset, Amount balance, Percent takerFee, Percent slippage, long latency, boolean attachesExits) {

    public PaperSettings {
        if (balance.signum() <= 0 || latency < 0) {
            throw new IllegalArgumentException("a paper account needs a balance above 0 and a latency of 0 ms or more,"
                    + " not " + balance + " and " + latency);
        }
    }

    /** 10,000 of the asset, 0.055 % fee, 0.01 % slippage, no latency, exits attached. */
    public static PaperSettings defaults(String asset) {
        return new PaperSettings(asset, Amount.of("10000"), Percent.of("0.055"), Percent.of("0.01"), 0, true);
    }
}
