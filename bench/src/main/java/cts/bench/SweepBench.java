package cts.bench;

import cts.market.CandleSeries;
import cts.market.Direction;
import cts.pseudo.Costs;
import cts.pseudo.ExitGrid;
import cts.pseudo.ExitUnit;
import cts.pseudo.KernelSettings;
import cts.pseudo.RequestedExit;
import cts.research.SignalKey;
import cts.research.Sweep;
import cts.research.SweepRequest;
import cts.research.SweepRow;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The sweep over 20 × 20 exits, as the bound in C does it. */
final class SweepBench {
    private static final int LEVELS = 20;

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int repeats = Integer.parseInt(arguments[1]);
        CandleSeries series = Columns.candles(folder);
        SignalKey key = new SignalKey("entries", Direction.LONG, Columns.entries(folder));
        Costs fees = new Costs(new BigDecimal("0.055"), new BigDecimal("0.01"));
        try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
            for (String trailing : List.of("off", "trailing")) {
                List<RequestedExit> exits = exits(trailing.equals("trailing"));
                for (int maxOpen : new int[] {1, KernelSettings.UNLIMITED}) {
                    for (Costs costs : List.of(Costs.NONE, fees)) {
                        for (int threads = 1; threads <= 2; threads++) {
                            KernelSettings settings =
                                    new KernelSettings(costs, 0, maxOpen, 0, KernelSettings.NO_TIMEOUT);
                            SweepRequest request =
                                    new SweepRequest(series, List.of(key), exits, settings, new BigDecimal("0.1"));
                            double[] seconds = new double[repeats];
                            List<SweepRow> rows = List.of();
                            for (int r = -5; r < repeats; r++) {
                                long start = System.nanoTime();
                                rows = Sweep.run(request, threads, workers);
                                if (r >= 0) seconds[r] = (System.nanoTime() - start) / 1e9;
                            }
                            Arrays.sort(seconds);
                            double median = seconds[repeats / 2];
                            long outcomes =
                                    rows.stream().mapToLong(SweepRow::opened).sum();
                            System.out.printf(
                                    Locale.ROOT,
                                    "%s max-open %s costs %s threads %d: %.1f ms, %.0f Mbc/s, %.1f M outcomes/s, closed %d sum %.9f%n",
                                    trailing,
                                    maxOpen,
                                    costs.equals(Costs.NONE) ? "none" : "fees",
                                    threads,
                                    median * 1e3,
                                    series.size() * (double) exits.size() / median / 1e6,
                                    outcomes / median / 1e6,
                                    rows.stream()
                                            .mapToLong(row -> row.tally().closed())
                                            .sum(),
                                    rows.stream()
                                            .mapToDouble(row -> row.tally().sumReturn())
                                            .sum());
                        }
                    }
                }
            }
        }
    }

    private static List<RequestedExit> exits(boolean trailing) {
        List<BigDecimal> levels = new ArrayList<>();
        for (int level = 1; level <= LEVELS; level++) levels.add(BigDecimal.valueOf(2L * level, 1));
        List<Optional<RequestedExit.TrailingPercent>> trailings = new ArrayList<>();
        for (BigDecimal level : levels) {
            if (trailing) trailings.add(Optional.of(new RequestedExit.TrailingPercent(BigDecimal.ZERO, level)));
        }
        if (!trailing) trailings.add(Optional.empty());
        List<BigDecimal> stopLosses = trailing ? List.of(levels.get(LEVELS - 1)) : levels;
        return ExitGrid.combinations(levels, stopLosses, trailings, ExitUnit.PERCENT, new BigDecimal("0.1"));
    }
}
