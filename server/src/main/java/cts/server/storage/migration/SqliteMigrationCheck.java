package cts.server.storage.migration;

import cts.server.storage.StorageException;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Looks over each SQLite migration before its commit, which runs with foreign keys off: no reference may point nowhere, and
 * no table may have lost rows. What it throws rolls the whole migration back.
 */
final class SqliteMigrationCheck implements Callback {
    private SqliteRows before = new SqliteRows(Map.of());

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
                before = SqliteRows.count(context.getConnection());
                return;
            }
            SqliteRows.refuseDanglingReferences(context.getConnection());
            before.refuseLost(context.getConnection(), SqliteRows.Dropped.LOST);
        } catch (SQLException failure) {
            throw StorageException.unavailable(
                    "The rows could not be counted after a migration: " + failure.getMessage() + ".", failure);
        }
    }

    @Override
    public String getCallbackName() {
        return "rows and references";
    }
}
