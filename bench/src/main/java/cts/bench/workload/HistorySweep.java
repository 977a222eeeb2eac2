package cts.bench.workload;

import cts.pseudo.Costs;
import cts.pseudo.ExitGrid;
import cts.pseudo.KernelSettings;
import cts.research.Sweep;
import cts.research.SweepRequest;
import cts.research.SweepRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** One sweep of the bound in C over a history, and its checks. */
final class HistorySweep {
    static final Costs FEES = new Costs(new BigDecimal("0.055"), new BigDecimal("0.01"));
    /** So many rows are walked naively; also the length of the peers' smallest data set. */
    private static final int CHECKED_ROWS = 20_000;

    private static final double TOLERANCE = 1e-9;

    final String name;
    private final HistoryData data;
    private final SweepRequest request;
    private final ExecutorService workers;

    HistorySweep(HistoryData data, SweepGrid grid, Costs costs, int maxOpen, ExecutorService workers) {
        this.data = data;
        this.workers = workers;
        name = grid.code() + (costs.equals(Costs.NONE) ? ", bare" : ", fees");
        request = request(data, grid, costs, maxOpen);
    }

    private static SweepRequest request(HistoryData data, SweepGrid grid, Costs costs, int maxOpen) {
        return new SweepRequest(
                data.series(),
                List.of(data.entries()),
                grid.exits(),
                new KernelSettings(costs, 0, maxOpen, 0, KernelSettings.NO_TIMEOUT),
                SweepGrid.STEP_PERCENT);
    }

    List<SweepRow> run(int threads) {
        return run(request, threads);
    }

    private List<SweepRow> run(SweepRequest asked, int threads) {
        try {
            return Sweep.run(asked, threads, workers);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("the measurement was interrupted", interrupted);
        }
    }

    /** Bars × configurations, in millions. */
    double millionBarConfigurations() {
        return data.series().size() * (double) request.exits().size() / 1e6;
    }

    /** Positions opened in all sets, in millions. */
    static double millionOutcomes(List<SweepRow> rows) {
        return rows.stream().mapToLong(SweepRow::opened).sum() / 1e6;
    }

    /**
     * Compares a head of the history with the naive walk, on one and on two threads.
     *
     * @return the largest difference
     * @throws IllegalStateException when a count differs or a return by more than 1e-9
     */
    double checkAgainstNaiveWalk() {
        HistoryData head = data.head(CHECKED_ROWS);
        SweepRequest asked = new SweepRequest(
                head.series(), List.of(head.entries()), request.exits(), request.settings(), request.stepPercent());
        List<Outcome> expected = NaiveSweep.run(head, ExitGrid.ofRequests(asked.exits()), asked.settings());
        double largest = 0;
        for (int threads = 1; threads <= 2; threads++) {
            List<Outcome> actual = run(asked, threads).stream().map(Outcome::of).toList();
            largest = Math.max(largest, checked(name + ", naive walk", expected, actual));
        }
        return largest;
    }

    /** Compares a result with another program's in the same way. */
    double checkAgainst(List<Outcome> expected, List<SweepRow> rows) {
        return checked(name + ", peer", expected, rows.stream().map(Outcome::of).toList());
    }

    private static double checked(String what, List<Outcome> expected, List<Outcome> actual) {
        double difference = Outcome.difference(what, expected, actual);
        if (difference > TOLERANCE) throw new IllegalStateException("%s differs by %s".formatted(what, difference));
        return difference;
    }
}
