package cts.bench.workload;

import cts.pseudo.Costs;
import java.util.List;
import java.util.function.Consumer;

/** The heap of a process with a million sets that have fifty results each on average, kernel and all. */
final class MillionSetsWorkload implements Workload {
    private static final int KEYS = 1_361;
    private static final double RESULTS = 50;
    private static final int TICKS_AT_ONCE = 20;
    private static final double MEGABYTE = 1e6;

    @Override
    public void run(List<String> arguments, Consumer<Sample> samples) {
        RandomTrading trading = RandomTrading.of(KEYS, Costs.NONE, RandomTrading.gates(0));
        do trading.play(TICKS_AT_ONCE);
        while (meanResults(trading) < RESULTS);
        double mean = meanResults(trading);
        double used = Heap.used() / MEGABYTE;
        samples.accept(new Sample(
                "million sets",
                used,
                "MB",
                "%d sets, %d of them alive, %.1f results on average"
                        .formatted(trading.setCount(), trading.sets().aliveCount(), mean)));
    }

    private static double meanResults(RandomTrading trading) {
        long[] results = {0};
        trading.sets().forEach((key, cell, set) -> results[0] += set.history().size());
        return (double) results[0] / trading.setCount();
    }
}
