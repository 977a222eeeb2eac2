package cts.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What results add up to, against sums over a list of them, each by its definition; a failure names its seed. */
final class TallyTest {
    private static final Offset<Double> CLOSE = within(1e-12);
    private static final int SEEDS = 200;

    private record Result(long time, double net) {}

    @Test
    void addsUpWhatAListOfTheResultsAddsUpTo() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Tally tally = new Tally();
            long first = random.nextInt(1_000);
            tally.start(first);
            List<Result> results = new ArrayList<>();
            long time = first;
            for (int i = random.nextInt(1, 120); i > 0; i--) {
                time += random.nextInt(3);
                // Some end even; sums of these are often the same again.
                double net = random.nextInt(-4, 5) / 64.0;
                tally.add(time, net);
                tally.start(time);
                results.add(new Result(time, net));
            }
            long now = time + random.nextInt(5);
            assertThat(tally.closed()).as("closed, seed %d", seed).isEqualTo(results.size());
            assertThat(tally.wins()).as("wins, seed %d", seed).isEqualTo(count(results, 1));
            assertThat(tally.losses()).as("losses, seed %d", seed).isEqualTo(count(results, -1));
            assertThat(tally.sumReturn()).as("sum, seed %d", seed).isCloseTo(sum(results), CLOSE);
            assertThat(tally.averageResult(0.001).orElseThrow())
                    .as("average, seed %d", seed)
                    .isCloseTo(sum(results) / results.size() / 0.001, within(1e-9));
            assertThat(tally.winRate().orElseThrow())
                    .as("win rate, seed %d", seed)
                    .isCloseTo((double) count(results, 1) / results.size(), CLOSE);
            assertThat(tally.compoundReturn())
                    .as("compound, seed %d", seed)
                    .isCloseTo(equity(results, results.size()) - 1, CLOSE);
            assertThat(tally.maxDrawdown()).as("drawdown, seed %d", seed).isCloseTo(maxDrawdown(results), CLOSE);
            assertThat(tally.longestDrawdownTime(now))
                    .as("drawdown time, seed %d", seed)
                    .isEqualTo(longestDrawdownTime(first, results, now));
        }
    }

    @Test
    void theProfitFactorDividesWhatWasWonByWhatWasLost() {
        Tally tally = new Tally();
        for (double net : new double[] {0.03, -0.01, 0, 0.02, -0.01}) tally.add(0, net);
        assertThat(tally.profitFactor().orElseThrow()).isCloseTo(2.5, CLOSE);
    }

    private static long count(List<Result> results, int sign) {
        return results.stream()
                .filter(result -> Math.signum(result.net) == sign)
                .count();
    }

    private static double sum(List<Result> results) {
        return results.stream().mapToDouble(Result::net).sum();
    }

    private static double equity(List<Result> results, int count) {
        double equity = 1;
        for (Result result : results.subList(0, count)) equity *= 1 + result.net;
        return equity;
    }

    /** The deepest fall from any moment to any later one. */
    private static double maxDrawdown(List<Result> results) {
        double deepest = 0;
        for (int from = 0; from <= results.size(); from++) {
            for (int to = from; to <= results.size(); to++) {
                deepest = Math.max(deepest, 1 - equity(results, to) / equity(results, from));
            }
        }
        return deepest;
    }

    /** The longest time from a close at a peak to the first one back there, or now, with a lower one in between. */
    private static long longestDrawdownTime(long first, List<Result> results, long now) {
        long longest = 0;
        for (int from = 0; from <= results.size(); from++) {
            double level = sum(results.subList(0, from));
            if (level < peak(results, from)) continue;
            long start = from == 0 ? first : results.get(from - 1).time;
            int to = from + 1;
            while (to <= results.size() && sum(results.subList(0, to)) < level) to++;
            if (to == from + 1) continue;
            longest = Math.max(longest, (to <= results.size() ? results.get(to - 1).time : now) - start);
        }
        return longest;
    }

    private static double peak(List<Result> results, int until) {
        double peak = 0;
        for (int i = 0; i <= until; i++) peak = Math.max(peak, sum(results.subList(0, i)));
        return peak;
    }
}
