package cts.server.storage.migration;

import cts.server.storage.DataSources;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows for every table of a live database, made from its own catalogue and a seed: values of each column's type that its
 * checks allow, references to rows that are there. What several columns have to agree on is found by trying.
 */
final class SeededRows {
    private static final int TRIES = 500;
    private static final long DAY = 86_400_000;
    private static final Pattern COLUMN = Pattern.compile("column (\\S+)\\.(\\S+) (.+?)( not null)?");
    private static final Pattern CHECK = Pattern.compile("check (\\S+): (.*)");
    private static final Pattern REFERENCE =
            Pattern.compile("reference (\\S+?)\\[(.*)] to (\\S+?)\\[(.*)] on delete .*");
    private static final Pattern OPTIONS = Pattern.compile("(\\w+) in \\((.*)\\)");
    private static final Pattern OPTION = Pattern.compile("\\(?(\\w+) = ('[^']*')\\)?");
    private static final Pattern JSON = Pattern.compile("json_type\\((\\w+)\\) = '(\\w+)'");
    private static final Pattern LEAST = Pattern.compile("(\\w+) >=? (\\d+)");
    private static final Pattern PRESENCE = Pattern.compile("\\((\\w+) = ('[^']*')\\) = \\((\\w+) is not null\\)");
    private static final Pattern RANGE = Pattern.compile("\\((\\w+) >= (\\d+)\\) and \\(\\1 <= (\\d+)\\)");

    private final DatabaseChoice choice;
    private final SplittableRandom random;
    private final Map<String, Map<String, Column>> tables = new LinkedHashMap<>();
    private final Map<String, List<Reference>> references = new HashMap<>();
    private final Map<String, List<Presence>> presences = new HashMap<>();

    /** A column, with the literals its checks leave, if they name some. */
    private record Column(String type, boolean notNull, List<String> options) {}

    /** A column that has a value exactly when another has a certain one. */
    private record Presence(String column, String literal, String dependent) {}

    private record Reference(List<String> columns, String parent, List<String> parents) {}

    private SeededRows(DatabaseChoice choice, long seed, Catalogue catalogue) {
        this.choice = choice;
        random = new SplittableRandom(seed);
        Map<String, String> meanings = meanings();
        for (String line : catalogue.lines()) {
            Matcher column = COLUMN.matcher(line);
            if (column.matches()) {
                String name = column.group(1) + "." + column.group(2);
                tables.computeIfAbsent(column.group(1), added -> new LinkedHashMap<>())
                        .put(
                                column.group(2),
                                new Column(
                                        meanings.getOrDefault(name, column.group(3)),
                                        column.group(4) != null,
                                        new ArrayList<>()));
            }
        }
        for (String line : catalogue.lines()) {
            Matcher check = CHECK.matcher(line);
            if (check.matches()) learn(check.group(1), check.group(2));
            Matcher reference = REFERENCE.matcher(line);
            if (reference.matches()) {
                references
                        .computeIfAbsent(reference.group(1), added -> new ArrayList<>())
                        .add(new Reference(
                                List.of(reference.group(2).split(", ")),
                                reference.group(3),
                                List.of(reference.group(4).split(", "))));
            }
        }
    }

