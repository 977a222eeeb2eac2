package cts.execution;

import cts.money.Percent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an entry must keep to.
 *
 * @param maxOpenLegs positions of the connection that are not closed
 * @param symbolNotional greatest notional of one symbol, percent of the equity
 * @param grossNotional greatest notional of all symbols, percent of the equity
 * @param allowedSymbols the symbols that may be traded; empty allows all
 * @param dailyLoss greatest loss of a UTC day, realised and not, percent of the equity at its start
 * @param drawdown greatest distance below the highest equity, percent of it
 * @param priceBand how far the last price may be from that of the signal, percent of the last
 * @param maxPriceAge how old the last price may be, ms of event time
 * @param maxEquityAge how long ago the balance may have been read, ms of event time
 * @param entriesPerMinute entries within any 60 s of event time
 * @param leverage the leverage that is traded with, 1 or more
 * @param highLeverage whether a leverage above 10 is meant
 */
public record RiskSettings(
        int maxOpenLegs,
        Percent symbolNotional,
        Percent grossNotional,
        Optional<Set<String>> allowedSymbols,
        Percent dailyLoss,
        Percent drawdown,
        Percent priceBand,
        long maxPriceAge,
        long maxEquityAge,
        int entriesPerMinute,
        int leverage,
        boolean highLeverage) {

    private static final int HIGHEST_USUAL_LEVERAGE = 10;
    private static final int DEFAULT_OPEN_LEGS = 500;
    private static final Map<String, Integer> OPEN_LEGS =
            Map.of("bybit", 500, "binance", 500, "okx", 150, "bingx", 100, "orangex", 100, "pionex", 50);

    public RiskSettings {
        if (maxOpenLegs < 1 || maxPriceAge < 0 || maxEquityAge < 0 || entriesPerMinute < 1 || leverage < 1) {
            throw new IllegalArgumentException("risk settings need at least 1 open leg, 1 entry per minute, leverage 1"
                    + " and ages of 0 ms or more, not " + maxOpenLegs + ", " + entriesPerMinute + ", " + leverage
                    + ", " + maxPriceAge + " and " + maxEquityAge);
        }
        if (leverage > HIGHEST_USUAL_LEVERAGE && !highLeverage) {
            throw new IllegalArgumentException(
                    "a leverage of " + leverage + " is above 10; allow high leverage explicitly if it is meant");
        }
        allowedSymbols = allowedSymbols.map(Set::copyOf);
    }

    /** The defaults for an exchange; for one not listed 500 legs may be open. */
    public static RiskSettings defaults(String exchange) {
        return new RiskSettings(
                OPEN_LEGS.getOrDefault(exchange, DEFAULT_OPEN_LEGS),
                Percent.of("5"),
                Percent.of("100"),
                Optional.empty(),
                Percent.of("3"),
                Percent.of("20"),
                Percent.of("1"),
                2_000,
                60_000,
                30,
                1,
                false);
    }
}
