package cts.server.storage.audit;

import cts.server.storage.Database;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables of a live database with their columns, keys, indexes and references, as the driver tells them. */
record SchemaFacts(Map<String, Table> tables) {
    private static final String HISTORY = "schema_migrations";

    /** A column; {@code type} is the database's own word in lower case. */
    record Column(String name, String type, boolean hasDefault) {}

    /** An index over columns, in their order. */
    record Index(String name, List<String> columns, boolean isUnique) {
        boolean isComposite() {
            return columns.size() > 1;
        }
    }

    /** A reference to a parent table. */
    record Reference(String column, String parent, boolean cascades) {}

    /** A table. */
    record Table(String name, List<Column> columns, List<String> key, List<Index> indexes, List<Reference> references) {
        Optional<Column> column(String wanted) {
            return columns.stream()
                    .filter(column -> column.name().equals(wanted))
                    .findFirst();
        }
    }

    static SchemaFacts of(Database database, Collection<String> names) {
        return database.read(sql -> sql.connectionResult(connection -> {
            Map<String, Table> tables = new TreeMap<>();
            for (String name : names) {
                if (!name.equals(HISTORY)) tables.put(name, table(connection, name));
            }
            return new SchemaFacts(tables);
        }));
    }

    Optional<Table> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    /** Indexes that scripts made, not those of keys and unique columns. */
    List<Index> indexes() {
        return tables.values().stream()
                .flatMap(table -> table.indexes().stream())
                .filter(index -> !index.isUnique())
                .toList();
    }

    private static Table table(Connection connection, String name) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String catalogue = connection.getCatalog();
        String schema = connection.getSchema();
        List<Column> columns = new ArrayList<>();
        try (ResultSet rows = data.getColumns(catalogue, schema, name, "%")) {
            while (rows.next()) {
                columns.add(new Column(
                        rows.getString("COLUMN_NAME"),
                        rows.getString("TYPE_NAME").toLowerCase(java.util.Locale.ROOT),
                        rows.getString("COLUMN_DEF") != null));
            }
        }
        Map<Integer, String> key = new TreeMap<>();
        try (ResultSet rows = data.getPrimaryKeys(catalogue, schema, name)) {
            while (rows.next()) key.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
        }
        List<Reference> references = new ArrayList<>();
        try (ResultSet rows = data.getImportedKeys(catalogue, schema, name)) {
            while (rows.next()) {
                references.add(new Reference(
                        rows.getString("FKCOLUMN_NAME"),
                        rows.getString("PKTABLE_NAME"),
                        rows.getShort("DELETE_RULE") == DatabaseMetaData.importedKeyCascade));
            }
        }
        return new Table(name, columns, List.copyOf(key.values()), indexes(connection, name), references);
    }

    private static List<Index> indexes(Connection connection, String name) throws SQLException {
        Map<String, Map<Integer, String>> columns = new TreeMap<>();
        Map<String, Boolean> unique = new TreeMap<>();
        try (ResultSet rows = connection
                .getMetaData()
                .getIndexInfo(connection.getCatalog(), connection.getSchema(), name, false, true)) {
            while (rows.next()) {
                String index = rows.getString("INDEX_NAME");
                if (index == null) continue;
                columns.computeIfAbsent(index, added -> new TreeMap<>())
                        .put(rows.getInt("ORDINAL_POSITION"), String.valueOf(rows.getString("COLUMN_NAME")));
                unique.put(index, !rows.getBoolean("NON_UNIQUE"));
            }
        }
        return columns.entrySet().stream()
                .map(index -> new Index(
                        index.getKey(),
                        List.copyOf(index.getValue().values()),
                        Boolean.TRUE.equals(unique.get(index.getKey()))))
                .toList();
    }
}
