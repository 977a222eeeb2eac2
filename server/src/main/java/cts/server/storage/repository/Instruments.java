package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.INSTRUMENTS;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/**
 * What can be traded on each exchange, and the rules of size and price there.
 */
public final class Instruments {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(INSTRUMENTS, INSTRUMENTS.EXCHANGE, INSTRUMENTS.SYMBOL)
            .column(INSTRUMENTS.ID, Row::id)
            .column(INSTRUMENTS.EXCHANGE, Row::exchange)
            .column(INSTRUMENTS.SYMBOL, Row::symbol)
            .column(INSTRUMENTS.BASE_ASSET, Row::baseAsset)
            .column(INSTRUMENTS.QUOTE_ASSET, Row::quoteAsset)
            .column(INSTRUMENTS.KIND, Row::kind)
            .column(INSTRUMENTS.TICK_SIZE, Row::tickSize)
            .column(INSTRUMENTS.LOT_SIZE, Row::lotSize)
            .column(INSTRUMENTS.MIN_QUANTITY, Row::minQuantity)
            .column(INSTRUMENTS.MIN_NOTIONAL, Row::minNotional)
            .column(INSTRUMENTS.MAX_LEVERAGE, Row::maxLeverage)
            .column(INSTRUMENTS.UPDATED_AT, Row::updatedAt)
            .replacing(INSTRUMENTS.ID);

    private final Database database;

    public Instruments(Database database) {
        this.database = database;
    }

    /**
     * An instrument.
     *
     * @param kind spot or perpetual
     */
    public record Row(
            String id,
            String exchange,
            String symbol,
            String baseAsset,
            String quoteAsset,
            String kind,
            BigDecimal tickSize,
            BigDecimal lotSize,
            BigDecimal minQuantity,
            BigDecimal minNotional,
            int maxLeverage,
            long updatedAt) {
        static final List<String> KINDS = List.of("spot", "perpetual");

        public Row {
            Checked.word("kind", kind, KINDS);
        }
    }

    /** Makes or changes instruments at once, all or none. */
    public void saveAll(List<Row> rows) {
        TABLE.saveAll(database, rows);
    }

    public Optional<Row> find(String exchange, String symbol) {
        return database.read(sql -> sql.selectFrom(INSTRUMENTS)
                .where(INSTRUMENTS.EXCHANGE.eq(exchange).and(INSTRUMENTS.SYMBOL.eq(symbol)))
                .fetchOptional(Instruments::row));
    }

    /** All of an exchange, by symbol. */
    public List<Row> of(String exchange) {
        return database.read(sql -> sql.selectFrom(INSTRUMENTS)
                .where(INSTRUMENTS.EXCHANGE.eq(exchange))
                .orderBy(INSTRUMENTS.SYMBOL)
                .fetch(Instruments::row));
    }

    private static Row row(Record record) {
        return new Row(
                record.get(INSTRUMENTS.ID),
                record.get(INSTRUMENTS.EXCHANGE),
                record.get(INSTRUMENTS.SYMBOL),
                record.get(INSTRUMENTS.BASE_ASSET),
                record.get(INSTRUMENTS.QUOTE_ASSET),
                record.get(INSTRUMENTS.KIND),
                record.get(INSTRUMENTS.TICK_SIZE),
                record.get(INSTRUMENTS.LOT_SIZE),
                record.get(INSTRUMENTS.MIN_QUANTITY),
                record.get(INSTRUMENTS.MIN_NOTIONAL),
                record.get(INSTRUMENTS.MAX_LEVERAGE),
                record.get(INSTRUMENTS.UPDATED_AT));
    }
}
