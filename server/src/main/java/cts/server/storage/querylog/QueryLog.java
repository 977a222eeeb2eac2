package cts.server.storage.querylog;

import static cts.server.storage.schema.Tables.QUERY_LOG;

import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.StorageException;
import cts.server.storage.UuidSource;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the {@link QueryMeter} of a database has measured: every few minutes one row per statement that ran, and at once
 * a log line with the plan for a read that took too long. A statement is explained once per span.
 *
 * <p>It has one thread of its own, which ends with {@link #close}; what was measured until then is kept.
 */
public final class QueryLog implements AutoCloseable {
    /** How often rows are written. */
    public static final Duration SPAN = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(QueryLog.class);
    private static final long LOOK_MILLIS = 100;

    private final Database database;
    private final UuidSource ids;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean closing;
    private long from;

    QueryLog(Database database, UuidSource ids, InstantSource clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
        from = clock.millis();
        thread = Thread.ofPlatform().name("query-log").daemon().unstarted(this::run);
    }

    /** Begins to keep what is measured. */
    public static QueryLog start(Database database, UuidSource ids, InstantSource clock) {
        QueryLog log = new QueryLog(database, ids, clock);
        log.thread.start();
        return log;
    }

    private void run() {
        try {
            while (!closing) {
                QueryMeter.SlowQuery slow = database.queries().slowQueries().poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (slow != null) explain(slow);
                if (clock.millis() - from >= SPAN.toMillis()) keep();
            }
        } catch (InterruptedException asked) {
            LOG.debug("The query log was asked to end.", asked);
        }
    }

    /** Explains a slow read and says so. */
    void explain(QueryMeter.SlowQuery slow) {
        if (slow.statement().isExplained()) return;
        try {
            String plan = database.read(sql -> plan(sql, slow.inlined()));
            slow.statement().explain(plan);
            LOG.warn(
                    "A query took {} ms, which is too long: {}\n{}",
                    TimeUnit.NANOSECONDS.toMillis(slow.nanos()),
                    QueryMeter.normal(slow.inlined()),
                    plan);
        } catch (StorageException failure) {
            LOG.warn("A slow query could not be explained: {}", failure.getMessage());
        }
    }

    private String plan(DSLContext sql, String query) {
        boolean sqlite = database.type() == DatabaseType.SQLITE;
        // Past jOOQ, which would look for parameters in the values that stand in the text.
        return sql.connectionResult(connection -> {
            StringJoiner lines = new StringJoiner("\n");
            try (Statement statement = connection.createStatement();
                    ResultSet plan = statement.executeQuery((sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + query)) {
                while (plan.next()) lines.add(plan.getString(sqlite ? 4 : 1));
            }
            return lines.toString();
        });
    }

    /** Writes what was measured since the last time. */
    void keep() {
        long to = clock.millis();
        List<QueryFigures> window = database.queries().takeWindow();
        try {
            database.write(sql -> sql.batch(window.stream()
                            .map(figures -> sql.insertInto(QUERY_LOG)
                                    .set(QUERY_LOG.ID, ids.next())
                                    .set(QUERY_LOG.DIGEST, figures.digest())
                                    .set(QUERY_LOG.STATEMENT, figures.statement())
                                    .set(QUERY_LOG.FROM_TIME, from)
                                    .set(QUERY_LOG.TO_TIME, to)
                                    .set(QUERY_LOG.RUNS, figures.runs())
                                    .set(QUERY_LOG.FAILURES, figures.failures())
                                    .set(QUERY_LOG.TOTAL_ROWS, figures.rows())
                                    .set(QUERY_LOG.TOTAL_US, figures.totalUs())
                                    .set(QUERY_LOG.P50_US, figures.p50Us())
                                    .set(QUERY_LOG.P99_US, figures.p99Us())
                                    .set(QUERY_LOG.MAX_US, figures.maxUs())
                                    .set(QUERY_LOG.PLAN, figures.plan().orElse(null)))
                            .toList())
                    .execute());
        } catch (StorageException failure) {
            LOG.warn("What {} statements cost could not be kept: {}", window.size(), failure.getMessage());
        }
        from = to;
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        keep();
    }
}
