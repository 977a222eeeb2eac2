package cts.research;

import cts.market.CandleSeries;
import cts.market.Direction;
import cts.performance.Tally;
import cts.pseudo.ExitConfiguration;
import cts.pseudo.ExitGrid;
import cts.pseudo.PositionOrder;
import cts.pseudo.PositionSink;
import cts.pseudo.PseudoKernel;
import cts.pseudo.RequestedExit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Tries every requested exit configuration on every stream of signals over a series.
 *
 * <p>Thread-safe: each call of {@link #run} stands alone.
 */
public final class Sweep {
    private Sweep() {}

    /** So many bars are walked between two words on how far the sweep has come. */
    private static final int BARS_PER_WORD = 1 << 14;

    /** Some keys with some cells: what one thread computes in one kernel. */
    private record Part(List<SignalKey> keys, ExitGrid grid) {}

    /**
     * Sweeps on several threads.
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
     * @param walked hears now and then, from any of the threads, how many bars are done: the mean over the parts
     */
    public static List<SweepRow> run(SweepRequest request, int threads, ExecutorService workers, LongConsumer walked)
            throws InterruptedException {
        List<Future<SweepTallies>> futures = new ArrayList<>();
        List<Part> parts = split(request, threads);
        AtomicLong bars = new AtomicLong();
        LongConsumer ofAll = some -> walked.accept(bars.addAndGet(some) / parts.size());
        for (Part part : parts) futures.add(workers.submit(() -> compute(request, part, ofAll)));
        Map<SignalKey, List<SweepTallies>> byKey = new HashMap<>();
        for (int p = 0; p < parts.size(); p++) {
            SweepTallies tallies = result(futures.get(p));
            for (SignalKey key : parts.get(p).keys) {
                byKey.computeIfAbsent(key, ignored -> new ArrayList<>()).add(tallies);
            }
        }
        return rows(request, byKey);
    }

    /** The same on the calling thread, telling {@code positions} of every position in order. */
    public static List<SweepRow> run(SweepRequest request, PositionSink positions, LongConsumer walked) {
        AtomicLong bars = new AtomicLong();
        Part whole = new Part(request.keys(), ExitGrid.ofRequests(request.exits()));
        SweepTallies tallies = new SweepTallies(whole.keys, whole.grid);
        PositionOrder order = new PositionOrder(tallies, positions, whole.grid.size());
        play(
                request.series(),
                whole,
                new PseudoKernel(whole.grid, directions(whole), request.settings(), order),
                tallies,
                some -> walked.accept(bars.addAndGet(some)));
        order.flush();
        Map<SignalKey, List<SweepTallies>> byKey = new HashMap<>();
        for (SignalKey key : request.keys()) byKey.put(key, List.of(tallies));
        return rows(request, byKey);
    }

    private static SweepTallies result(Future<SweepTallies> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a part of the sweep failed: " + failed.getCause(), failed.getCause());
        }
    }

    /** By key where there are enough of them, as then nothing is done twice; otherwise by take profit. */
    private static List<Part> split(SweepRequest request, int threads) {
        List<Part> parts = new ArrayList<>();
        ExitGrid grid = ExitGrid.ofRequests(request.exits());
        if (request.keys().size() >= threads) {
            for (int t = 0; t < threads; t++) {
                List<SignalKey> keys = new ArrayList<>();
                for (int k = t; k < request.keys().size(); k += threads)
                    keys.add(request.keys().get(k));
                parts.add(new Part(keys, grid));
            }
            return parts;
        }
        List<List<ExitConfiguration>> cells = new ArrayList<>();
        for (int t = 0; t < threads; t++) cells.add(new ArrayList<>());
        for (int cell = 0; cell < grid.size(); cell++) {
            cells.get((int) ((long) cell * threads / grid.size()))
                    .add(grid.cells().get(cell));
        }
        for (List<ExitConfiguration> some : cells) {
            if (!some.isEmpty()) parts.add(new Part(request.keys(), ExitGrid.of(some)));
        }
        return parts;
    }

    private static List<Direction> directions(Part part) {
        return part.keys.stream().map(SignalKey::direction).toList();
    }

    private static SweepTallies compute(SweepRequest request, Part part, LongConsumer some) {
        SweepTallies tallies = new SweepTallies(part.keys, part.grid);
        play(
                request.series(),
                part,
                new PseudoKernel(part.grid, directions(part), request.settings(), tallies),
                tallies,
                some);
        return tallies;
    }

    private static void play(
            CandleSeries series, Part part, PseudoKernel kernel, SweepTallies tallies, LongConsumer some) {
        SignalSchedule schedule = new SignalSchedule(part.keys);
        long[] openTime = series.openTime();
        double[] open = series.open();
        double[] high = series.high();
        double[] low = series.low();
        double[] close = series.close();
        long duration = series.duration();
        int[] fired = schedule.fired();
        int next = schedule.nextIndex();
        for (int i = 0; i < openTime.length; i++) {
            int count = 0;
            if (i == next) {
                count = schedule.take();
                next = schedule.nextIndex();
            }
            kernel.onEvent(openTime[i], openTime[i] + duration, open[i], high[i], low[i], close[i], fired, count);
            if ((i & BARS_PER_WORD - 1) == BARS_PER_WORD - 1) some.accept(BARS_PER_WORD);
        }
        tallies.finish(kernel, openTime.length == 0 ? 1 : close[openTime.length - 1]);
    }

    private static List<SweepRow> rows(SweepRequest request, Map<SignalKey, List<SweepTallies>> byKey) {
        List<SweepRow> rows = new ArrayList<>();
        for (SignalKey key : request.keys()) {
            for (RequestedExit exits : request.exits()) {
                for (SweepTallies tallies : byKey.getOrDefault(key, List.of())) {
                    int cell = tallies.find(exits.configuration());
                    if (cell < 0) continue;
                    Tally tally = tallies.tally(key, cell);
                    rows.add(new SweepRow(key, exits, tallies.open(key, cell), tally, tallies.marked(key, cell)));
                    break;
                }
            }
        }
        return rows;
    }
}
