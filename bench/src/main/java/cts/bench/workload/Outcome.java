package cts.bench.workload;

import cts.research.SweepRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What became of one set of a sweep, as far as others compute it, too. */
record Outcome(long opened, long closed, long wins, double sum, double compound) {

    static Outcome of(SweepRow row) {
        return new Outcome(
                row.opened(),
                row.tally().closed(),
                row.tally().wins(),
                row.tally().sumReturn(),
                row.tally().compoundReturn());
    }

    /** The rows of a peer's CSV file: direction, four distances, opened, closed, open, wins, losses, two returns. */
    static List<Outcome> read(Path csv) throws IOException {
        return Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(field -> new Outcome(
                        Long.parseLong(field[5]),
                        Long.parseLong(field[6]),
                        Long.parseLong(field[8]),
                        Double.parseDouble(field[10]),
                        Double.parseDouble(field[11])))
                .toList();
    }

    /**
     * The largest difference of a return, relative above 1.
     *
     * @throws IllegalStateException when the sets or a count differ
     */
    static double difference(String what, List<Outcome> expected, List<Outcome> actual) {
        if (expected.size() != actual.size()) {
            throw new IllegalStateException(
                    "%s: %d sets instead of %d".formatted(what, actual.size(), expected.size()));
        }
        double largest = 0;
        for (int set = 0; set < expected.size(); set++) {
            Outcome e = expected.get(set);
            Outcome a = actual.get(set);
            if (e.opened != a.opened || e.closed != a.closed || e.wins != a.wins) {
                throw new IllegalStateException("%s, set %d: %s instead of %s".formatted(what, set, a, e));
            }
            largest = Math.max(largest, Math.max(difference(e.sum, a.sum), difference(e.compound, a.compound)));
        }
        return largest;
    }

    private static double difference(double expected, double actual) {
        return Math.abs(expected - actual) / Math.max(1, Math.abs(expected));
    }
}
