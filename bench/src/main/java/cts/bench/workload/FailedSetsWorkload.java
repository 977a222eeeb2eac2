package cts.bench.workload;

import cts.promotion.BaseStatus;
import java.util.List;
import java.util.function.Consumer;

/** What a set weighs that has failed and goes on trading. */
final class FailedSetsWorkload implements Workload {
    private static final int KEYS = 136;
    private static final int TICKS_AT_ONCE = 500;
    private static final double ENOUGH = 0.999;
    /** Above every probability: every set fails at its first look. */
    private static final double ALWAYS = 2;

    @Override
    public void run(List<String> arguments, Consumer<Sample> samples) {
        RandomTrading trading = RandomTrading.of(KEYS, HistorySweep.FEES, RandomTrading.gates(ALWAYS));
        do trading.play(TICKS_AT_ONCE);
        while (failed(trading) < ENOUGH * trading.setCount());
        long failed = failed(trading);
        samples.accept(new Sample(
                "failed",
                (double) trading.bytesOfSets() / trading.setCount(),
                "bytes/set",
                "%d sets, %d of them failed".formatted(trading.setCount(), failed)));
    }

    private static long failed(RandomTrading trading) {
        long[] count = {0};
        trading.sets().forEach((key, cell, set) -> {
            if (set.status() == BaseStatus.FAILED) count[0]++;
        });
        return count[0];
    }
}
