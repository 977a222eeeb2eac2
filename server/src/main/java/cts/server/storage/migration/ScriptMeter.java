package cts.server.storage.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Measures each script while it runs: how long it takes, and which locks it takes that others may wait for. One thread. */
final class ScriptMeter implements Callback {
    /**
     * What a script took.
     *
     * @param milliseconds from its first statement to its last
     * @param locks on tables that were there before it, such as {@code ACCESS EXCLUSIVE on market_data}
     */
    record Reading(long milliseconds, List<String> locks) {
        Reading {
            locks = List.copyOf(locks);
        }
    }

    private final LongSupplier nanos;
    private final Map<Integer, Reading> readings = new LinkedHashMap<>();
    private final TreeSet<String> locksBefore = new TreeSet<>();
    private final TreeSet<String> tables = new TreeSet<>();
    private long begun;

    ScriptMeter(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void begin(Connection connection) throws SQLException {
        if (isPostgresql(connection)) {
            tables.clear();
            tables.addAll(PostgresqlCatalogue.tables(connection));
            locksBefore.clear();
            locksBefore.addAll(locks(connection));
        }
        begun = nanos.getAsLong();
    }

    void end(int number, Connection connection) throws SQLException {
        long took = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - begun);
        List<String> locks = new ArrayList<>();
        if (isPostgresql(connection)) {
            locks.addAll(locks(connection));
            locks.removeAll(locksBefore);
        } else {
            locks.add("the file's lock for writing: others read on, but do not write");
        }
        readings.put(number, new Reading(took, locks));
    }

    Reading of(int number) {
        return readings.getOrDefault(number, new Reading(0, List.of()));
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            if (event == Event.BEFORE_EACH_MIGRATE) {
                begin(context.getConnection());
            } else {
                end(context.getMigrationInfo().getVersion().getMajor().intValueExact(), context.getConnection());
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the locks of a script could not be read", failure);
        }
    }

    @Override
    public String getCallbackName() {
        return "time and locks";
    }

    /** The locks of this session on tables that were there when the script began. */
    private Set<String> locks(Connection connection) throws SQLException {
        TreeSet<String> locks = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT c.relname, regexp_replace(upper(regexp_replace(l.mode, '([a-z])([A-Z])', '\\1 \\2', 'g')),"
                                + " ' LOCK$', '') FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
                                + " WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted"
                                + " AND c.relnamespace = current_schema()::regnamespace")) {
            while (rows.next()) {
                if (tables.contains(rows.getString(1))) locks.add(rows.getString(2) + " on " + rows.getString(1));
            }
        }
        return locks;
    }

    private static boolean isPostgresql(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }
}
