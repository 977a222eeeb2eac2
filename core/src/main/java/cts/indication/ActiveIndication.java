package cts.indication;

import com.google.auto.service.AutoService;
import cts.market.Direction;
import java.math.BigDecimal;
import java.util.List;

/**
 * Expects a strong move to go on: the price has changed by the threshold or more against the oldest price of the last
 * 60 s.
 *
 * <p>Parameter: the threshold in percent, above 0 and below 100 (main engine 0.5 … 2.5). Strength: the change ÷ 5 %, at
 * most 1. Warm-up: a second price within 60 s.
 */
@AutoService(IndicationType.class)
public final class ActiveIndication implements IndicationType {
    private static final double FULL_STRENGTH = 0.05;

    @Override
    public String name() {
        return "active";
    }

    @Override
    public List<Parameters> defaults() {
        return Parameters.range("0.5", "2.5", "0.5");
    }

    @Override
    public IndicationRule rule(Parameters parameters, SymbolHistory history) {
        BigDecimal percent = parameters.single();
        if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) >= 0) {
            throw new IllegalArgumentException("active:" + parameters + " is not a percentage between 0 and 100");
        }
        BigDecimal threshold = percent.movePointLeft(2);
        return new Rule(
                BigDecimal.ONE.add(threshold).doubleValue(),
                BigDecimal.ONE.subtract(threshold).doubleValue(),
                history.lastMinute());
    }

    private record Rule(double up, double down, PriceWindow window) implements IndicationRule {
        @Override
        public boolean holds(Direction direction) {
            if (window.isEmpty()) return false;
            return direction == Direction.LONG
                    ? window.newest() >= window.oldest() * up
                    : window.newest() <= window.oldest() * down;
        }

        @Override
        public double strength(Direction direction) {
            return Math.min(1, Math.abs(window.newest() / window.oldest() - 1) / FULL_STRENGTH);
        }
    }
}
