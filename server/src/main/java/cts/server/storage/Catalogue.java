package cts.server.storage;

import cts.server.storage.schema.DefaultSchema;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.Field;
import org.jooq.ForeignKey;
import org.jooq.Index;
import org.jooq.JSONB;
import org.jooq.Table;
import org.jooq.UniqueKey;

/**
 * What a database is made of – tables, columns with type and nullness, keys, indexes, references – as one line of text each,
 * so that two of them are compared as sets. One is read from a live database; the other says what the program expects, from
 * the query classes that its own migrations generated.
 */
final class Catalogue {
    private final SortedSet<String> lines = new TreeSet<>();

    private Catalogue() {}

    /** What the live database is made of, without the migration history. */
    static Catalogue read(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        Catalogue catalogue = new Catalogue();
        for (String table : tables(connection, data)) {
            catalogue.lines.add("table " + table);
            catalogue.readColumns(connection, data, table);
            List<String> key = key(connection, data, table);
            catalogue.lines.add("key " + table + key);
            catalogue.readIndexes(connection, data, table, key);
            catalogue.readReferences(connection, data, table);
        }
        return catalogue;
    }

    /** What this program expects of a database of the type. */
    static Catalogue expected(DatabaseType type) {
        Catalogue catalogue = new Catalogue();
        for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
            catalogue.lines.add("table " + table.getName());
            for (Field<?> field : table.fields()) {
                catalogue.lines.add(column(
                        table.getName(),
                        field.getName(),
                        typeName(type, field.getType()),
                        field.getDataType().nullable()));
            }
            UniqueKey<?> primary = table.getPrimaryKey();
            if (primary != null) {
                catalogue.lines.add("key " + table.getName() + names(primary.getFields()));
            }
            for (UniqueKey<?> unique : table.getUniqueKeys()) {
                catalogue.lines.add("unique " + table.getName() + names(unique.getFields()));
            }
            for (Index index : table.getIndexes()) {
                catalogue.lines.add(index(
                        table.getName(),
                        index.getName(),
                        index.getFields().stream().map(field -> field.getName()).toList()));
            }
            for (ForeignKey<?, ?> reference : table.getReferences()) {
                catalogue.lines.add(reference(
                        table.getName(),
                        reference.getFields().getFirst().getName(),
                        reference.getKey().getTable().getName(),
                        String.valueOf(reference.getDeleteRule())));
            }
        }
        return catalogue;
    }

    /** What the other has and this one lacks. */
    List<String> lacks(Catalogue other) {
        return other.lines.stream().filter(line -> !lines.contains(line)).toList();
    }

    /** Number of tables. */
    int tables() {
        return (int) lines.stream().filter(line -> line.startsWith("table ")).count();
    }

    /** Names of the tables, without the migration history; a partition belongs to its table and is none itself. */
    static List<String> tables(Connection connection, DatabaseMetaData data) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> partitions = partitions(connection, data);
        try (ResultSet rows = data.getTables(
                connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "PARTITIONED TABLE"})) {
            while (rows.next()) {
                String name = rows.getString("TABLE_NAME");
                if (!name.equals(Migrations.HISTORY) && !partitions.contains(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static List<String> partitions(Connection connection, DatabaseMetaData data) throws SQLException {
        List<String> names = new ArrayList<>();
        if (!data.getDatabaseProductName().equals("PostgreSQL")) return names;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT relname FROM pg_class WHERE relispartition"
                        + " AND relkind = 'r' AND relnamespace = current_schema()::regnamespace")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private void readColumns(Connection connection, DatabaseMetaData data, String table) throws SQLException {
        try (ResultSet rows = data.getColumns(connection.getCatalog(), connection.getSchema(), table, "%")) {
            while (rows.next()) {
                lines.add(column(
                        table,
                        rows.getString("COLUMN_NAME"),
                        rows.getString("TYPE_NAME").toLowerCase(Locale.ROOT),
                        rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls));
            }
        }
    }

    private static List<String> key(Connection connection, DatabaseMetaData data, String table) throws SQLException {
        Map<Integer, String> columns = new TreeMap<>();
        try (ResultSet rows = data.getPrimaryKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (rows.next()) {
                columns.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }

    private void readIndexes(Connection connection, DatabaseMetaData data, String table, List<String> key)
            throws SQLException {
        Map<String, Map<Integer, String>> columns = new TreeMap<>();
        Map<String, Boolean> several = new TreeMap<>();
        try (ResultSet rows = data.getIndexInfo(connection.getCatalog(), connection.getSchema(), table, false, true)) {
            while (rows.next()) {
                String name = rows.getString("INDEX_NAME");
                if (name != null) {
                    columns.computeIfAbsent(name, added -> new TreeMap<>())
                            .put(rows.getInt("ORDINAL_POSITION"), rows.getString("COLUMN_NAME"));
                    several.put(name, rows.getBoolean("NON_UNIQUE"));
                }
            }
        }
        columns.forEach((name, ordered) -> {
            List<String> over = List.copyOf(ordered.values());
            if (Boolean.TRUE.equals(several.get(name))) {
                lines.add(index(table, name, over));
            } else if (!over.equals(key)) {
                lines.add("unique " + table + over);
            }
        });
    }

    private void readReferences(Connection connection, DatabaseMetaData data, String table) throws SQLException {
        try (ResultSet rows = data.getImportedKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (rows.next()) {
                lines.add(reference(
                        table,
                        rows.getString("FKCOLUMN_NAME"),
                        rows.getString("PKTABLE_NAME"),
                        switch (rows.getShort("DELETE_RULE")) {
                            case DatabaseMetaData.importedKeyCascade -> "CASCADE";
                            case DatabaseMetaData.importedKeyRestrict -> "RESTRICT";
                            case DatabaseMetaData.importedKeySetNull -> "SET_NULL";
                            default -> "NO_ACTION";
                        }));
            }
        }
    }

    private static String column(String table, String name, String type, boolean nullable) {
        return "column " + table + "." + name + " " + type + (nullable ? "" : " not null");
    }

    private static String index(String table, String name, List<String> columns) {
        return "index " + name + " on " + table + columns;
    }

    private static String reference(String table, String column, String parent, String rule) {
        return "reference " + table + "." + column + " to " + parent + " on delete " + rule;
    }

    private static List<String> names(List<? extends Field<?>> fields) {
        return fields.stream().map(Field::getName).toList();
    }

    private static String typeName(DatabaseType type, Class<?> java) {
        boolean sqlite = type == DatabaseType.SQLITE;
        if (java == String.class) {
            return "text";
        }
        if (java == BigDecimal.class) {
            return sqlite ? "text" : "numeric";
        }
        if (java == JSONB.class) {
            return sqlite ? "text" : "jsonb";
        }
        if (java == Double.class) {
            return sqlite ? "real" : "float8";
        }
        if (java == byte[].class) {
            return sqlite ? "blob" : "bytea";
        }
        if (java == LocalDateTime.class) {
            return sqlite ? "integer" : "timestamptz";
        }
        if (java == Boolean.class) {
            return sqlite ? "integer" : "bool";
        }
        if (java == Integer.class) {
            return sqlite ? "integer" : "int4";
        }
        if (java == Long.class) {
            return sqlite ? "integer" : "int8";
        }
        throw new IllegalStateException("no database type for " + java.getName());
    }
}
