package cts.indication;

import com.google.auto.service.AutoService;
import cts.market.Direction;
import java.util.List;

/**
 * Expects a move to go on: of the last r changes between closes of the market timeframe none goes against it, at least
 * 60 % go with it, and together they make at least 0.3 %.
 *
 * <p>Parameter: r, 1 to 30 (main engine 3 … 30). Strength: the share of changes that go with it. Warm-up: r + 1 samples.
 */
@AutoService(IndicationType.class)
public final class MoveIndication implements IndicationType {
    private static final int LEAST_WITH_IN_TENTHS = 6;
    private static final double UP = 1.003;
    private static final double DOWN = 0.997;

    @Override
    public String name() {
        return "move";
    }

    @Override
    public List<Parameters> defaults() {
        return Parameters.range("3", "30", "1");
    }

    @Override
    public IndicationRule rule(Parameters parameters, SymbolHistory history) {
        int length = parameters.count(1);
        if (length >= MarketSamples.CAPACITY) {
            throw new IllegalArgumentException(
                    "move:" + length + " looks back too far: at most " + (MarketSamples.CAPACITY - 1) + " samples");
        }
        return new Rule(length, history.samples());
    }

    private static final class Rule implements IndicationRule {
        private final int length;
        private final MarketSamples samples;
        private long seen = -1;
        private int ups;
        private int downs;
        private double first;
        private double last;

        Rule(int length, MarketSamples samples) {
            this.length = length;
            this.samples = samples;
        }

        @Override
        public boolean holds(Direction direction) {
            if (samples.count() <= length) return false;
            if (samples.count() != seen) look();
            return direction == Direction.LONG
                    ? downs == 0 && isMost(ups) && last >= first * UP
                    : ups == 0 && isMost(downs) && last <= first * DOWN;
        }

        private boolean isMost(int with) {
            return 10 * with >= LEAST_WITH_IN_TENTHS * length;
        }

        private void look() {
            seen = samples.count();
            ups = 0;
            downs = 0;
            last = samples.close(0);
            double later = last;
            for (int back = 1; back <= length; back++) {
                double earlier = samples.close(back);
                if (later > earlier) ups++;
                if (later < earlier) downs++;
                later = earlier;
            }
            first = later;
        }

        @Override
        public double strength(Direction direction) {
            return (double) (direction == Direction.LONG ? ups : downs) / length;
        }
    }
}
