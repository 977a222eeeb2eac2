package cts.server.storage.migration;

import cts.server.storage.migration.SqlWords.Word;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/** Reads what an SQLite file is made of, from its pragmas and the texts of its statements. */
final class SqliteCatalogue {
    private final Connection connection;
    private final CatalogueLines lines = new CatalogueLines();

    private SqliteCatalogue(Connection connection) {
        this.connection = connection;
    }

    static SortedSet<String> lines(Connection connection) throws SQLException {
        SqliteCatalogue catalogue = new SqliteCatalogue(connection);
        catalogue.read();
        return catalogue.lines.all();
    }

    /** Names of the tables, without the history and SQLite's own. */
    static List<String> tables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                                + " ORDER BY name")) {
            while (rows.next()) {
                if (!rows.getString(1).equals(Migrations.HISTORY)) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    private void read() throws SQLException {
        for (String table : tables(connection)) {
            lines.table(table);
            readColumns(table);
            readIndexes(table);
            readReferences(table);
            for (String condition : checks(statement(table))) {
                lines.check(table, condition);
            }
        }
        readStorage();
        readOthers();
    }

    private void readColumns(String table) throws SQLException {
        Map<Integer, String> key = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info(?)");
                ResultSet rows = rows(query, table)) {
            while (rows.next()) {
                String name = rows.getString(1);
                lines.column(table, name, rows.getString(2).toLowerCase(Locale.ROOT), rows.getBoolean(3));
                if (rows.getString(4) != null) {
                    lines.fallback(table, name, rows.getString(4));
                }
                if (rows.getInt(5) > 0) {
                    key.put(rows.getInt(5), name);
                }
            }
        }
        lines.key(table, List.copyOf(key.values()));
    }

    private void readIndexes(String table) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT name, \"unique\", origin FROM pragma_index_list(?)");
                ResultSet rows = rows(query, table)) {
            while (rows.next()) {
                String name = rows.getString(1);
                List<String> columns = indexColumns(name);
                String where = predicate(name);
                if (rows.getBoolean(2)) {
                    if (!rows.getString(3).equals("pk")) {
                        lines.unique(table, columns, where);
                    }
                } else {
                    lines.index(table, name, columns, where);
                }
            }
        }
    }

    private List<String> indexColumns(String index) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT name, \"desc\" FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno");
                ResultSet rows = rows(query, index)) {
            while (rows.next()) {
                columns.add(Optional.ofNullable(rows.getString(1)).orElse("(expression)")
                        + (rows.getBoolean(2) ? " desc" : ""));
            }
        }
        return columns;
    }

    private String predicate(String index) throws SQLException {
        List<Word> words = statement(index);
        for (int at = 0; at < words.size(); at++) {
            if (words.get(at).is("where")) {
                return Condition.normal(words.subList(at + 1, words.size()));
            }
        }
        return "";
    }

    private void readReferences(String table) throws SQLException {
        record Reference(String parent, String onDelete, List<String> columns, List<String> parents) {}
        Map<Integer, Reference> references = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT id, \"table\", \"from\", \"to\", on_delete FROM pragma_foreign_key_list(?) ORDER BY id, seq");
                ResultSet rows = rows(query, table)) {
            while (rows.next()) {
                String parent = rows.getString(2);
                String onDelete = rows.getString(5);
                Reference reference = references.computeIfAbsent(
                        rows.getInt(1), added -> new Reference(parent, onDelete, new ArrayList<>(), new ArrayList<>()));
                reference.columns().add(rows.getString(3));
                // Without a name it is the parent's key.
                reference.parents().add(Optional.ofNullable(rows.getString(4)).orElse("key"));
            }
        }
        references
                .values()
                .forEach(reference -> lines.reference(
                        table,
                        reference.columns(),
                        reference.parent(),
                        reference.parents(),
                        reference.onDelete().toLowerCase(Locale.ROOT)));
    }

    private void readStorage() throws SQLException {
        List<String> known = tables(connection);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, wr, strict FROM pragma_table_list")) {
            while (rows.next()) {
                String table = rows.getString(1);
                if (!known.contains(table)) continue;
                if (rows.getBoolean(2)) lines.storage(table, "without rowid");
                if (rows.getBoolean(3)) lines.storage(table, "strict");
            }
        }
    }

    private void readOthers() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT type, name, tbl_name FROM sqlite_schema WHERE type IN ('view', 'trigger')")) {
            while (rows.next()) {
                if (rows.getString(1).equals("view")) {
                    lines.view(rows.getString(2));
                } else {
                    lines.trigger(rows.getString(3), rows.getString(2));
                }
            }
        }
    }

    /** The words of the statement that made a table or index; none for an index that a key made. */
    private List<Word> statement(String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT sql FROM sqlite_schema WHERE name = ?");
                ResultSet rows = rows(query, name)) {
            return rows.next() && rows.getString(1) != null ? SqlWords.of(rows.getString(1)) : List.of();
        }
    }

    /** The conditions of all checks of a CREATE TABLE. */
    private static List<String> checks(List<Word> words) {
        List<String> conditions = new ArrayList<>();
        for (int at = 0; at + 1 < words.size(); at++) {
            if (words.get(at).is("check") && words.get(at + 1).is("(")) {
                int end = closing(words, at + 1);
                conditions.add(Condition.normal(words.subList(at + 2, end)));
                at = end;
            }
        }
        return conditions;
    }

    private static int closing(List<Word> words, int open) {
        int depth = 0;
        for (int at = open; at < words.size(); at++) {
            if (words.get(at).is("(")) depth++;
            if (words.get(at).is(")") && --depth == 0) return at;
        }
        return words.size();
    }

    private static ResultSet rows(PreparedStatement query, String name) throws SQLException {
        query.setString(1, name);
        return query.executeQuery();
    }
}
