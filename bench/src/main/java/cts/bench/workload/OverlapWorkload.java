package cts.bench.workload;

import cts.pseudo.KernelSettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Every entry in every set, with fees and complete statistics, on one thread. Argument: the history. */
final class OverlapWorkload implements Workload {
    private static final int CALLS = 3;

    @Override
    public void run(List<String> arguments, Consumer<Sample> samples) throws IOException {
        HistoryData data = HistoryData.of(arguments.getFirst());
        try (ExecutorService workers = Executors.newFixedThreadPool(1)) {
            for (SweepGrid grid : SweepGrid.values()) {
                HistorySweep sweep = new HistorySweep(data, grid, HistorySweep.FEES, KernelSettings.UNLIMITED, workers);
                sweep.checkAgainstNaiveWalk();
                double outcomes = HistorySweep.millionOutcomes(sweep.run(1));
                Stopwatch.warmUp(() -> sweep.run(1));
                double seconds = Stopwatch.median(CALLS, () -> sweep.run(1));
                samples.accept(new Sample(
                        grid.code(), outcomes / seconds, "M outcomes/s", "%.2f M outcomes".formatted(outcomes)));
            }
        }
    }
}
