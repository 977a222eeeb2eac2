package cts.bench.workload;

import cts.pseudo.Costs;
import java.util.List;
import java.util.function.Consumer;

/** What a set weighs that has all the results it keeps. */
final class FullHistoryWorkload implements Workload {
    private static final int KEYS = 20;
    private static final int TICKS_AT_ONCE = 1_000;
    private static final double ENOUGH = 0.99;

    @Override
    public void run(List<String> arguments, Consumer<Sample> samples) {
        RandomTrading trading = RandomTrading.of(KEYS, Costs.NONE, RandomTrading.gates(0));
        int size = RandomTrading.gates(0).historySize();
        do trading.play(TICKS_AT_ONCE);
        while (full(trading, size) < ENOUGH * trading.setCount());
        long full = full(trading, size);
        samples.accept(new Sample(
                "full history",
                (double) trading.bytesOfSets() / trading.setCount(),
                "bytes/set",
                "%d sets, %d of them with %d results or more".formatted(trading.setCount(), full, size)));
    }

    private static long full(RandomTrading trading, int size) {
        long[] count = {0};
        trading.sets().forEach((key, cell, set) -> {
            if (set.history().size() >= size) count[0]++;
        });
        return count[0];
    }
}
