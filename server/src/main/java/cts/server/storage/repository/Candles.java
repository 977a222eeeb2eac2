package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.ARCHIVED_MARKET_DATA;
import static cts.server.storage.schema.Tables.MARKET_DATA;

import cts.server.storage.CandleKey;
import cts.server.storage.CandleTable;
import cts.server.storage.Database;
import cts.server.storage.RowTable;
import cts.server.storage.Write;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record6;
import org.jooq.Select;
import org.jooq.SelectJoinStep;

/**
 * Candles of each exchange.
 */
public final class Candles {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(
                    MARKET_DATA, MARKET_DATA.EXCHANGE, MARKET_DATA.SYMBOL, MARKET_DATA.TIMEFRAME, MARKET_DATA.OPEN_TIME)
            .column(MARKET_DATA.EXCHANGE, Row::exchange)
            .column(MARKET_DATA.SYMBOL, Row::symbol)
            .column(MARKET_DATA.TIMEFRAME, Row::timeframe)
            .column(MARKET_DATA.OPEN_TIME, Row::openTime)
            .column(MARKET_DATA.OPEN, Row::open)
            .column(MARKET_DATA.HIGH, Row::high)
            .column(MARKET_DATA.LOW, Row::low)
            .column(MARKET_DATA.CLOSE, Row::close)
            .column(MARKET_DATA.VOLUME, Row::volume)
            .preparing((database, rows) -> database.candlePartitions()
                    .ensureFor(CandleTable.MARKET_DATA, rows.stream().mapToLong(Row::openTime)))
            .coalescing(Candles::key);

    private final Database database;

    public Candles(Database database) {
        this.database = database;
    }

    /**
     * A candle.
     *
     * @param timeframe 1s 5s 15s 30s 1m 5m 15m 1h 4h or 1d
     * @param openTime its key, with exchange, symbol and timeframe
     */
    public record Row(
            String exchange,
            String symbol,
            String timeframe,
            long openTime,
            double open,
            double high,
            double low,
            double close,
            double volume) {}

    /** The row on its way to the database, for the storage writer. */
    public static Write<Row> write(Row row) {
        return TABLE.write(row);
    }

    /** Makes or changes candles at once, all or none; for many there is {@link cts.server.storage.CandleIngest}. */
    public void saveAll(List<Row> rows) {
        TABLE.saveAll(database, rows);
    }

    /** How many candles of a series there are, those of the archive included. */
    public long count(CandleKey key) {
        return database.read(sql -> 0L
                + sql.fetchCount(MARKET_DATA, series(CandleTable.MARKET_DATA, key))
                + sql.fetchCount(ARCHIVED_MARKET_DATA, series(CandleTable.ARCHIVE, key)));
    }

    /** Candles that open from one time up to but without another, oldest first, at most {@code limit}. */
    public List<Row> range(CandleKey key, long from, long to, int limit) {
        return database.read(
                sql -> range(sql, CandleTable.MARKET_DATA, key, from, to, limit).fetch(found -> row(key, found)));
    }

    /** The same, those of the archive included. */
    public List<Row> history(CandleKey key, long from, long to, int limit) {
        TreeMap<Long, Row> found = new TreeMap<>();
        // In this order: a candle that is archived in between is found twice then, and not never.
        List<Row> current = range(key, from, to, limit);
        database.read(sql ->
                        range(sql, CandleTable.ARCHIVE, key, from, to, limit).fetch(each -> row(key, each)))
                .forEach(row -> found.put(row.openTime(), row));
        current.forEach(row -> found.put(row.openTime(), row));
        return found.values().stream().limit(limit).toList();
    }

    /** The newest candles, oldest of them first. */
    public List<Row> newest(CandleKey key, int limit) {
        return database.read(sql -> newest(sql, key, limit).fetch(found -> row(key, found)))
                .reversed();
    }

    static Select<Record6<Long, Double, Double, Double, Double, Double>> range(
            DSLContext sql, CandleTable table, CandleKey key, long from, long to, int limit) {
        Field<Long> openTime = in(table, MARKET_DATA.OPEN_TIME);
        return columns(sql, table)
                .where(series(table, key).and(openTime.ge(from)).and(openTime.lt(to)))
                .orderBy(openTime)
                .limit(limit);
    }

    static Select<Record6<Long, Double, Double, Double, Double, Double>> newest(
            DSLContext sql, CandleKey key, int limit) {
        return columns(sql, CandleTable.MARKET_DATA)
                .where(series(CandleTable.MARKET_DATA, key))
                .orderBy(MARKET_DATA.OPEN_TIME.desc())
                .limit(limit);
    }

    private static SelectJoinStep<Record6<Long, Double, Double, Double, Double, Double>> columns(
            DSLContext sql, CandleTable table) {
        return sql.select(
                        in(table, MARKET_DATA.OPEN_TIME),
                        in(table, MARKET_DATA.OPEN),
                        in(table, MARKET_DATA.HIGH),
                        in(table, MARKET_DATA.LOW),
                        in(table, MARKET_DATA.CLOSE),
                        in(table, MARKET_DATA.VOLUME))
                .from(table.table());
    }

    private static Condition series(CandleTable table, CandleKey key) {
        return in(table, MARKET_DATA.EXCHANGE)
                .eq(key.exchange())
                .and(in(table, MARKET_DATA.SYMBOL).eq(key.symbol()))
                .and(in(table, MARKET_DATA.TIMEFRAME).eq(key.timeframe()));
    }

    /** The column of the table that has the name of this one. */
    private static <T> Field<T> in(CandleTable table, Field<T> column) {
        return Objects.requireNonNull(table.table().field(column));
    }

    private static Row row(CandleKey key, Record6<Long, Double, Double, Double, Double, Double> found) {
        return new Row(
                key.exchange(),
                key.symbol(),
                key.timeframe(),
                found.value1(),
                found.value2(),
                found.value3(),
                found.value4(),
                found.value5(),
                found.value6());
    }

    private static Object key(Row row) {
        return List.of(row.exchange(), row.symbol(), row.timeframe(), row.openTime());
    }
}
