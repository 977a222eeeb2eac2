package cts.bench.workload;

import cts.pseudo.Costs;
import cts.research.SweepRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * One position per set at most: the sweep of the bound in C, bare and with fees. Our statistics are always complete.
 * Arguments: the history, threads (1, or 2 for a comparison of both), and the folder of a peer's results, if there is one.
 */
final class SweepWorkload implements Workload {
    private static final int CALLS = 5;

    /** The samples of speed by name: {@code off, bare} and so on, with {@code 2 threads ÷ 1} before it for two threads. */
    @Override
    public void run(List<String> arguments, Consumer<Sample> samples) throws IOException {
        HistoryData data = HistoryData.of(arguments.getFirst());
        int threads = Integer.parseInt(arguments.get(1));
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<HistorySweep> sweeps = new ArrayList<>();
            for (SweepGrid grid : SweepGrid.values()) {
                if (threads == 1) sweeps.add(new HistorySweep(data, grid, Costs.NONE, 1, workers));
                sweeps.add(new HistorySweep(data, grid, HistorySweep.FEES, 1, workers));
            }
            double difference = 0;
            for (HistorySweep sweep : sweeps) difference = Math.max(difference, sweep.checkAgainstNaiveWalk());
            if (threads == 1 && arguments.size() > 2) {
                difference = Math.max(difference, checkAgainstPeer(data, Path.of(arguments.get(2)), workers));
            }
            samples.accept(new Sample("largest difference", difference, "relative", ""));
            for (HistorySweep sweep : sweeps) for (int t = 1; t <= threads; t++) warmUp(sweep, t);
            for (HistorySweep sweep : sweeps) {
                if (threads == 1) measure(sweep, samples);
                else compareThreads(sweep, samples);
            }
        }
    }

    private static double checkAgainstPeer(HistoryData data, Path results, ExecutorService workers) throws IOException {
        double difference = 0;
        for (SweepGrid grid : SweepGrid.values()) {
            Path csv = results.resolve("sweep-" + grid.code() + ".csv");
            if (!Files.exists(csv)) throw new IOException("the peer left no file " + csv);
            HistorySweep sweep = new HistorySweep(data, grid, Costs.NONE, 1, workers);
            difference = Math.max(difference, sweep.checkAgainst(Outcome.read(csv), sweep.run(1)));
        }
        return difference;
    }

    private static void warmUp(HistorySweep sweep, int threads) {
        Stopwatch.warmUp(() -> sweep.run(threads));
    }

    private static void measure(HistorySweep sweep, Consumer<Sample> samples) {
        double seconds = Stopwatch.median(CALLS, () -> sweep.run(1));
        samples.accept(new Sample(sweep.name, sweep.millionBarConfigurations() / seconds, "Mbc/s", sums(sweep.run(1))));
    }

    private static void compareThreads(HistorySweep sweep, Consumer<Sample> samples) {
        double one = 0;
        double two = 0;
        // Taken in turns, so that a busy moment of the machine meets both.
        for (int call = 0; call < 2 * CALLS; call++) {
            one += Stopwatch.seconds(() -> sweep.run(1));
            two += Stopwatch.seconds(() -> sweep.run(2));
        }
        samples.accept(new Sample("2 threads ÷ 1, " + sweep.name, one / two, "×", ""));
    }

    private static String sums(List<SweepRow> rows) {
        return "closed %d, sum of returns %.9f"
                .formatted(
                        rows.stream().mapToLong(row -> row.tally().closed()).sum(),
                        rows.stream()
                                .mapToDouble(row -> row.tally().sumReturn())
                                .sum());
    }
}
