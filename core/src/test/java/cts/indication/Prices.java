package cts.indication;

import cts.market.Direction;

/** Feeds prices to a history and asks a rule, one event a second. */
final class Prices {
    private final SymbolHistory history = new SymbolHistory(SymbolHistory.Settings.DEFAULT);
    private final IndicationRule rule;
    private long time = 1_000_000;

    Prices(IndicationType type, String parameters) {
        rule = type.rule(Parameters.of(parameters.split("/")), history);
    }

    Prices then(double... prices) {
        for (double price : prices) {
            history.add(time, 0, price);
            time += 1000;
        }
        return this;
    }

    Prices afterMillis(long millis) {
        time += millis - 1000;
        return this;
    }

    boolean holds(Direction direction) {
        return rule.holds(direction);
    }

    double strength(Direction direction) {
        return rule.strength(direction);
    }
}
