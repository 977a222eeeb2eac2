package cts.server.cli;

import cts.pseudo.RequestedExit;
import cts.research.SweepRow;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/** The result of a sweep as CSV: a row per requested combination; undefined values are empty. */
final class SweepCsv {
    private static final double HOUR = 3_600_000;
    private static final String HEADER =
            "direction,tp,sl,trail_start,trail_stop,opened,closed,open,wins,losses,sum_return,compound_return,avg_steps,"
                    + "profit_factor,win_rate,max_drawdown,drawdown_hours";

    private final boolean namesIndications;
    private final boolean marksOpen;
    private final double step;
    private final long end;

    /**
     * How rows are written.
     *
     * @param namesIndications whether a first column tells the indication
     * @param marksOpen whether open positions count in compound_return, closed at the last price
     * @param step as a fraction of the price
     * @param end time of the last event
     */
    SweepCsv(boolean namesIndications, boolean marksOpen, double step, long end) {
        this.namesIndications = namesIndications;
        this.marksOpen = marksOpen;
        this.step = step;
        this.end = end;
    }

    /** Writes the rows in order of indication, direction, tp, sl, trailing; returns their checksum, in hex. */
    String write(List<SweepRow> rows, FileOutput out) {
        CRC32C checksum = new CRC32C();
        out.line(namesIndications ? "indication," + HEADER : HEADER);
        List<SweepRow> sorted = rows.stream()
                .sorted(Comparator.comparing((SweepRow row) -> row.key().direction())
                        .thenComparing(SweepRow::exits))
                .toList();
        if (namesIndications) sorted = byIndication(sorted, rows);
        for (SweepRow row : sorted) {
            String line = line(row);
            checksum.update(line.getBytes(StandardCharsets.UTF_8));
            checksum.update('\n');
            out.line(line);
        }
        return "%08x".formatted(checksum.getValue());
    }

    private static List<SweepRow> byIndication(List<SweepRow> sorted, List<SweepRow> rows) {
        List<String> names =
                rows.stream().map(row -> row.key().name()).distinct().toList();
        return sorted.stream()
                .sorted(Comparator.comparingInt(row -> names.indexOf(row.key().name())))
                .toList();
    }

    private String line(SweepRow row) {
        RequestedExit exits = row.exits();
        String trailing = exits.trailing()
                .map(t -> t.start().toPlainString() + "," + t.stop().toPlainString())
                .orElse(",");
        double compound = marksOpen ? row.marked() : row.tally().compoundReturn();
        return String.join(
                ",",
                (namesIndications ? row.key().name() + "," : "")
                        + row.key().direction().code(),
                exits.takeProfit().toPlainString(),
                exits.stopLoss().toPlainString(),
                trailing,
                Long.toString(row.opened()),
                Long.toString(row.tally().closed()),
                Long.toString(row.open()),
                Long.toString(row.tally().wins()),
                Long.toString(row.tally().losses()),
                Numbers.shortest(row.tally().sumReturn()),
                Numbers.shortest(compound),
                Numbers.shortest(row.tally().averageResult(step)),
                Numbers.shortest(row.tally().profitFactor()),
                Numbers.shortest(row.tally().winRate()),
                Numbers.shortest(row.tally().maxDrawdown()),
                Numbers.shortest(row.tally().longestDrawdownTime(end) / HOUR));
    }
}
