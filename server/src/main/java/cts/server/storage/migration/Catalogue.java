package cts.server.storage.migration;

import cts.server.storage.DatabaseType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a database is made of – tables, columns with type, nullness and default, keys, checks, indexes with their conditions,
 * references with what a deletion does, partitions, triggers, views – as one line of text each, so that two of them are
 * compared as sets. One is read from a live database; the other is what the program expects, from its {@code db/schema.txt}.
 * The migration history is no part of it.
 *
 * <p>The lines of that file hold for both databases; types are named by what they mean, and lines that one database alone
 * can have – partitions, strict tables – count for that one.
 */
final class Catalogue {
    private static final String FILE = "/db/schema.txt";
    private static final Pattern COLUMN = Pattern.compile("(column \\S+) (\\w+)( not null)?");
    /** The table that a line is about. */
    private static final Pattern TABLE = Pattern.compile("(?:(?:index|trigger) .+? on |\\w+ )([^.\\[: ]+).*");

    private final SortedSet<String> lines;

    private Catalogue(SortedSet<String> lines) {
        this.lines = Collections.unmodifiableSortedSet(lines);
    }

    /** What the live database is made of. */
    static Catalogue read(Connection connection) throws SQLException {
        return new Catalogue(
                isPostgresql(connection) ? PostgresqlCatalogue.lines(connection) : SqliteCatalogue.lines(connection));
    }

    /** What this program expects of a database of the type. */
    static Catalogue expected(DatabaseType type) {
        try (InputStream in = Catalogue.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing in the program's archive");
            }
            SortedSet<String> lines = new TreeSet<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (concerns(type, line)) {
                    lines.add(typed(type, line));
                }
            }
            return new Catalogue(lines);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Names of the tables, without the migration history; a partition belongs to its table and is none itself. */
    static List<String> tables(Connection connection) throws SQLException {
        return isPostgresql(connection) ? PostgresqlCatalogue.tables(connection) : SqliteCatalogue.tables(connection);
    }

    /** Number of tables. */
    int tables() {
        return (int) lines.stream().filter(line -> line.startsWith("table ")).count();
    }

    SortedSet<String> lines() {
        return lines;
    }

    /** The table that a line is about, or the view. */
    static String table(String line) {
        Matcher matcher = TABLE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no line of a catalogue: " + line);
        }
        return matcher.group(1);
    }

    private static boolean isPostgresql(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    private static boolean concerns(DatabaseType type, String line) {
        return !line.startsWith("storage ") || line.contains(" partitions by ") == (type == DatabaseType.POSTGRESQL);
    }

    private static String typed(DatabaseType type, String line) {
        Matcher column = COLUMN.matcher(line);
        return column.matches()
                ? column.group(1) + " " + types(type).getOrDefault(column.group(2), column.group(2))
                        + (column.group(3) == null ? "" : column.group(3))
                : line;
    }

    /** How the database names the types of the file; the others it names alike. */
    static Map<String, String> types(DatabaseType type) {
        return switch (type) {
            case SQLITE ->
                Map.of(
                        "bigint", "integer",
                        "boolean", "integer",
                        "bytes", "blob",
                        "double", "real",
                        "json", "text",
                        "money", "text",
                        "timestamp", "integer");
            case POSTGRESQL ->
                Map.of(
                        "bytes", "bytea",
                        "double", "double precision",
                        "json", "jsonb",
                        "money", "numeric(38,18)",
                        "timestamp", "timestamp with time zone");
        };
    }
}
