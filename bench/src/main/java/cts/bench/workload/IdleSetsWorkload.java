package cts.bench.workload;

import java.util.List;
import java.util.function.Consumer;

/** What a set weighs that has opened positions, none of which has closed yet. */
final class IdleSetsWorkload implements Workload {
    private static final int KEYS = 136;
    private static final int TICKS_AT_ONCE = 100;

    @Override
    public void run(List<String> arguments, Consumer<Sample> samples) {
        RandomTrading trading = RandomTrading.onFlatPrices(KEYS);
        do trading.play(TICKS_AT_ONCE);
        while (trading.sets().aliveCount() < trading.setCount());
        samples.accept(new Sample(
                "idle",
                (double) trading.bytesOfSets() / trading.setCount(),
                "bytes/set",
                "%d sets, all with open positions and nothing closed".formatted(trading.setCount())));
    }
}
