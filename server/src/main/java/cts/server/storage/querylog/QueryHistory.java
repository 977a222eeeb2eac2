package cts.server.storage.querylog;

import static cts.server.storage.schema.Tables.QUERY_LOG;

import cts.server.storage.Database;
import java.util.List;

/** What {@link QueryLog} has kept. */
public final class QueryHistory {
    private final Database database;

    public QueryHistory(Database database) {
        this.database = database;
    }

    /**
     * A statement in a span of time.
     *
     * @param from ms UTC, and {@code to}
     * @param maxUs of its slowest run
     */
    public record Line(String digest, String statement, long from, long to, long runs, long p99Us, long maxUs) {}

    /** The spans with the slowest runs, the slowest first. */
    public List<Line> slowest(int limit) {
        return database.read(sql -> sql.select(
                        QUERY_LOG.DIGEST,
                        QUERY_LOG.STATEMENT,
                        QUERY_LOG.FROM_TIME,
                        QUERY_LOG.TO_TIME,
                        QUERY_LOG.RUNS,
                        QUERY_LOG.P99_US,
                        QUERY_LOG.MAX_US)
                .from(QUERY_LOG)
                .orderBy(QUERY_LOG.MAX_US.desc(), QUERY_LOG.ID.desc())
                .limit(limit)
                .fetch(row -> new Line(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        row.value6(),
                        row.value7())));
    }
}
