package cts.server.storage.backup;

import cts.server.storage.DatabaseType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a table is made of, as far as its rows are concerned.
 *
 * @param columns in their order
 * @param key columns of the primary key, in their order
 * @param parents tables that its rows refer to, itself left out
 */
record TableShape(String name, List<Column> columns, List<String> key, Set<String> parents) {

    TableShape {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        parents = Set.copyOf(parents);
        if (key.isEmpty()) throw new IllegalArgumentException("the table " + name + " has no key to order its rows by");
    }

    /** A column. */
    record Column(String name, ValueType type) {}

    /**
     * The query for all rows in the order of the key, in which text is compared by code points.
     *
     * @param sortsByCodePoint whether the database does that without being told
     */
    String select(DatabaseType database, boolean sortsByCodePoint) {
        String order = key.stream()
                .map(name -> quoted(name)
                        + (database == DatabaseType.POSTGRESQL && !sortsByCodePoint && isText(name)
                                ? " COLLATE \"C\""
                                : ""))
                .collect(Collectors.joining(", "));
        return "SELECT " + columnList() + " FROM " + quoted(name) + " ORDER BY " + order;
    }

    String insert() {
        String places = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        return "INSERT INTO " + quoted(name) + " (" + columnList() + ") VALUES (" + places + ")";
    }

    String copy() {
        return "COPY " + quoted(name) + " (" + columnList() + ") FROM STDIN WITH (FORMAT text, ENCODING 'UTF8')";
    }

    boolean has(String column) {
        return columns.stream().anyMatch(each -> each.name().equals(column));
    }

    private String columnList() {
        return columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
    }

    private boolean isText(String column) {
        return columns.stream().anyMatch(each -> each.name().equals(column) && each.type() == ValueType.TEXT);
    }

    static String quoted(String name) {
        return '"' + name + '"';
    }
}
