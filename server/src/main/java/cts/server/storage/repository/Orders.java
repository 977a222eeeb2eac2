package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.ORDERS;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import cts.server.storage.Write;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;

/**
 * Orders as they stand at the exchanges.
 */
public final class Orders {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(ORDERS, ORDERS.ID)
            .column(ORDERS.ID, Row::id)
            .column(ORDERS.CONNECTION_ID, Row::connectionId)
            .optional(ORDERS.INTENT_ID, Row::intentId)
            .optional(ORDERS.POSITION_ID, Row::positionId)
            .column(ORDERS.CLIENT_ORDER_ID, Row::clientOrderId)
            .optional(ORDERS.EXCHANGE_ORDER_ID, Row::exchangeOrderId)
            .column(ORDERS.SYMBOL, Row::symbol)
            .column(ORDERS.DIRECTION, Row::direction)
            .column(ORDERS.SIDE, Row::side)
            .column(ORDERS.ORDER_TYPE, Row::orderType)
            .column(ORDERS.QUANTITY, Row::quantity)
            .optional(ORDERS.PRICE, Row::price)
            .optional(ORDERS.TRIGGER_PRICE, Row::triggerPrice)
            .column(ORDERS.IS_REDUCE_ONLY, Row::isReduceOnly)
            .column(ORDERS.FILLED_QUANTITY, Row::filledQuantity)
            .optional(ORDERS.AVERAGE_PRICE, Row::averagePrice)
            .column(ORDERS.STATE, Row::state)
            .optional(ORDERS.REASON, Row::reason)
            .column(ORDERS.CREATED_AT, Row::createdAt)
            .column(ORDERS.UPDATED_AT, Row::updatedAt)
            .replacing(ORDERS.CONNECTION_ID, ORDERS.INTENT_ID, ORDERS.CLIENT_ORDER_ID, ORDERS.CREATED_AT);

    private final Database database;

    public Orders(Database database) {
        this.database = database;
    }

    /**
     * An order.
     *
     * @param intentId the intent it comes from; an order the exchange made itself, such as an attached stop, has none
     * @param positionId the exchange position it belongs to, which must be written before or with it
     * @param direction LONG or SHORT
     * @param side BUY or SELL
     * @param orderType MARKET, LIMIT, STOP_MARKET or TAKE_PROFIT_MARKET
     * @param state NEW, SENT, ACCEPTED, PARTIAL, FILLED, CANCELLED, REJECTED, EXPIRED or UNKNOWN
     * @param reason why it was rejected or cancelled
     */
    public record Row(
            String id,
            String connectionId,
            Optional<String> intentId,
            Optional<String> positionId,
            String clientOrderId,
            Optional<String> exchangeOrderId,
            String symbol,
            String direction,
            String side,
            String orderType,
            BigDecimal quantity,
            Optional<BigDecimal> price,
            Optional<BigDecimal> triggerPrice,
            boolean isReduceOnly,
            BigDecimal filledQuantity,
            Optional<BigDecimal> averagePrice,
            String state,
            Optional<String> reason,
            long createdAt,
            long updatedAt) {
        static final List<String> DIRECTIONS = List.of("LONG", "SHORT");
        static final List<String> SIDES = List.of("BUY", "SELL");
        static final List<String> ORDER_TYPES = List.of("MARKET", "LIMIT", "STOP_MARKET", "TAKE_PROFIT_MARKET");
        /** In the order of the index orders_unfinished. */
        static final List<String> UNFINISHED = List.of("NEW", "SENT", "ACCEPTED", "PARTIAL", "UNKNOWN");

        static final List<String> STATES =
                List.of("NEW", "SENT", "ACCEPTED", "PARTIAL", "FILLED", "CANCELLED", "REJECTED", "EXPIRED", "UNKNOWN");

        public Row {
            Checked.word("direction", direction, DIRECTIONS);
            Checked.word("side", side, SIDES);
            Checked.word("order_type", orderType, ORDER_TYPES);
            Checked.word("state", state, STATES);
        }
    }

    /** The row on its way to the database, for the storage writer. */
    public static Write<Row> write(Row row) {
        return TABLE.write(row);
    }

    public Optional<Row> byId(String id) {
        return database.read(
                sql -> sql.selectFrom(ORDERS).where(ORDERS.ID.eq(id)).fetchOptional(Orders::row));
    }

    public Optional<Row> byClientOrderId(String connectionId, String clientOrderId) {
        return database.read(sql -> sql.selectFrom(ORDERS)
                .where(ORDERS.CONNECTION_ID.eq(connectionId).and(ORDERS.CLIENT_ORDER_ID.eq(clientOrderId)))
                .fetchOptional(Orders::row));
    }

    /** Newest first; empty values do not filter. */
    public Page<Row> page(
            String connectionId,
            Optional<String> state,
            Optional<String> symbol,
            Optional<String> positionId,
            Page.Request request) {
        Condition where = ORDERS.CONNECTION_ID
                .eq(connectionId)
                .and(Checked.equal(ORDERS.STATE, state))
                .and(Checked.equal(ORDERS.SYMBOL, symbol))
                .and(Checked.equal(ORDERS.POSITION_ID, positionId));
        return database.read(
                sql -> Page.newest(sql, ORDERS, where, ORDERS.CREATED_AT, ORDERS.ID, request, Orders::row));
    }

    /** Orders whose end is not known yet, oldest first. */
    public List<Row> unfinished(String connectionId) {
        return database.read(sql -> sql.selectFrom(ORDERS)
                .where(ORDERS.CONNECTION_ID.eq(connectionId).and(Checked.anyOf(ORDERS.STATE, Row.UNFINISHED)))
                .orderBy(ORDERS.CREATED_AT, ORDERS.ID)
                .fetch(Orders::row));
    }

    private static Row row(Record record) {
        return new Row(
                record.get(ORDERS.ID),
                record.get(ORDERS.CONNECTION_ID),
                Checked.optional(record, ORDERS.INTENT_ID),
                Checked.optional(record, ORDERS.POSITION_ID),
                record.get(ORDERS.CLIENT_ORDER_ID),
                Checked.optional(record, ORDERS.EXCHANGE_ORDER_ID),
                record.get(ORDERS.SYMBOL),
                record.get(ORDERS.DIRECTION),
                record.get(ORDERS.SIDE),
                record.get(ORDERS.ORDER_TYPE),
                record.get(ORDERS.QUANTITY),
                Checked.optional(record, ORDERS.PRICE),
                Checked.optional(record, ORDERS.TRIGGER_PRICE),
                record.get(ORDERS.IS_REDUCE_ONLY),
                record.get(ORDERS.FILLED_QUANTITY),
                Checked.optional(record, ORDERS.AVERAGE_PRICE),
                record.get(ORDERS.STATE),
                Checked.optional(record, ORDERS.REASON),
                record.get(ORDERS.CREATED_AT),
                record.get(ORDERS.UPDATED_AT));
    }
}
