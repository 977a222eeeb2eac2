package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.ACTIVE_EXCHANGE_POSITIONS;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import cts.server.storage.Write;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;

/**
 * Positions at the exchanges, ours alone.
 */
public final class ExchangePositions {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(ACTIVE_EXCHANGE_POSITIONS, ACTIVE_EXCHANGE_POSITIONS.ID)
            .column(ACTIVE_EXCHANGE_POSITIONS.ID, Row::id)
            .column(ACTIVE_EXCHANGE_POSITIONS.CONNECTION_ID, Row::connectionId)
            .optional(ACTIVE_EXCHANGE_POSITIONS.REAL_PSEUDO_POSITION_ID, Row::realPseudoPositionId)
            .optional(ACTIVE_EXCHANGE_POSITIONS.SET_ID, Row::setId)
            .column(ACTIVE_EXCHANGE_POSITIONS.ORDER_ID, Row::orderId)
            .optional(ACTIVE_EXCHANGE_POSITIONS.EXCHANGE_POSITION_ID, Row::exchangePositionId)
            .column(ACTIVE_EXCHANGE_POSITIONS.SYMBOL, Row::symbol)
            .column(ACTIVE_EXCHANGE_POSITIONS.DIRECTION, Row::direction)
            .column(ACTIVE_EXCHANGE_POSITIONS.QUANTITY, Row::quantity)
            .optional(ACTIVE_EXCHANGE_POSITIONS.ENTRY_PRICE, Row::entryPrice)
            .optional(ACTIVE_EXCHANGE_POSITIONS.CURRENT_PRICE, Row::currentPrice)
            .optional(ACTIVE_EXCHANGE_POSITIONS.EXIT_PRICE, Row::exitPrice)
            .optional(ACTIVE_EXCHANGE_POSITIONS.HIGHEST_PRICE, Row::highestPrice)
            .optional(ACTIVE_EXCHANGE_POSITIONS.LOWEST_PRICE, Row::lowestPrice)
            .column(ACTIVE_EXCHANGE_POSITIONS.LEVERAGE, Row::leverage)
            .optional(ACTIVE_EXCHANGE_POSITIONS.TAKE_PROFIT_PRICE, Row::takeProfitPrice)
            .optional(ACTIVE_EXCHANGE_POSITIONS.STOP_PRICE, Row::stopPrice)
            .column(ACTIVE_EXCHANGE_POSITIONS.PROTECTION, Row::protection)
            .column(ACTIVE_EXCHANGE_POSITIONS.UNREALISED_PNL, Row::unrealisedPnl)
            .column(ACTIVE_EXCHANGE_POSITIONS.REALISED_PNL, Row::realisedPnl)
            .column(ACTIVE_EXCHANGE_POSITIONS.FEES, Row::fees)
            .column(ACTIVE_EXCHANGE_POSITIONS.FUNDING, Row::funding)
            .column(ACTIVE_EXCHANGE_POSITIONS.STATUS, Row::status)
            .column(ACTIVE_EXCHANGE_POSITIONS.SYNC_STATUS, Row::syncStatus)
            .optional(ACTIVE_EXCHANGE_POSITIONS.CLOSE_REASON, Row::closeReason)
            .column(ACTIVE_EXCHANGE_POSITIONS.OPENED_AT, Row::openedAt)
            .column(ACTIVE_EXCHANGE_POSITIONS.UPDATED_AT, Row::updatedAt)
            .optional(ACTIVE_EXCHANGE_POSITIONS.CLOSED_AT, Row::closedAt)
            .coalescing(Row::id, ACTIVE_EXCHANGE_POSITIONS.CONNECTION_ID, ACTIVE_EXCHANGE_POSITIONS.OPENED_AT);

    private final Database database;

    public ExchangePositions(Database database) {
        this.database = database;
    }

    /**
     * A position at an exchange.
     *
     * @param realPseudoPositionId the virtual one it mirrors
     * @param orderId id of the order that opened it, unique
     * @param exchangePositionId the exchange's own id, unique
     * @param direction LONG or SHORT
     * @param protection none, placed or confirmed: how far the stop order has come
     * @param status opening, open, closing, closed or liquidated
     * @param syncStatus synced, pending or unexplained: whether the exchange says the same
     */
    public record Row(
            String id,
            String connectionId,
            Optional<String> realPseudoPositionId,
            Optional<String> setId,
            String orderId,
            Optional<String> exchangePositionId,
            String symbol,
            String direction,
            BigDecimal quantity,
            Optional<BigDecimal> entryPrice,
            Optional<BigDecimal> currentPrice,
            Optional<BigDecimal> exitPrice,
            Optional<BigDecimal> highestPrice,
            Optional<BigDecimal> lowestPrice,
            int leverage,
            Optional<BigDecimal> takeProfitPrice,
            Optional<BigDecimal> stopPrice,
            String protection,
            BigDecimal unrealisedPnl,
            BigDecimal realisedPnl,
            BigDecimal fees,
            BigDecimal funding,
            String status,
            String syncStatus,
            Optional<String> closeReason,
            long openedAt,
            long updatedAt,
            Optional<Long> closedAt) {
        static final List<String> DIRECTIONS = List.of("LONG", "SHORT");
        static final List<String> PROTECTIONS = List.of("none", "placed", "confirmed");
        static final List<String> STATUSES = List.of("opening", "open", "closing", "closed", "liquidated");
        /** In the order of the index active_exchange_positions_living. */
        static final List<String> LIVING = List.of("opening", "open", "closing");

        static final List<String> SYNC_STATUSES = List.of("synced", "pending", "unexplained");

        public Row {
            Checked.word("direction", direction, DIRECTIONS);
            Checked.word("protection", protection, PROTECTIONS);
            Checked.word("status", status, STATUSES);
            Checked.word("sync_status", syncStatus, SYNC_STATUSES);
        }
    }