    /** Adds rows to every table. */
    static void fill(DatabaseChoice choice, long seed, int rows) {
        try (Connection connection = DataSources.forMigrations(choice).getConnection();
                Statement statement = connection.createStatement()) {
            if (choice.type() == DatabaseType.SQLITE) statement.execute("PRAGMA foreign_keys = ON");
            new SeededRows(choice, seed, Catalogue.read(connection)).fill(statement, rows);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Every row of every table as text, in a fixed order. */
    static SortedMap<String, List<String>> contents(DatabaseChoice choice) {
        SortedMap<String, List<String>> contents = new TreeMap<>();
        try (Connection connection = DataSources.forMigrations(choice).getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : Catalogue.tables(connection)) {
                List<String> rows = new ArrayList<>();
                try (ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
                    while (result.next()) rows.add(text(result));
                }
                Collections.sort(rows);
                contents.put(table, rows);
            }
            return contents;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String text(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        SortedMap<String, String> values = new TreeMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            values.put(columns.getColumnName(i), String.valueOf(row.getString(i)));
        }
        return values.toString();
    }

    private void fill(Statement statement, int rows) throws SQLException {
        List<String> done = new ArrayList<>();
        while (done.size() < tables.size()) {
            List<String> next = tables.keySet().stream()
                    .filter(table -> !done.contains(table))
                    .filter(table -> references.getOrDefault(table, List.of()).stream()
                            .allMatch(reference -> done.contains(reference.parent())))
                    .toList();
            if (next.isEmpty()) throw new IllegalStateException("references go round in a circle");
            for (String table : next) {
                insert(statement, table, rows);
                done.add(table);
            }
        }
    }

    /** All rows at once; where checks of several columns are in the way, one by one until enough are accepted. */
    private void insert(Statement statement, String table, int rows) throws SQLException {
        List<List<List<String>>> parents = new ArrayList<>();
        for (Reference reference : references.getOrDefault(table, List.of())) {
            parents.add(keys(statement, reference));
        }
        try {
            insert(
                    statement,
                    table,
                    Stream.generate(() -> row(table, parents)).limit(rows).toList());
        } catch (SQLException oneByOne) {
            for (int i = 0; i < rows; i++) insertOne(statement, table, parents);
        }
    }

    private void insertOne(Statement statement, String table, List<List<List<String>>> parents) throws SQLException {
        SQLException refused = new SQLException("nothing tried");
        for (int i = 0; i < TRIES; i++) {
            try {
                insert(statement, table, List.of(row(table, parents)));
                return;
            } catch (SQLException again) {
                refused = again;
            }
        }
        throw new SQLException("no row of " + table + " was accepted", refused);
    }

    private static void insert(Statement statement, String table, List<Map<String, String>> rows) throws SQLException {
        statement.executeUpdate("INSERT INTO " + table + " ("
                + rows.getFirst().keySet().stream()
                        .map(name -> '"' + name + '"')
                        .collect(Collectors.joining(", "))
                + ") VALUES "
                + rows.stream()
                        .map(row -> "(" + String.join(", ", row.values()) + ")")
                        .collect(Collectors.joining(", ")));
    }

    private static List<List<String>> keys(Statement statement, Reference reference) throws SQLException {
        List<List<String>> keys = new ArrayList<>();
        try (ResultSet parents = statement.executeQuery(
                "SELECT " + String.join(", ", reference.parents()) + " FROM " + reference.parent() + " ORDER BY 1")) {
            while (parents.next()) {
                List<String> key = new ArrayList<>();
                for (int i = 1; i <= reference.parents().size(); i++) key.add(quoted(parents.getString(i)));
                keys.add(key);
            }
        }
        return keys;
    }

    private Map<String, String> row(String table, List<List<List<String>>> parents) {
        Map<String, String> row = new LinkedHashMap<>();
        Map<String, Column> columns = tables.getOrDefault(table, Map.of());
        columns.forEach(
                (name, column) -> row.put(name, column.notNull() || random.nextBoolean() ? value(column) : "NULL"));
        List<Reference> all = references.getOrDefault(table, List.of());
        for (int place = 0; place < all.size(); place++) {
            Reference reference = all.get(place);
            if (row.getOrDefault(reference.columns().getFirst(), "").equals("NULL")) continue;
            List<List<String>> keys = parents.get(place);
            List<String> key = keys.get(random.nextInt(keys.size()));
            for (int i = 0; i < key.size(); i++) row.put(reference.columns().get(i), key.get(i));
        }
        for (Presence rule : presences.getOrDefault(table, List.of())) {
            boolean present = row.getOrDefault(rule.column(), "").equals(rule.literal());
            Column dependent = columns.get(rule.dependent());
            if (dependent != null) row.put(rule.dependent(), present ? value(dependent) : "NULL");
        }
        return row;
    }

    private String value(Column column) {
        if (!column.options().isEmpty()) {
            return column.options().get(random.nextInt(column.options().size()));
        }
        boolean sqlite = choice.type() == DatabaseType.SQLITE;
        return switch (column.type()) {
            case "integer" -> String.valueOf(random.nextInt(1_000_000));
            // Times of some thirty years, so that candles lie on days of their own and together.
            case "bigint" -> String.valueOf(random.nextLong(10_000 * DAY));
            case "boolean" -> sqlite ? String.valueOf(random.nextInt(2)) : String.valueOf(random.nextBoolean());
            case "double" -> String.valueOf(random.nextDouble() * 100_000);
            case "money" -> quoted(random.nextInt(100_000) + "." + (1 + random.nextLong(999_999_999_999_999_999L)));
            case "json" -> quoted("{\"a\": " + random.nextInt(100) + "}");
            case "bytes" -> sqlite ? "x'00ff'" : "'\\x00ff'";
            case "timestamp" ->
                sqlite
                        ? String.valueOf(random.nextLong(10_000 * DAY))
                        : "to_timestamp(" + random.nextLong(1_000_000_000) + ")";
            case "text" -> quoted("it's – " + Long.toString(random.nextLong(1L << 40), 36));
            default -> throw new IllegalStateException("no values for " + column.type());
        };
    }

    private void learn(String table, String condition) {
        Matcher options = OPTIONS.matcher(condition);
        Matcher json = JSON.matcher(condition);
        Matcher least = LEAST.matcher(condition);
        Matcher range = RANGE.matcher(condition);
        Matcher presence = PRESENCE.matcher(condition);
        if (options.matches()) {
            options(table, options.group(1), List.of(options.group(2).split(", ")));
        } else if (presence.matches()) {
            presences
                    .computeIfAbsent(table, added -> new ArrayList<>())
                    .add(new Presence(presence.group(1), presence.group(2), presence.group(3)));
        } else if (json.matches()) {
            options(
                    table,
                    json.group(1),
                    json.group(2).equals("array") ? List.of("'[]'", "'[1, 2]'") : List.of("'{}'", "'{\"a\": 1}'"));
        } else if (range.matches()) {
            options(table, range.group(1), List.of(range.group(2), range.group(3)));
        } else if (least.matches()) {
            int from = Integer.parseInt(least.group(2));
            options(table, least.group(1), List.of(String.valueOf(from + 1), String.valueOf(from + 7)));
        } else {
            OPTION.matcher(condition)
                    .results()
                    .forEach(found -> options(table, found.group(1), List.of(found.group(2))));
        }
    }

    private void options(String table, String column, List<String> literals) {
        tables.getOrDefault(table, Map.of())
                .getOrDefault(column, new Column("", true, new ArrayList<>()))
                .options()
                .addAll(literals);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** What the type of each column means, which SQLite does not tell. */
    private static Map<String, String> meanings() {
        try (InputStream in = SeededRows.class.getResourceAsStream("/db/schema.txt")) {
            if (in == null) throw new IllegalStateException("no schema.txt");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(COLUMN::matcher)
                    .filter(Matcher::matches)
                    .collect(Collectors.toMap(found -> found.group(1) + "." + found.group(2), found -> found.group(3)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
