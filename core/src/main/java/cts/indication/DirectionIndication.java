package cts.indication;

import com.google.auto.service.AutoService;
import cts.market.Direction;
import java.util.List;

/**
 * Expects the reversal of a run: r steps down in a row → LONG, r steps up → SHORT.
 *
 * <p>Parameter: r, a whole number of at least 1 (main engine 3 … 30). Strength: r ÷ 30, at most 1. Warm-up: the run itself.
 */
@AutoService(IndicationType.class)
public final class DirectionIndication implements IndicationType {
    private static final double LONGEST = 30;

    @Override
    public String name() {
        return "direction";
    }

    @Override
    public List<Parameters> defaults() {
        return Parameters.range("3", "30", "1");
    }

    @Override
    public IndicationRule rule(Parameters parameters, SymbolHistory history) {
        return new Rule(parameters.count(1), history.steps());
    }

    private record Rule(int length, StepSeries steps) implements IndicationRule {
        @Override
        public boolean holds(Direction direction) {
            return -direction.sign() * steps.run() >= length;
        }

        @Override
        public double strength(Direction direction) {
            return Math.min(1, length / LONGEST);
        }
    }
}
