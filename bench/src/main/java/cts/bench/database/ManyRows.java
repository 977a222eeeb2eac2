package cts.bench.database;

import cts.server.storage.CandleTable;
import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * A database with many rows in every table that a {@link cts.server.storage.queries.NamedQuery} asks, spread over four
 * connections and eight symbols as engines spread them.
 *
 * <p>The rows are computed by the database from a number that counts up, so the same size gives the same rows; what each
 * column is computed from stands in {@code many-rows.txt}.
 */
final class ManyRows {
    /** What counts as now: the time of the newest row. */
    static final long NOW = 1_790_000_000_000L;

    private static final int SYMBOLS = 8;
    /** Sets of one grid, and grids of one timeframe. */
    private static final long LEAST_SETS = 200 * 16;

    private static final long MOST_SETS = 200_000;
    private static final long HOUR = 3_600_000;
    /** Rows of one statement: PostgreSQL's answer must come within a minute. */
    private static final long AT_ONCE = 250_000;

    private static final Pattern TYPED = Pattern.compile("\\{(money|real|bool|before) ([^{}]*)}");

    private final Database database;
    private final Map<String, Long> numbers;

    private ManyRows(Database database, long size) {
        this.database = database;
        this.numbers = Map.of("size", size, "sets", Math.clamp(size / 10, LEAST_SETS, MOST_SETS), "now", NOW);
    }

    /**
     * Fills a migrated database without rows.
     *
     * @param size rows of the largest tables; the others have a part of that
     */
    static void fill(Database database, long size) {
        long hours = size / SYMBOLS * 1_000 / HOUR;
        database.candlePartitions()
                .ensureFor(
                        CandleTable.MARKET_DATA,
                        LongStream.rangeClosed(0, hours + 1).map(hour -> NOW - hour * HOUR));
        ManyRows rows = new ManyRows(database, size);
        for (String table : text().split("\n\n", -1)) rows.insert(table);
    }

    private static String text() {
        try (InputStream text = ManyRows.class.getResourceAsStream("many-rows.txt")) {
            if (text == null) throw new IllegalStateException("many-rows.txt is not among the classes");
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .reduce("", (all, line) -> all + line + "\n")
                    .strip();
        } catch (IOException unreadable) {
            throw new IllegalStateException("many-rows.txt cannot be read", unreadable);
        }
    }

    /** Fills one table, as its lines say. */
    private void insert(String table) {
        List<String> lines = table.lines().toList();
        String[] head = lines.getFirst().split(": ", 2);
        long rows = count(head[1]);
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] column = line.strip().split(" = ", 2);
            columns.add(column[0]);
            values.add(value(column[1], rows));
        }
        for (long from = 0; from < rows; from += AT_ONCE) {
            run("INSERT INTO %s (%s) WITH RECURSIVE n(i) AS (SELECT CAST(%d AS BIGINT) UNION ALL"
                            .formatted(head[0], String.join(", ", columns), from)
                    + " SELECT i + 1 FROM n WHERE i < %d) SELECT %s FROM n"
                            .formatted(Math.min(rows, from + AT_ONCE) - 1, String.join(", ", values)));
        }
    }

    /** A number, a name, or a part of what a name stands for: {@code size / 50}. */
    private long count(String words) {
        String[] parts = words.split(" / ", 2);
        Long named = numbers.get(parts[0]);
        long whole = named == null ? Long.parseLong(parts[0]) : named;
        return parts.length == 1 ? whole : whole / Long.parseLong(parts[1]);
    }

    private String value(String template, long rows) {
        String text = template.replace("{object}", json("{}")).replace("{list}", json("[]"));
        for (Map.Entry<String, Long> number : numbers.entrySet()) {
            text = text.replace("{" + number.getKey() + "}", String.valueOf(number.getValue()));
        }
        return TYPED.matcher(text).replaceAll(found -> typed(found, rows));
    }

    private String typed(MatchResult found, long rows) {
        String value = found.group(2);
        boolean isSqlite = database.type() == DatabaseType.SQLITE;
        return switch (found.group(1)) {
            case "before" -> "(%d - (%d - i) * %s)".formatted(NOW, rows, value);
            case "money" -> "CAST(%s AS %s)".formatted(value, isSqlite ? "TEXT" : "NUMERIC");
            case "real" -> "CAST(%s AS %s)".formatted(value, isSqlite ? "REAL" : "DOUBLE PRECISION");
            default -> isSqlite ? value : "(%s) = 1".formatted(value);
        };
    }

    private String json(String text) {
        return "'%s'%s".formatted(text, database.type() == DatabaseType.SQLITE ? "" : "::jsonb");
    }

    private void run(String statement) {
        database.write(sql -> sql.connectionResult(connection -> {
            try (Statement insert = connection.createStatement()) {
                // The rows refer to each other rightly, as SQLite checks; PostgreSQL would take twice as long for it.
                if (database.type() == DatabaseType.POSTGRESQL) {
                    insert.execute("SET LOCAL session_replication_role = replica");
                }
                return insert.executeUpdate(statement);
            }
        }));
    }
}
