package cts.server.storage.queries;

import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;

/**
 * How a database goes about a statement: one step per table it looks at.
 *
 * @param text the database's own words
 */
public record QueryPlan(List<Step> steps, String text) {
    private static final Pattern SQLITE = Pattern.compile(
            "(SCAN|SEARCH) (\\S+)(?: USING (?:INTEGER )?(AUTOMATIC )?(?:PARTIAL )?(COVERING )?(?:INDEX (\\S+)|(PRIMARY KEY)))?.*");
    private static final Pattern POSTGRESQL = Pattern.compile("(?:->)?\\s*(?:Parallel )?"
            + "(Seq Scan|Index Scan|Index Only Scan|Bitmap Index Scan)(?: Backward)?"
            + "(?: using (\\S+))?(?: on (\\S+))?.*");

    public QueryPlan {
        steps = List.copyOf(steps);
    }

    /**
     * A look at a table.
     *
     * @param table or a partition of it; for PostgreSQL's bitmaps the index
     * @param index it goes by, if by one
     * @param isWhole whether it reads all rows without an index
     * @param isCovered whether the index alone has what is wanted
     */
    public record Step(String table, Optional<String> index, boolean isWhole, boolean isCovered) {}

    /** Asks the database, which does not run the statement. */
    public static QueryPlan of(Database database, String statement) {
        return database.read(sql -> of(sql, database.type(), statement));
    }

    private static QueryPlan of(DSLContext sql, DatabaseType type, String statement) {
        // Past jOOQ, which would look for parameters in the values that stand in the text.
        List<String> lines = sql.connectionResult(connection -> {
            List<String> found = new ArrayList<>();
            boolean sqlite = type == DatabaseType.SQLITE;
            try (Statement ask = connection.createStatement();
                    ResultSet plan = ask.executeQuery((sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + statement)) {
                while (plan.next()) found.add(plan.getString(sqlite ? 4 : 1).strip());
            }
            return found;
        });
        return new QueryPlan(
                lines.stream()
                        .flatMap(line -> (type == DatabaseType.SQLITE ? sqlite(line) : postgresql(line)).stream())
                        .toList(),
                String.join("\n", lines));
    }

    /** Whether some table is read from end to end. */
    public boolean isWhole() {
        return steps.stream().anyMatch(Step::isWhole);
    }

    static Optional<Step> sqlite(String line) {
        Matcher words = SQLITE.matcher(line);
        if (!words.matches() || words.group(2).startsWith("(") || words.group(2).equals("CONSTANT")) {
            return Optional.empty();
        }
        Optional<String> index = Optional.ofNullable(words.group(5)).or(() -> Optional.ofNullable(words.group(6)));
        return Optional.of(new Step(
                words.group(2), index, index.isEmpty() && words.group(1).equals("SCAN"), words.group(4) != null));
    }

    static Optional<Step> postgresql(String line) {
        Matcher words = POSTGRESQL.matcher(line);
        if (!words.matches()) return Optional.empty();
        Optional<String> on = Optional.ofNullable(words.group(3));
        return switch (words.group(1)) {
            case "Seq Scan" -> on.map(table -> new Step(table, Optional.empty(), true, false));
            // Names no table, only the index.
            case "Bitmap Index Scan" -> on.map(index -> new Step(index, Optional.of(index), false, false));
            default ->
                on.map(table -> new Step(
                        table,
                        Optional.ofNullable(words.group(2)),
                        false,
                        words.group(1).equals("Index Only Scan")));
        };
    }
}
