package cts.bench.workload;

import cts.market.CandleSeries;
import cts.performance.Tally;
import cts.pseudo.ExitGrid;
import cts.pseudo.KernelSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A sweep by {@link NaiveScan}. */
final class NaiveSweep {
    private NaiveSweep() {}

    /** The outcome of each cell, in order. */
    static List<Outcome> run(HistoryData data, ExitGrid grid, KernelSettings settings) {
        Tally[] tallies = new Tally[grid.size()];
        Arrays.setAll(tallies, cell -> new Tally());
        NaiveScan scan = new NaiveScan(
                grid,
                List.of(data.entries().direction()),
                settings,
                (key, cell, entryTime, entry, exitTime, exit, reason, net) -> tallies[cell].add(exitTime, net));
        CandleSeries series = data.series();
        int[] signal = {0};
        int next = 0;
        for (int row = 0; row < series.size(); row++) {
            boolean fires = next < data.entries().size() && data.entries().index(next) == row;
            if (fires) next++;
            scan.onEvent(
                    series.openTime()[row],
                    series.closeTime(row),
                    series.open()[row],
                    series.high()[row],
                    series.low()[row],
                    series.close()[row],
                    signal,
                    fires ? 1 : 0);
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int cell = 0; cell < tallies.length; cell++) {
            Tally tally = tallies[cell];
            outcomes.add(new Outcome(
                    tally.closed() + scan.open(0, cell),
                    tally.closed(),
                    tally.wins(),
                    tally.sumReturn(),
                    tally.compoundReturn()));
        }
        return outcomes;
    }
}
