package cts.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The result, as a table for people or as one object for a program.
 *
 * @param conditions where and how it was measured, sentence by sentence
 */
record Report(List<String> conditions, List<Row> rows) {

    /** What a program reads of a row. */
    record Line(
            String section,
            String what,
            String unit,
            Spread ours,
            Optional<String> peer,
            Optional<Spread> theirs,
            Optional<Double> ratio,
            String bar,
            String met,
            String note) {

        static Line of(Row row) {
            return new Line(
                    row.section(),
                    row.what(),
                    row.unit(),
                    row.ours(),
                    row.peer().map(Row.Peer::name),
                    row.peer().map(Row.Peer::spread),
                    row.ratio(),
                    row.bar().text(),
                    row.verdict(),
                    row.note());
        }
    }

    /** What a program reads. */
    record Document(List<String> conditions, List<Line> rows) {}

    Document document() {
        return new Document(conditions, rows.stream().map(Line::of).toList());
    }

    String table() {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("", "what", "ours [min max]", "unit", "peer [min max]", "ratio", "bar", "met"));
        for (Row row : rows) {
            table.add(List.of(
                    row.section(),
                    row.what(),
                    Figures.of(row.ours()),
                    row.unit(),
                    row.peer()
                            .map(peer -> peer.name() + " " + Figures.of(peer.spread()))
                            .orElse(""),
                    row.ratio().map(Figures::of).orElse(""),
                    row.bar().text(),
                    row.verdict()));
        }
        StringBuilder text = new StringBuilder(aligned(table));
        for (Row row : rows) {
            if (!row.note().isEmpty()) {
                text.append("%n%s, %s: %s".formatted(row.section(), row.what(), row.note()));
            }
        }
        text.append("%n".formatted());
        for (String sentence : conditions) text.append("%n%s".formatted(sentence));
        return text.toString();
    }

    private static String aligned(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++)
                widths[c] = Math.max(widths[c], row.get(c).length());
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                line.append(row.get(c)).repeat(" ", widths[c] - row.get(c).length() + 2);
            }
            text.append(line.toString().stripTrailing()).append("%n".formatted());
        }
        return text.toString();
    }
}
