package cts.indication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class StepSeriesTest {
    private static StepSeries of(double... prices) {
        StepSeries steps = new StepSeries(1.001);
        for (double price : prices) steps.add(price);
        return steps;
    }

    @Test
    void stepsWhenAPriceTouchesTheNextLevel() {
        assertThat(of(100).run()).isZero();
        assertThat(of(100, 100.09).run()).isZero();
        assertThat(of(100, 100 * 1.001).run()).isEqualTo(1);
        assertThat(of(100, 100 * StrictMath.pow(1.001, -1)).run()).isEqualTo(-1);
    }

    @Test
    void makesSeveralStepsWithOnePrice() {
        assertThat(of(100, 100.55).run()).isEqualTo(5);
    }

    @Test
    void turnsOnlyAfterAWholeLevelBack() {
        assertThat(of(100, 100.25, 100.15).run()).isEqualTo(2);
        assertThat(of(100, 100.25, 100.1).run()).isEqualTo(-1);
    }

    /** The definition, with a search over all levels instead of remembered thresholds. */
    @Test
    void agreesWithTheDefinitionOnSeededPrices() {
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StepSeries steps = new StepSeries(1.001);
            double anchor = 50 + 100 * random.nextDouble();
            double price = anchor;
            List<Integer> moves = new ArrayList<>();
            int level = 0;
            steps.add(anchor);
            for (int i = 0; i < 300; i++) {
                price *= 1 + 0.004 * (random.nextDouble() - 0.5);
                steps.add(price);
                while (price >= anchor * StrictMath.pow(1.001, level + 1)) {
                    level++;
                    moves.add(1);
                }
                while (price <= anchor * StrictMath.pow(1.001, level - 1)) {
                    level--;
                    moves.add(-1);
                }
                assertThat(steps.run()).as("seed %d event %d", seed, i).isEqualTo(run(moves));
            }
        }
    }

    private static int run(List<Integer> moves) {
        int run = 0;
        for (int i = moves.size() - 1; i >= 0 && moves.get(i).equals(moves.getLast()); i--) run += moves.get(i);
        return run;
    }
}
