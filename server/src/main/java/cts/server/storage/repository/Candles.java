package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.MARKET_DATA;

import cts.server.storage.CandleTable;
import cts.server.storage.Database;
import cts.server.storage.RowTable;
import cts.server.storage.Write;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Record;

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

    /** How many candles of a series there are. */
    public int count(String exchange, String symbol, String timeframe) {
        return database.read(sql -> sql.fetchCount(MARKET_DATA, series(exchange, symbol, timeframe)));
    }

    /** Candles that open from one time up to but without another, oldest first, at most {@code limit}. */
    public List<Row> range(String exchange, String symbol, String timeframe, long from, long to, int limit) {
        return database.read(sql -> sql.selectFrom(MARKET_DATA)
                .where(series(exchange, symbol, timeframe)
                        .and(MARKET_DATA.OPEN_TIME.ge(from))
                        .and(MARKET_DATA.OPEN_TIME.lt(to)))
                .orderBy(MARKET_DATA.OPEN_TIME)
                .limit(limit)
                .fetch(Candles::row));
    }

    /** The newest candles, oldest of them first. */
    public List<Row> newest(String exchange, String symbol, String timeframe, int limit) {
        List<Row> newestFirst = database.read(sql -> sql.selectFrom(MARKET_DATA)
                .where(series(exchange, symbol, timeframe))
                .orderBy(MARKET_DATA.OPEN_TIME.desc())
                .limit(limit)
                .fetch(Candles::row));
        return newestFirst.reversed();
    }

    private static Condition series(String exchange, String symbol, String timeframe) {
        return MARKET_DATA
                .EXCHANGE
                .eq(exchange)
                .and(MARKET_DATA.SYMBOL.eq(symbol))
                .and(MARKET_DATA.TIMEFRAME.eq(timeframe));
    }

    private static Object key(Row row) {
        return List.of(row.exchange(), row.symbol(), row.timeframe(), row.openTime());
    }

    private static Row row(Record record) {
        return new Row(
                record.get(MARKET_DATA.EXCHANGE),
                record.get(MARKET_DATA.SYMBOL),
                record.get(MARKET_DATA.TIMEFRAME),
                record.get(MARKET_DATA.OPEN_TIME),
                record.get(MARKET_DATA.OPEN),
                record.get(MARKET_DATA.HIGH),
                record.get(MARKET_DATA.LOW),
                record.get(MARKET_DATA.CLOSE),
                record.get(MARKET_DATA.VOLUME));
    }
}
