package cts.server.storage.migration;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The lines of a {@link Catalogue} while they are collected, each kind with its one wording. */
final class CatalogueLines {
    private final SortedSet<String> lines = new TreeSet<>();

    SortedSet<String> all() {
        return lines;
    }

    void table(String table) {
        lines.add("table " + table);
    }

    void view(String view) {
        lines.add("view " + view);
    }

    void column(String table, String column, String type, boolean notNull) {
        lines.add("column " + table + "." + column + " " + type + (notNull ? " not null" : ""));
    }

    void fallback(String table, String column, String value) {
        lines.add("default " + table + "." + column + " " + Condition.normal(value));
    }

    void key(String table, List<String> columns) {
        lines.add("key " + table + columns);
    }

    void unique(String table, List<String> columns, String where) {
        lines.add("unique " + table + columns + where(where));
    }

    void index(String table, String name, List<String> columns, String where) {
        lines.add("index " + name + " on " + table + columns + where(where));
    }

    void check(String table, String condition) {
        lines.add("check " + table + ": " + condition);
    }

    void reference(String table, List<String> columns, String parent, List<String> parents, String onDelete) {
        lines.add("reference " + table + columns + " to " + parent + parents + " on delete " + onDelete);
    }

    void trigger(String table, String name) {
        lines.add("trigger " + name + " on " + table);
    }

    /** How the rows lie: {@code strict}, {@code without rowid}, {@code partitions by range (…)}. */
    void storage(String table, String how) {
        lines.add("storage " + table + " " + how);
    }

    private static String where(String condition) {
        return condition.isEmpty() ? "" : " where " + condition;
    }
}