    /** The row on its way to the database, for the storage writer. */
    public static Write<Row> write(Row row) {
        return TABLE.write(row);
    }

    public Optional<Row> byId(String id) {
        return database.read(sql -> sql.selectFrom(ACTIVE_EXCHANGE_POSITIONS)
                .where(ACTIVE_EXCHANGE_POSITIONS.ID.eq(id))
                .fetchOptional(ExchangePositions::row));
    }

    /** Newest first; empty values do not filter. */
    public Page<Row> page(
            String connectionId,
            Optional<String> status,
            Optional<String> symbol,
            Optional<String> setId,
            Page.Request request) {
        Condition where = ACTIVE_EXCHANGE_POSITIONS
                .CONNECTION_ID
                .eq(connectionId)
                .and(Checked.equal(ACTIVE_EXCHANGE_POSITIONS.STATUS, status))
                .and(Checked.equal(ACTIVE_EXCHANGE_POSITIONS.SYMBOL, symbol))
                .and(Checked.equal(ACTIVE_EXCHANGE_POSITIONS.SET_ID, setId));
        return database.read(sql -> Page.newest(
                sql,
                ACTIVE_EXCHANGE_POSITIONS,
                where,
                ACTIVE_EXCHANGE_POSITIONS.OPENED_AT,
                ACTIVE_EXCHANGE_POSITIONS.ID,
                request,
                ExchangePositions::row));
    }

    /** All that are not over, oldest first. */
    public List<Row> open(String connectionId) {
        return database.read(sql -> sql.selectFrom(ACTIVE_EXCHANGE_POSITIONS)
                .where(ACTIVE_EXCHANGE_POSITIONS
                        .CONNECTION_ID
                        .eq(connectionId)
                        .and(Checked.anyOf(ACTIVE_EXCHANGE_POSITIONS.STATUS, Row.LIVING)))
                .orderBy(ACTIVE_EXCHANGE_POSITIONS.OPENED_AT, ACTIVE_EXCHANGE_POSITIONS.ID)
                .fetch(ExchangePositions::row));
    }

    private static Row row(Record record) {
        return new Row(
                record.get(ACTIVE_EXCHANGE_POSITIONS.ID),
                record.get(ACTIVE_EXCHANGE_POSITIONS.CONNECTION_ID),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.REAL_PSEUDO_POSITION_ID),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.SET_ID),
                record.get(ACTIVE_EXCHANGE_POSITIONS.ORDER_ID),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.EXCHANGE_POSITION_ID),
                record.get(ACTIVE_EXCHANGE_POSITIONS.SYMBOL),
                record.get(ACTIVE_EXCHANGE_POSITIONS.DIRECTION),
                record.get(ACTIVE_EXCHANGE_POSITIONS.QUANTITY),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.ENTRY_PRICE),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.CURRENT_PRICE),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.EXIT_PRICE),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.HIGHEST_PRICE),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.LOWEST_PRICE),
                record.get(ACTIVE_EXCHANGE_POSITIONS.LEVERAGE),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.TAKE_PROFIT_PRICE),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.STOP_PRICE),
                record.get(ACTIVE_EXCHANGE_POSITIONS.PROTECTION),
                record.get(ACTIVE_EXCHANGE_POSITIONS.UNREALISED_PNL),
                record.get(ACTIVE_EXCHANGE_POSITIONS.REALISED_PNL),
                record.get(ACTIVE_EXCHANGE_POSITIONS.FEES),
                record.get(ACTIVE_EXCHANGE_POSITIONS.FUNDING),
                record.get(ACTIVE_EXCHANGE_POSITIONS.STATUS),
                record.get(ACTIVE_EXCHANGE_POSITIONS.SYNC_STATUS),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.CLOSE_REASON),
                record.get(ACTIVE_EXCHANGE_POSITIONS.OPENED_AT),
                record.get(ACTIVE_EXCHANGE_POSITIONS.UPDATED_AT),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.CLOSED_AT));
    }
}
