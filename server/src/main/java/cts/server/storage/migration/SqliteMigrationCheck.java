package cts.server.storage.migration;

import cts.server.storage.StorageException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Looks over each SQLite migration before its commit, which runs with foreign keys off: no reference may point nowhere, and
 * no table may have lost rows. What it throws rolls the whole migration back.
 */
final class SqliteMigrationCheck implements Callback {
    private final Map<String, Long> before = new LinkedHashMap<>();

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            if (event == Event.BEFORE_MIGRATE) {
                before.clear();
                before.putAll(rowCounts(context.getConnection()));
                return;
            }
            refuseDanglingReferences(context.getConnection());
            refuseLostRows(context.getConnection());
        } catch (SQLException failure) {
            throw StorageException.unavailable(
                    "The rows could not be counted after a migration: " + failure.getMessage() + ".", failure);
        }
    }

    @Override
    public String getCallbackName() {
        return "rows and references";
    }

    private static void refuseDanglingReferences(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet broken = statement.executeQuery("PRAGMA foreign_key_check")) {
            if (broken.next()) {
                throw StorageException.refused("A migration left a row of " + broken.getString(1)
                        + " that refers to a missing row of " + broken.getString(3)
                        + ", so nothing was changed: report this with the version of the program.");
            }
        }
    }

    private void refuseLostRows(Connection connection) throws SQLException {
        Map<String, Long> after = rowCounts(connection);
        for (Map.Entry<String, Long> table : before.entrySet()) {
            long left = after.getOrDefault(table.getKey(), 0L);
            if (left < table.getValue()) {
                throw StorageException.refused("A migration left " + left + " of " + table.getValue() + " rows of "
                        + table.getKey() + ", so nothing was changed: report this with the version of the program.");
            }
        }
    }

    private static Map<String, Long> rowCounts(Connection connection) throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String table : tables(connection)) {
            try (Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery("SELECT count(*) FROM \"" + table + "\"")) {
                counts.put(table, count.next() ? count.getLong(1) : 0);
            }
        }
        return counts;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(
                        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")) {
            while (tables.next()) {
                names.add(tables.getString(1));
            }
        }
        return names;
    }
}
