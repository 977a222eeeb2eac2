package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.PSEUDO_POSITIONS;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import cts.server.storage.Write;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;

/**
 * Virtual positions of sets that reached Main or more.
 */
public final class PseudoPositions {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(PSEUDO_POSITIONS, PSEUDO_POSITIONS.ID)
            .column(PSEUDO_POSITIONS.ID, Row::id)
            .column(PSEUDO_POSITIONS.CONNECTION_ID, Row::connectionId)
            .column(PSEUDO_POSITIONS.SET_ID, Row::setId)
            .column(PSEUDO_POSITIONS.SYMBOL, Row::symbol)
            .column(PSEUDO_POSITIONS.DIRECTION, Row::direction)
            .column(PSEUDO_POSITIONS.LEVEL, Row::level)
            .column(PSEUDO_POSITIONS.ENTRY_PRICE, Row::entryPrice)
            .column(PSEUDO_POSITIONS.CURRENT_PRICE, Row::currentPrice)
            .column(PSEUDO_POSITIONS.STOP_PRICE, Row::stopPrice)
            .column(PSEUDO_POSITIONS.PEAK_PRICE, Row::peakPrice)
            .optional(PSEUDO_POSITIONS.RESULT_STEPS, Row::resultSteps)
            .column(PSEUDO_POSITIONS.IS_HISTORIC, Row::isHistoric)
            .column(PSEUDO_POSITIONS.STATUS, Row::status)
            .optional(PSEUDO_POSITIONS.CLOSE_REASON, Row::closeReason)
            .column(PSEUDO_POSITIONS.OPENED_AT, Row::openedAt)
            .optional(PSEUDO_POSITIONS.CLOSED_AT, Row::closedAt)
            .coalescing(Row::id, PSEUDO_POSITIONS.CONNECTION_ID, PSEUDO_POSITIONS.SET_ID, PSEUDO_POSITIONS.OPENED_AT);

    private final Database database;

    public PseudoPositions(Database database) {
        this.database = database;
    }

    /**
     * A virtual position.
     *
     * @param direction LONG or SHORT
     * @param level main, real or exchange: the set's when it opened
     * @param resultSteps net, once closed
     * @param isHistoric whether it comes from loaded history
     * @param status open or closed
     * @param closeReason stop_loss, take_profit, trailing_stop or timeout, once closed
     */
    public record Row(
            String id,
            String connectionId,
            String setId,
            String symbol,
            String direction,
            String level,
            double entryPrice,
            double currentPrice,
            double stopPrice,
            double peakPrice,
            Optional<Double> resultSteps,
            boolean isHistoric,
            String status,
            Optional<String> closeReason,
            long openedAt,
            Optional<Long> closedAt) {
        static final List<String> DIRECTIONS = List.of("LONG", "SHORT");
        static final List<String> LEVELS = List.of("main", "real", "exchange");
        static final List<String> STATUSES = List.of("open", "closed");
        static final List<String> CLOSE_REASONS = List.of("stop_loss", "take_profit", "trailing_stop", "timeout");

        public Row {
            Checked.word("direction", direction, DIRECTIONS);
            Checked.word("level", level, LEVELS);
            Checked.word("status", status, STATUSES);
            closeReason.ifPresent(word -> Checked.word("close_reason", word, CLOSE_REASONS));
        }
    }

    /** The row on its way to the database, for the storage writer. */
    public static Write<Row> write(Row row) {
        return TABLE.write(row);
    }

    /** Which positions are wanted; empty values do not filter. */
    public record Filter(
            String connectionId,
            Optional<String> status,
            Optional<String> symbol,
            Optional<String> level,
            Optional<String> setId) {
        /** All positions of a connection. */
        public static Filter of(String connectionId) {
            return new Filter(connectionId, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        private Filter with(String wanted) {
            return new Filter(connectionId, Optional.of(wanted), symbol, level, setId);
        }
    }

    public Optional<Row> byId(String id) {
        return database.read(sql -> sql.selectFrom(PSEUDO_POSITIONS)
                .where(PSEUDO_POSITIONS.ID.eq(id))
                .fetchOptional(PseudoPositions::row));
    }

    /** Newest first. */
    public Page<Row> page(Filter filter, Page.Request request) {
        if (filter.status().isPresent()
                || filter.symbol().isPresent()
                || filter.setId().isPresent()) {
            return pageOf(filter, request);
        }
        // Each status has its index in the order of time; both together have none.
        return Page.merged(
                Row.STATUSES.stream()
                        .map(status -> pageOf(filter.with(status), request))
                        .toList(),
                request,
                Row::openedAt,
                Row::id);
    }

    private Page<Row> pageOf(Filter filter, Page.Request request) {
        Condition ofConnection = filter.setId().isPresent()
                ? Checked.besides(PSEUDO_POSITIONS.CONNECTION_ID, filter.connectionId())
                : PSEUDO_POSITIONS.CONNECTION_ID.eq(filter.connectionId());
        Condition where = ofConnection
                .and(Checked.equal(PSEUDO_POSITIONS.STATUS, filter.status()))
                .and(Checked.equal(PSEUDO_POSITIONS.SYMBOL, filter.symbol()))
                .and(Checked.equal(PSEUDO_POSITIONS.LEVEL, filter.level()))
                .and(Checked.equal(PSEUDO_POSITIONS.SET_ID, filter.setId()));
        return database.read(sql -> Page.newest(
                sql,
                PSEUDO_POSITIONS,
                where,
                PSEUDO_POSITIONS.OPENED_AT,
                PSEUDO_POSITIONS.ID,
                request,
                PseudoPositions::row));
    }

    /** How many are open. */
    public int open(String connectionId) {
        return database.read(sql -> sql.fetchCount(
                PSEUDO_POSITIONS,
                PSEUDO_POSITIONS.CONNECTION_ID.eq(connectionId).and(PSEUDO_POSITIONS.STATUS.eq("open"))));
    }

    private static Row row(Record record) {
        return new Row(
                record.get(PSEUDO_POSITIONS.ID),
                record.get(PSEUDO_POSITIONS.CONNECTION_ID),
                record.get(PSEUDO_POSITIONS.SET_ID),
                record.get(PSEUDO_POSITIONS.SYMBOL),
                record.get(PSEUDO_POSITIONS.DIRECTION),
                record.get(PSEUDO_POSITIONS.LEVEL),
                record.get(PSEUDO_POSITIONS.ENTRY_PRICE),
                record.get(PSEUDO_POSITIONS.CURRENT_PRICE),
                record.get(PSEUDO_POSITIONS.STOP_PRICE),
                record.get(PSEUDO_POSITIONS.PEAK_PRICE),
                Checked.optional(record, PSEUDO_POSITIONS.RESULT_STEPS),
                record.get(PSEUDO_POSITIONS.IS_HISTORIC),
                record.get(PSEUDO_POSITIONS.STATUS),
                Checked.optional(record, PSEUDO_POSITIONS.CLOSE_REASON),
                record.get(PSEUDO_POSITIONS.OPENED_AT),
                Checked.optional(record, PSEUDO_POSITIONS.CLOSED_AT));
    }
}
