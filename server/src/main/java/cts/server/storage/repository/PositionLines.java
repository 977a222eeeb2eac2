package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.ACTIVE_EXCHANGE_POSITIONS;
import static cts.server.storage.schema.Tables.PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.REAL_PSEUDO_POSITIONS;

import cts.server.storage.Database;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Real and exchange positions as lists show them: open ones, or those that are over, whatever the exact status. */
public final class PositionLines {
    private final Database database;

    public PositionLines(Database database) {
        this.database = database;
    }

    /** Whether a position still lives. */
    public enum State {
        OPEN,
        CLOSED
    }

    /** A validated position with what its pseudo position knows about it. */
    public record Real(
            String id,
            String setId,
            String symbol,
            String direction,
            String status,
            long openedAt,
            double entryPrice,
            Optional<Long> closedAt,
            Optional<Double> exitPrice,
            Optional<Double> resultSteps,
            Optional<String> closeReason) {}

    /** An exchange position; what each value is says {@link ExchangePositions.Row}. */
    public record Exchange(
            String id,
            String connectionId,
            Optional<String> setId,
            String symbol,
            String direction,
            String status,
            BigDecimal quantity,
            long openedAt,
            Optional<BigDecimal> entryPrice,
            Optional<Long> closedAt,
            Optional<BigDecimal> exitPrice,
            Optional<BigDecimal> stopPrice,
            Optional<BigDecimal> takeProfitPrice,
            BigDecimal realisedPnl,
            BigDecimal fees,
            Optional<String> closeReason) {}

    /** Newest first; an empty state does not filter. */
    public Page<Real> real(String connectionId, Optional<State> state, Page.Request request) {
        Condition where = REAL_PSEUDO_POSITIONS
                .CONNECTION_ID
                .eq(connectionId)
                .and(of(REAL_PSEUDO_POSITIONS.STATUS, state, RealPseudoPositions.Row.LIVING));
        return database.read(sql -> Page.newest(
                sql,
                REAL_PSEUDO_POSITIONS
                        .join(PSEUDO_POSITIONS)
                        .on(PSEUDO_POSITIONS.ID.eq(REAL_PSEUDO_POSITIONS.PSEUDO_POSITION_ID)),
                where,
                REAL_PSEUDO_POSITIONS.VALIDATED_AT,
                REAL_PSEUDO_POSITIONS.ID,
                request,
                PositionLines::real));
    }

    /** Newest first; an empty state does not filter. */
    public Page<Exchange> exchange(String connectionId, Optional<State> state, Page.Request request) {
        Condition where = ACTIVE_EXCHANGE_POSITIONS
                .CONNECTION_ID
                .eq(connectionId)
                .and(of(ACTIVE_EXCHANGE_POSITIONS.STATUS, state, ExchangePositions.Row.LIVING));
        return database.read(sql -> Page.newest(
                sql,
                ACTIVE_EXCHANGE_POSITIONS,
                where,
                ACTIVE_EXCHANGE_POSITIONS.OPENED_AT,
                ACTIVE_EXCHANGE_POSITIONS.ID,
                request,
                PositionLines::exchange));
    }

    /** One exchange position. */
    public Optional<Exchange> exchange(String id) {
        return database.read(sql -> sql.selectFrom(ACTIVE_EXCHANGE_POSITIONS)
                .where(ACTIVE_EXCHANGE_POSITIONS.ID.eq(id))
                .fetchOptional(PositionLines::exchange));
    }

    /** Those that live are few and found by their status; those that are over are many and read in the order of time. */
    private static Condition of(Field<String> status, Optional<State> state, List<String> living) {
        return state.map(wanted -> wanted == State.OPEN ? Checked.anyOf(status, living) : status.notIn(living))
                .orElseGet(DSL::noCondition);
    }

    private static Real real(Record record) {
        return new Real(
                record.get(REAL_PSEUDO_POSITIONS.ID),
                record.get(REAL_PSEUDO_POSITIONS.SET_ID),
                record.get(REAL_PSEUDO_POSITIONS.SYMBOL),
                record.get(REAL_PSEUDO_POSITIONS.DIRECTION),
                record.get(REAL_PSEUDO_POSITIONS.STATUS),
                record.get(PSEUDO_POSITIONS.OPENED_AT),
                record.get(REAL_PSEUDO_POSITIONS.ENTRY_PRICE),
                Checked.optional(record, REAL_PSEUDO_POSITIONS.CLOSED_AT),
                Checked.optional(record, REAL_PSEUDO_POSITIONS.EXIT_PRICE),
                Checked.optional(record, REAL_PSEUDO_POSITIONS.RESULT_STEPS),
                Checked.optional(record, PSEUDO_POSITIONS.CLOSE_REASON));
    }

    private static Exchange exchange(Record record) {
        return new Exchange(
                record.get(ACTIVE_EXCHANGE_POSITIONS.ID),
                record.get(ACTIVE_EXCHANGE_POSITIONS.CONNECTION_ID),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.SET_ID),
                record.get(ACTIVE_EXCHANGE_POSITIONS.SYMBOL),
                record.get(ACTIVE_EXCHANGE_POSITIONS.DIRECTION),
                record.get(ACTIVE_EXCHANGE_POSITIONS.STATUS),
                record.get(ACTIVE_EXCHANGE_POSITIONS.QUANTITY),
                record.get(ACTIVE_EXCHANGE_POSITIONS.OPENED_AT),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.ENTRY_PRICE),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.CLOSED_AT),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.EXIT_PRICE),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.STOP_PRICE),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.TAKE_PROFIT_PRICE),
                record.get(ACTIVE_EXCHANGE_POSITIONS.REALISED_PNL),
                record.get(ACTIVE_EXCHANGE_POSITIONS.FEES),
                Checked.optional(record, ACTIVE_EXCHANGE_POSITIONS.CLOSE_REASON));
    }
}
