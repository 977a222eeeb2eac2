package cts.server.storage;

import static cts.server.storage.schema.Tables.MARKET_DATA;

import cts.market.CandleSeries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.postgresql.PGConnection;

/**
 * Many candles of one series at once: for imports and for history. A candle that is there already is replaced.
 *
 * <p>They go in chunks, each a transaction of its own, oldest first: an engine that writes meanwhile waits for one chunk at
 * most, about 20 ms on SQLite, where only one can write, and not at all on PostgreSQL. An ingest that is cut off has written
 * a beginning; done again it completes it.
 *
 * <p>PostgreSQL takes them by COPY: into the table itself where the chunk's span holds none yet, else by way of a temporary
 * table. SQLite takes prepared batches.
 *
 * <p>Safe for several threads; blocks.
 */
public final class CandleIngest {
    private static final Duration SQLITE_CHUNK = Duration.ofMillis(20);
    private static final int SQLITE_FIRST = 1_000;
    private static final int SQLITE_LEAST = 100;
    private static final int SQLITE_MOST = 20_000;
    private static final int POSTGRESQL_CHUNK = 25_000;
    private static final String COLUMNS = "exchange, symbol, timeframe, open_time, open, high, low, close, volume";
    private static final String REPLACE = " ON CONFLICT (exchange, symbol, timeframe, open_time) DO UPDATE SET"
            + " open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close,"
            + " volume = excluded.volume";

    private final Database database;

    public CandleIngest(Database database) {
        this.database = database;
    }

    /**
     * What an ingest did.
     *
     * @param added candles that were not there
     * @param replaced candles that were
     */
    public record Ingested(int added, int replaced) {}

    /**
     * Writes candles.
     *
     * @param candles with a length, not ticks
     * @param progress hears after each chunk how many are written
     * @throws StorageException if the database fails; chunks before that stay
     */
    public Ingested ingest(CandleKey key, CandleSeries candles, IntConsumer progress) {
        if (candles.isTicks()) {
            throw new IllegalArgumentException("ticks are no candles: make candles of a timeframe of them first.");
        }
        if (candles.size() == 0) return new Ingested(0, 0);
        database.candlePartitions().ensureFor(CandleTable.MARKET_DATA, LongStream.of(candles.openTime()));
        int before = count(key, candles);
        switch (database.type()) {
            case SQLITE -> toSqlite(key, candles, progress);
            case POSTGRESQL -> toPostgresql(key, candles, progress);
        }
        database.requireOfReplicas();
        int added = count(key, candles) - before;
        return new Ingested(added, candles.size() - added);
    }

    private void toSqlite(CandleKey key, CandleSeries candles, IntConsumer progress) {
        ChunkSize chunk = new ChunkSize(SQLITE_FIRST, SQLITE_LEAST, SQLITE_MOST, SQLITE_CHUNK);
        String insert = insertion(key);
        for (int from = 0; from < candles.size(); ) {
            int begin = from;
            int end = Math.min(candles.size(), from + chunk.rows());
            long nanos = database.transaction(
                    connection -> batch(connection, insert, candles, begin, end), Database.Durability.ORDINARY);
            chunk.took(end - begin, nanos);
            from = end;
            progress.accept(end);
        }
    }

    /** The series' names are in the text: binding three texts per row costs as much as the six numbers. */
    private String insertion(CandleKey key) {
        DSLContext sql = DSL.using(database.type().dialect());
        String names = sql.renderInlined(DSL.inline(key.exchange())) + ", "
                + sql.renderInlined(DSL.inline(key.symbol())) + ", "
                + sql.renderInlined(DSL.inline(key.timeframe()));
        return "INSERT INTO market_data (" + COLUMNS + ") VALUES (" + names + ", ?, ?, ?, ?, ?, ?)" + REPLACE;
    }

    /** Gives how long it took, from when the connection was there. */
    private static long batch(Connection connection, String insert, CandleSeries candles, int from, int to)
            throws SQLException {
        long start = System.nanoTime();
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int i = from; i < to; i++) {
                statement.setLong(1, candles.openTime()[i]);
                statement.setDouble(2, candles.open()[i]);
                statement.setDouble(3, candles.high()[i]);
                statement.setDouble(4, candles.low()[i]);
                statement.setDouble(5, candles.close()[i]);
                statement.setDouble(6, candles.volume()[i]);
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return System.nanoTime() - start;
    }

    private void toPostgresql(CandleKey key, CandleSeries candles, IntConsumer progress) {
        for (int from = 0; from < candles.size(); from += POSTGRESQL_CHUNK) {
            int to = Math.min(candles.size(), from + POSTGRESQL_CHUNK);
            byte[] rows = CandleCopy.encode(key, candles, from, to);
            if (!copied(key, candles.openTime()[from], candles.openTime()[to - 1], rows)) {
                database.transaction(connection -> merge(connection, rows), Database.Durability.ORDINARY);
            }
            progress.accept(to);
        }
    }

    /** Copies straight into the table; false, and nothing is written, if candles of the span are there already. */
    private boolean copied(CandleKey key, long first, long last, byte[] rows) {
        try {
            return database.transaction(
                    connection -> {
                        if (database.on(connection).fetchExists(MARKET_DATA, span(key, first, last))) return false;
                        copy(connection, "market_data", rows);
                        return true;
                    },
                    Database.Durability.ORDINARY);
        } catch (StorageException failure) {
            // Another writer put one of them there in between.
            if (failure.kind() == StorageException.Kind.CONFLICT) return false;
            throw failure;
        }
    }

    private static int merge(Connection connection, byte[] rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE IF NOT EXISTS arriving_candles (LIKE market_data)"
                    + " ON COMMIT DELETE ROWS");
            copy(connection, "arriving_candles", rows);
            return statement.executeUpdate(
                    "INSERT INTO market_data (" + COLUMNS + ") SELECT " + COLUMNS + " FROM arriving_candles" + REPLACE);
        }
    }

    private static void copy(Connection connection, String table, byte[] rows) throws SQLException {
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " (" + COLUMNS + ") FROM STDIN (FORMAT BINARY)");
        copy.writeToCopy(rows, 0, rows.length);
        copy.endCopy();
    }

    private int count(CandleKey key, CandleSeries candles) {
        long first = candles.openTime()[0];
        long last = candles.openTime()[candles.size() - 1];
        return Objects.requireNonNull(database.read(sql -> sql.fetchCount(MARKET_DATA, span(key, first, last))));
    }

    private static Condition span(CandleKey key, long first, long last) {
        return MARKET_DATA
                .EXCHANGE
                .eq(key.exchange())
                .and(MARKET_DATA.SYMBOL.eq(key.symbol()))
                .and(MARKET_DATA.TIMEFRAME.eq(key.timeframe()))
                .and(MARKET_DATA.OPEN_TIME.between(first, last));
    }
}
