package cts.research;

import cts.market.CandleSeries;
import cts.market.Direction;
import cts.pseudo.ExitGrid;
import cts.pseudo.PositionOrder;
import cts.pseudo.PositionSink;
import cts.pseudo.PseudoKernel;
import cts.pseudo.PseudoListener;
import cts.pseudo.RequestedExit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.function.LongConsumer;

/**
 * Tries every requested exit configuration on every stream of signals over a series.
 *
 * <p>Thread-safe: each call of {@link #run} stands alone.
 */
public final class Sweep {
    private Sweep() {}

    /** A thread's share of the history must be worth its trouble. */
    private static final int LEAST_ROWS = 10_000;

    /** Of the memory there is, for what kernels write down. */
    private static final int SHARE_OF_MEMORY = 4;

    /**
     * Sweeps on several threads: some keys on each where there are enough of them, otherwise some of the history.
     *
     * @param workers run the parts; how many there are is {@code threads}
     * @return a row for each key and requested configuration, in that order
     */
    public static List<SweepRow> run(SweepRequest request, int threads, ExecutorService workers)
            throws InterruptedException {
        return run(request, threads, workers, walked -> {});
    }

    /**
     * The same, telling how far it has come.
     *
     * @param walked hears now and then, from any of the threads, how many rows of the series are done
     */
    public static List<SweepRow> run(SweepRequest request, int threads, ExecutorService workers, LongConsumer walked)
            throws InterruptedException {
        ExitGrid grid = ExitGrid.ofRequests(request.exits());
        int stretches = Math.min(threads, request.series().size() / LEAST_ROWS);
        if (request.keys().size() >= threads || stretches < 2 || !canBeWrittenDown(request, grid)) {
            return byKeys(request, grid, threads, new Workers(workers), walked);
        }
        return inStretches(
                request,
                grid,
                stretches,
                workers,
                new Walked(walked, 1, request.series().size()));
    }

    /** Sweeps on as many threads as there are stretches of the history. */
    static List<SweepRow> inStretches(
            SweepRequest request, ExitGrid grid, int stretches, ExecutorService workers, Walked walked)
            throws InterruptedException {
        SweepTallies tallies = new StretchedSweep(request, grid, stretches, workers, walked).run();
        Map<SignalKey, SweepTallies> byKey = new HashMap<>();
        for (SignalKey key : request.keys()) byKey.put(key, tallies);
        return rows(request, grid, byKey);
    }

    /** Whether there is memory for all that could be written down: an entry opens, times out, and meets each level once. */
    private static boolean canBeWrittenDown(SweepRequest request, ExitGrid grid) {
        long signals = request.keys().stream().mapToLong(SignalKey::size).sum();
        return signals * (grid.levels() + 2) * KernelLog.recordBytes(grid.words())
                < Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY;
    }

    private static List<SweepRow> byKeys(
            SweepRequest request, ExitGrid grid, int threads, Workers workers, LongConsumer listener)
            throws InterruptedException {
        int shares = Math.max(1, Math.min(threads, request.keys().size()));
        Walked walked = new Walked(listener, shares, request.series().size());
        Map<SignalKey, SweepTallies> byKey = new HashMap<>();
        List<Runnable> tasks = new ArrayList<>();
        for (int share = 0; share < shares; share++) {
            List<SignalKey> keys = new ArrayList<>();
            for (int k = share; k < request.keys().size(); k += shares)
                keys.add(request.keys().get(k));
            SweepTallies tallies = new SweepTallies(keys, grid);
            for (SignalKey key : keys) byKey.put(key, tallies);
            tasks.add(() -> play(request, keys, grid, tallies, tallies, walked));
        }
        workers.run(tasks);
        return rows(request, grid, byKey);
    }

    /** The same on the calling thread, telling {@code positions} of every position in order. */
    public static List<SweepRow> run(SweepRequest request, PositionSink positions, LongConsumer walked) {
        ExitGrid grid = ExitGrid.ofRequests(request.exits());
        SweepTallies tallies = new SweepTallies(request.keys(), grid);
        PositionOrder order = new PositionOrder(tallies, positions, grid.size());
        PseudoKernel kernel = kernel(request, request.keys(), grid, order);
        CandleSeries series = request.series();
        Walked progress = new Walked(walked, 1, series.size());
        History.play(series, new SignalSchedule(request.keys()), kernel, progress, order::flush);
        tallies.finish(kernel, History.lastClose(series));
        Map<SignalKey, SweepTallies> byKey = new HashMap<>();
        for (SignalKey key : request.keys()) byKey.put(key, tallies);
        return rows(request, grid, byKey);
    }

    private static void play(
            SweepRequest request,
            List<SignalKey> keys,
            ExitGrid grid,
            PseudoListener listener,
            SweepTallies tallies,
            Walked walked) {
        PseudoKernel kernel = kernel(request, keys, grid, listener);
        CandleSeries series = request.series();
        History.play(series, new SignalSchedule(keys), kernel, 0, series.size(), walked);
        tallies.finish(kernel, History.lastClose(series));
    }

    private static PseudoKernel kernel(
            SweepRequest request, List<SignalKey> keys, ExitGrid grid, PseudoListener listener) {
        List<Direction> directions = keys.stream().map(SignalKey::direction).toList();
        return new PseudoKernel(grid, directions, request.settings(), listener);
    }

    private static List<SweepRow> rows(SweepRequest request, ExitGrid grid, Map<SignalKey, SweepTallies> byKey) {
        List<SweepRow> rows = new ArrayList<>();
        int[] cells = request.exits().stream()
                .mapToInt(exits -> grid.cellOf(exits.configuration()))
                .toArray();
        for (SignalKey key : request.keys()) {
            SweepTallies tallies = Objects.requireNonNull(byKey.get(key));
            for (int i = 0; i < cells.length; i++) {
                RequestedExit exits = request.exits().get(i);
                int cell = cells[i];
                rows.add(new SweepRow(
                        key, exits, tallies.open(key, cell), tallies.tally(key, cell), tallies.marked(key, cell)));
            }
        }
        return rows;
    }
}
