package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.ORDERS;
import static cts.server.storage.schema.Tables.ORDER_INTENTS;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import cts.server.storage.Write;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * What CTS means to send to an exchange, on the disk before it is sent, and never changed.
 *
 * <p>Written by {@link cts.server.storage.StorageWriter#offerDurably}: only after its word that the row is durable may the
 * order go out. An intent under an older epoch than the connection's lease is refused in the transaction that would write it,
 * so a process that lost its lease sends nothing; a connection without a lease refuses every intent. One that is there
 * already stays and counts as written: after a restart, under a newer epoch, intents of the journal meet themselves.
 */
public final class OrderIntents {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(ORDER_INTENTS, ORDER_INTENTS.ID)
            .column(ORDER_INTENTS.ID, Row::id)
            .column(ORDER_INTENTS.CONNECTION_ID, Row::connectionId)
            .column(ORDER_INTENTS.CLIENT_ORDER_ID, Row::clientOrderId)
            .optional(ORDER_INTENTS.SET_ID, Row::setId)
            .column(ORDER_INTENTS.SYMBOL, Row::symbol)
            .column(ORDER_INTENTS.DIRECTION, Row::direction)
            .column(ORDER_INTENTS.SIDE, Row::side)
            .column(ORDER_INTENTS.ORDER_TYPE, Row::orderType)
            .column(ORDER_INTENTS.QUANTITY, Row::quantity)
            .json(ORDER_INTENTS.REQUEST, Row::request)
            .column(ORDER_INTENTS.EPOCH, Row::epoch)
            .column(ORDER_INTENTS.EVENT_TIME, Row::eventTime)
            .column(ORDER_INTENTS.WRITTEN_AT, Row::writtenAt)
            .keepingOld(OrderIntents::refusal);

    private final Database database;

    public OrderIntents(Database database) {
        this.database = database;
    }

    /**
     * An intent.
     *
     * @param clientOrderId the id the exchange will know the order by, unique
     * @param direction LONG or SHORT
     * @param side BUY or SELL
     * @param orderType MARKET, LIMIT, STOP_MARKET or TAKE_PROFIT_MARKET
     * @param request JSON object: the whole request as it goes out
     * @param epoch of the lease it was made under
     * @param eventTime of the data that caused it
     */
    public record Row(
            String id,
            String connectionId,
            String clientOrderId,
            Optional<String> setId,
            String symbol,
            String direction,
            String side,
            String orderType,
            BigDecimal quantity,
            String request,
            long epoch,
            long eventTime,
            long writtenAt) {
        static final List<String> DIRECTIONS = List.of("LONG", "SHORT");
        static final List<String> SIDES = List.of("BUY", "SELL");
        static final List<String> ORDER_TYPES = List.of("MARKET", "LIMIT", "STOP_MARKET", "TAKE_PROFIT_MARKET");

        public Row {
            Checked.word("direction", direction, DIRECTIONS);
            Checked.word("side", side, SIDES);
            Checked.word("order_type", orderType, ORDER_TYPES);
        }
    }

    /** The row on its way to the database, for the storage writer. */
    public static Write<Row> write(Row row) {
        return TABLE.write(row);
    }

    public Optional<Row> byId(String id) {
        return database.read(sql ->
                sql.selectFrom(ORDER_INTENTS).where(ORDER_INTENTS.ID.eq(id)).fetchOptional(OrderIntents::row));
    }

    /** Newest first; empty values do not filter. */
    public Page<Row> page(String connectionId, Page.Request request) {
        Condition where = ORDER_INTENTS.CONNECTION_ID.eq(connectionId);
        return database.read(sql -> Page.newest(
                sql, ORDER_INTENTS, where, ORDER_INTENTS.EVENT_TIME, ORDER_INTENTS.ID, request, OrderIntents::row));
    }

    /** Intents of which no order is known: after a crash each must be asked for at the exchange. Oldest first. */
    public List<Row> withoutOrder(String connectionId) {
        return database.read(sql -> sql.selectFrom(ORDER_INTENTS)
                .where(ORDER_INTENTS
                        .CONNECTION_ID
                        .eq(connectionId)
                        .andNotExists(sql.selectOne().from(ORDERS).where(ORDERS.INTENT_ID.eq(ORDER_INTENTS.ID))))
                .orderBy(ORDER_INTENTS.EVENT_TIME, ORDER_INTENTS.ID)
                .fetch(OrderIntents::row));
    }

    private static Optional<String> refusal(DSLContext sql, Row row) {
        long epoch = EngineLeases.epochForWriting(sql, row.connectionId());
        return epoch == row.epoch() || isThere(sql, row.id())
                ? Optional.empty()
                : Optional.of("The intent " + row.clientOrderId() + " was made under lease epoch " + row.epoch()
                        + " of its connection, which is now at " + epoch + ": another process runs this engine.");
    }

    private static boolean isThere(DSLContext sql, String id) {
        return sql.fetchExists(ORDER_INTENTS, ORDER_INTENTS.ID.eq(id));
    }

    private static Row row(Record record) {
        return new Row(
                record.get(ORDER_INTENTS.ID),
                record.get(ORDER_INTENTS.CONNECTION_ID),
                record.get(ORDER_INTENTS.CLIENT_ORDER_ID),
                Checked.optional(record, ORDER_INTENTS.SET_ID),
                record.get(ORDER_INTENTS.SYMBOL),
                record.get(ORDER_INTENTS.DIRECTION),
                record.get(ORDER_INTENTS.SIDE),
                record.get(ORDER_INTENTS.ORDER_TYPE),
                record.get(ORDER_INTENTS.QUANTITY),
                record.get(ORDER_INTENTS.REQUEST).data(),
                record.get(ORDER_INTENTS.EPOCH),
                record.get(ORDER_INTENTS.EVENT_TIME),
                record.get(ORDER_INTENTS.WRITTEN_AT));
    }
}
