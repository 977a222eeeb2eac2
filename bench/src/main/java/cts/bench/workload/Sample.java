package cts.bench.workload;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One measured figure, and the line of text that carries it from process to process.
 *
 * @param name what was measured
 * @param note what belongs to it, such as how many exits there were; may be empty
 */
public record Sample(String name, double value, String unit, String note) {
    private static final String SIGN = "sample";

    /** The line: tab-separated, so no part may hold a tab. */
    public String line() {
        return String.join("\t", SIGN, name, String.format(Locale.ROOT, "%.17g", value), unit, note);
    }

    /** The sample of a line; empty when the line is none. */
    public static Optional<Sample> parse(String line) {
        List<String> parts = List.of(line.split("\t", -1));
        return parts.size() == 5 && parts.getFirst().equals(SIGN)
                ? Optional.of(new Sample(parts.get(1), Double.parseDouble(parts.get(2)), parts.get(3), parts.get(4)))
                : Optional.empty();
    }
}
