package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.FILLS;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import cts.server.storage.Write;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;

/**
 * What was really bought and sold, once per fill id of the exchange.
 */
public final class Fills {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(
                    FILLS, FILLS.CONNECTION_ID, FILLS.SYMBOL, FILLS.EXCHANGE_FILL_ID)
            .column(FILLS.ID, Row::id)
            .column(FILLS.CONNECTION_ID, Row::connectionId)
            .column(FILLS.ORDER_ID, Row::orderId)
            .column(FILLS.EXCHANGE_FILL_ID, Row::exchangeFillId)
            .column(FILLS.SYMBOL, Row::symbol)
            .column(FILLS.SIDE, Row::side)
            .column(FILLS.PRICE, Row::price)
            .column(FILLS.QUANTITY, Row::quantity)
            .column(FILLS.FEE, Row::fee)
            .column(FILLS.FEE_ASSET, Row::feeAsset)
            .column(FILLS.IS_MAKER, Row::isMaker)
            .column(FILLS.FILLED_AT, Row::filledAt)
            .column(FILLS.RECORDED_AT, Row::recordedAt)
            .keepingOld();

    private final Database database;

    public Fills(Database database) {
        this.database = database;
    }

    /**
     * A fill.
     *
     * @param exchangeFillId the exchange's id, unique per connection and symbol; a fill reported again is ignored
     * @param side BUY or SELL
     * @param fee paid if positive, in {@code feeAsset}
     * @param filledAt the exchange's time, {@code recordedAt} ours
     */
    public record Row(
            String id,
            String connectionId,
            String orderId,
            String exchangeFillId,
            String symbol,
            String side,
            BigDecimal price,
            BigDecimal quantity,
            BigDecimal fee,
            String feeAsset,
            boolean isMaker,
            long filledAt,
            long recordedAt) {
        static final List<String> SIDES = List.of("BUY", "SELL");

        public Row {
            Checked.word("side", side, SIDES);
        }
    }

    /** The row on its way to the database, for the storage writer. */
    public static Write<Row> write(Row row) {
        return TABLE.write(row);
    }

    /** Fills of an order, oldest first. */
    public List<Row> ofOrder(String orderId) {
        return database.read(sql -> sql.selectFrom(FILLS)
                .where(FILLS.ORDER_ID.eq(orderId))
                .orderBy(FILLS.FILLED_AT, FILLS.ID)
                .fetch(Fills::row));
    }

    /** Newest first; empty values do not filter. */
    public Page<Row> page(String connectionId, Optional<String> symbol, Page.Request request) {
        Condition where = FILLS.CONNECTION_ID.eq(connectionId).and(Checked.equal(FILLS.SYMBOL, symbol));
        return database.read(sql -> Page.newest(sql, FILLS, where, FILLS.FILLED_AT, FILLS.ID, request, Fills::row));
    }

    private static Row row(Record record) {
        return new Row(
                record.get(FILLS.ID),
                record.get(FILLS.CONNECTION_ID),
                record.get(FILLS.ORDER_ID),
                record.get(FILLS.EXCHANGE_FILL_ID),
                record.get(FILLS.SYMBOL),
                record.get(FILLS.SIDE),
                record.get(FILLS.PRICE),
                record.get(FILLS.QUANTITY),
                record.get(FILLS.FEE),
                record.get(FILLS.FEE_ASSET),
                record.get(FILLS.IS_MAKER),
                record.get(FILLS.FILLED_AT),
                record.get(FILLS.RECORDED_AT));
    }
}
