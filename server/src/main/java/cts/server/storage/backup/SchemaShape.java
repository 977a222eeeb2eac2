package cts.server.storage.backup;

import cts.server.storage.StorageException;
import cts.server.storage.schema.DefaultSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Table;

/**
 * The tables of one version of the schema, those that others refer to first.
 *
 * <p>A SQLite database does not tell an amount from a text, nor true from 1. What a column means comes from the scripts that
 * both databases share: for the newest version by way of the query classes, which the build makes of them; for an older one
 * they are run here, as far as that version, in a file with type names of their own.
 */
record SchemaShape(int version, List<TableShape> tables) {
    private static final String HISTORY = "schema_migrations";

    /** The type names by which columns are told apart in a file that holds no rows. */
    private static final Map<String, String> TYPE_NAMES = Map.ofEntries(
            Map.entry("bigint", "BIGINT"),
            Map.entry("boolean", "BOOLEAN"),
            Map.entry("bytes", "BLOB"),
            Map.entry("double", "DOUBLE"),
            Map.entry("json", "JSONB"),
            Map.entry("json_type", "json_type"),
            Map.entry("money", "MONEY"),
            Map.entry("partitioned_by_open_time", ""),
            Map.entry("strict", ""),
            Map.entry("timestamp", "TIMESTAMP"),
            Map.entry("without_rowid", ""));

    SchemaShape {
        tables = parentsFirst(tables);
    }

    /**
     * The shape of a version.
     *
     * @param newest version that this program has
     */
    static SchemaShape of(int version, int newest) {
        return version == newest ? newest(newest) : older(version);
    }

    Optional<TableShape> find(String table) {
        return tables.stream().filter(shape -> shape.name().equals(table)).findFirst();
    }

    /** As the query classes have it. */
    static SchemaShape newest(int version) {
        List<TableShape> tables = new ArrayList<>();
        for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
            tables.add(new TableShape(
                    table.getName(),
                    Arrays.stream(table.fields())
                            .map(field -> new TableShape.Column(field.getName(), type(field.getType())))
                            .toList(),
                    Optional.ofNullable(table.getPrimaryKey()).stream()
                            .flatMap(key -> key.getFields().stream())
                            .map(Field::getName)
                            .toList(),
                    table.getReferences().stream()
                            .map(reference -> reference.getKey().getTable().getName())
                            .filter(parent -> !parent.equals(table.getName()))
                            .collect(Collectors.toSet())));
        }
        return new SchemaShape(version, tables);
    }

    /** As the scripts make it. */
    static SchemaShape older(int version) {
        try {
            Path file = Files.createTempFile("cts-shape", ".db");
            try {
                Flyway.configure(SchemaShape.class.getClassLoader())
                        .dataSource("jdbc:sqlite:" + file, "", "")
                        .locations("classpath:db/migration/common")
                        .table(HISTORY)
                        .placeholders(TYPE_NAMES)
                        .target(String.valueOf(version))
                        .loggers("slf4j")
                        .load()
                        .migrate();
                try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                    return new SchemaShape(version, read(connection));
                }
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException | SQLException failure) {
            throw StorageException.unavailable(
                    "The shape of schema version " + version
                            + " cannot be found out in the folder for temporary files (" + failure.getMessage()
                            + "): see that it can be written.",
                    failure);
        }
    }

    private static List<TableShape> read(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")) {
            while (rows.next()) names.add(rows.getString(1));
        }
        names.remove(HISTORY);
        List<TableShape> tables = new ArrayList<>();
        for (String name : names) tables.add(read(connection, name));
        return tables;
    }

    private static TableShape read(Connection connection, String table) throws SQLException {
        List<TableShape.Column> columns = new ArrayList<>();
        Map<Integer, String> key = new TreeMap<>();
        Set<String> parents = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT name, type, pk FROM pragma_table_info('" + table + "')")) {
            while (rows.next()) {
                columns.add(new TableShape.Column(rows.getString("name"), type(rows.getString("type"))));
                if (rows.getInt("pk") > 0) key.put(rows.getInt("pk"), rows.getString("name"));
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT \"table\" FROM pragma_foreign_key_list('" + table + "')")) {
            while (rows.next()) parents.add(rows.getString(1));
        }
        parents.remove(table);
        return new TableShape(table, columns, List.copyOf(key.values()), parents);
    }

    private static ValueType type(String declared) {
        return switch (declared) {
            case "TEXT" -> ValueType.TEXT;
            case "INTEGER" -> ValueType.INTEGER;
            case "BIGINT" -> ValueType.BIGINT;
            case "BOOLEAN" -> ValueType.BOOLEAN;
            case "DOUBLE" -> ValueType.DOUBLE;
            case "MONEY" -> ValueType.MONEY;
            case "JSONB" -> ValueType.JSON;
            case "BLOB" -> ValueType.BYTES;
            case "TIMESTAMP" -> ValueType.TIME;
            default -> throw new IllegalStateException("a migration has a column of type " + declared);
        };
    }

    private static ValueType type(Class<?> java) {
        if (java == String.class) return ValueType.TEXT;
        if (java == Integer.class) return ValueType.INTEGER;
        if (java == Long.class) return ValueType.BIGINT;
        if (java == Boolean.class) return ValueType.BOOLEAN;
        if (java == Double.class) return ValueType.DOUBLE;
        if (java == BigDecimal.class) return ValueType.MONEY;
        if (java == JSONB.class) return ValueType.JSON;
        if (java == byte[].class) return ValueType.BYTES;
        if (java == LocalDateTime.class) return ValueType.TIME;
        throw new IllegalStateException("a query class has a column of type " + java.getName());
    }

    /** Ordered by name, but no table before one that it refers to. */
    private static List<TableShape> parentsFirst(List<TableShape> tables) {
        Map<String, TableShape> left = new TreeMap<>();
        tables.forEach(table -> left.put(table.name(), table));
        Map<String, TableShape> ordered = new LinkedHashMap<>();
        while (!left.isEmpty()) {
            TableShape next = left.values().stream()
                    .filter(table -> ordered.keySet().containsAll(table.parents()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("these tables refer to each other: " + left.keySet()));
            ordered.put(next.name(), next);
            left.remove(next.name());
        }
        return List.copyOf(ordered.values());
    }
}
