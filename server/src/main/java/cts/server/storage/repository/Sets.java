package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.BASE_PSEUDO_POSITIONS;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import cts.server.storage.Write;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * Sets: one exit configuration of one indication each, with its statistics.
 *
 * <p>A set must be offered to the writer before, or together with, the first pseudo position that refers to it.
 */
public final class Sets {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(BASE_PSEUDO_POSITIONS, BASE_PSEUDO_POSITIONS.ID)
            .column(BASE_PSEUDO_POSITIONS.ID, Row::id)
            .column(BASE_PSEUDO_POSITIONS.CONNECTION_ID, Row::connectionId)
            .column(BASE_PSEUDO_POSITIONS.EXCHANGE, Row::exchange)
            .column(BASE_PSEUDO_POSITIONS.SYMBOL, Row::symbol)
            .column(BASE_PSEUDO_POSITIONS.TIMEFRAME, Row::timeframe)
            .column(BASE_PSEUDO_POSITIONS.INDICATION_TYPE, Row::indicationType)
            .column(BASE_PSEUDO_POSITIONS.INDICATION_PARAMETERS, Row::indicationParameters)
            .column(BASE_PSEUDO_POSITIONS.DIRECTION, Row::direction)
            .column(BASE_PSEUDO_POSITIONS.TAKE_PROFIT, Row::takeProfit)
            .column(BASE_PSEUDO_POSITIONS.STOP_LOSS, Row::stopLoss)
            .column(BASE_PSEUDO_POSITIONS.TRAILING_START, Row::trailingStart)
            .column(BASE_PSEUDO_POSITIONS.TRAILING_STOP, Row::trailingStop)
            .column(BASE_PSEUDO_POSITIONS.TIMEOUT_MS, Row::timeoutMs)
            .column(BASE_PSEUDO_POSITIONS.STEP_PERCENT, Row::stepPercent)
            .column(BASE_PSEUDO_POSITIONS.STEP_RELATION, Row::stepRelation)
            .column(BASE_PSEUDO_POSITIONS.ENTRY_DELAY, Row::entryDelay)
            .column(BASE_PSEUDO_POSITIONS.COST_MODEL, Row::costModel)
            .column(BASE_PSEUDO_POSITIONS.PRESET_SET, Row::presetSet)
            .column(BASE_PSEUDO_POSITIONS.PHASE, Row::phase)
            .column(BASE_PSEUDO_POSITIONS.STATUS, Row::status)
            .column(BASE_PSEUDO_POSITIONS.LEVEL, Row::level)
            .column(BASE_PSEUDO_POSITIONS.OPENED, Row::opened)
            .column(BASE_PSEUDO_POSITIONS.CLOSED, Row::closed)
            .column(BASE_PSEUDO_POSITIONS.OPEN_NOW, Row::openNow)
            .column(BASE_PSEUDO_POSITIONS.WINS, Row::wins)
            .column(BASE_PSEUDO_POSITIONS.LOSSES, Row::losses)
            .column(BASE_PSEUDO_POSITIONS.SUM_NET, Row::sumNet)
            .column(BASE_PSEUDO_POSITIONS.SUM_GAINS, Row::sumGains)
            .column(BASE_PSEUDO_POSITIONS.SUM_LOSSES, Row::sumLosses)
            .optional(BASE_PSEUDO_POSITIONS.WIN_RATE, Row::winRate)
            .optional(BASE_PSEUDO_POSITIONS.BREAK_EVEN_RATE, Row::breakEvenRate)
            .optional(BASE_PSEUDO_POSITIONS.PROFIT_FACTOR, Row::profitFactor)
            .optional(BASE_PSEUDO_POSITIONS.AVERAGE_3, Row::average3)
            .optional(BASE_PSEUDO_POSITIONS.AVERAGE_8, Row::average8)
            .optional(BASE_PSEUDO_POSITIONS.AVERAGE_15, Row::average15)
            .optional(BASE_PSEUDO_POSITIONS.AVERAGE_20, Row::average20)
            .optional(BASE_PSEUDO_POSITIONS.AVERAGE_25, Row::average25)
            .optional(BASE_PSEUDO_POSITIONS.AVERAGE_30, Row::average30)
            .column(BASE_PSEUDO_POSITIONS.DRAWDOWN_PERCENT, Row::drawdownPercent)
            .column(BASE_PSEUDO_POSITIONS.MAX_DRAWDOWN_PERCENT, Row::maxDrawdownPercent)
            .column(BASE_PSEUDO_POSITIONS.DRAWDOWN_MS, Row::drawdownMs)
            .column(BASE_PSEUDO_POSITIONS.MAX_DRAWDOWN_MS, Row::maxDrawdownMs)
            .column(BASE_PSEUDO_POSITIONS.HISTORY, Row::history)
            .optional(BASE_PSEUDO_POSITIONS.LAST_ENTRY_AT, Row::lastEntryAt)
            .optional(BASE_PSEUDO_POSITIONS.LAST_EXIT_AT, Row::lastExitAt)
            .column(BASE_PSEUDO_POSITIONS.CREATED_AT, Row::createdAt)
            .column(BASE_PSEUDO_POSITIONS.UPDATED_AT, Row::updatedAt)
            .optional(BASE_PSEUDO_POSITIONS.ARCHIVED_AT, Row::archivedAt)
            .coalescing(
                    Row::id,
                    BASE_PSEUDO_POSITIONS.CONNECTION_ID,
                    BASE_PSEUDO_POSITIONS.EXCHANGE,
                    BASE_PSEUDO_POSITIONS.SYMBOL,
                    BASE_PSEUDO_POSITIONS.TIMEFRAME,
                    BASE_PSEUDO_POSITIONS.INDICATION_TYPE,
                    BASE_PSEUDO_POSITIONS.INDICATION_PARAMETERS,
                    BASE_PSEUDO_POSITIONS.DIRECTION,
                    BASE_PSEUDO_POSITIONS.TAKE_PROFIT,
                    BASE_PSEUDO_POSITIONS.STOP_LOSS,
                    BASE_PSEUDO_POSITIONS.TRAILING_START,
                    BASE_PSEUDO_POSITIONS.TRAILING_STOP,
                    BASE_PSEUDO_POSITIONS.TIMEOUT_MS,
                    BASE_PSEUDO_POSITIONS.STEP_PERCENT,
                    BASE_PSEUDO_POSITIONS.STEP_RELATION,
                    BASE_PSEUDO_POSITIONS.ENTRY_DELAY,
                    BASE_PSEUDO_POSITIONS.COST_MODEL,
                    BASE_PSEUDO_POSITIONS.PRESET_SET,
                    BASE_PSEUDO_POSITIONS.CREATED_AT);

    private static final int MOST_IN_GRID = 5_000;

    private final Database database;

    public Sets(Database database) {
        this.database = database;
    }

    /**
     * A set. The columns from connectionId to presetSet are its identity and never change.
     *
     * @param direction LONG or SHORT
     * @param takeProfit steps
     * @param stopLoss relative to the take profit
     * @param trailingStart percent of price
     * @param trailingStop percent of price, 0: no trailing stop
     * @param timeoutMs 0: none
     * @param entryDelay bars between signal and entry, 0 or 1
     * @param presetSet empty: the main grid
     * @param phase of Base, 1–3
     * @param status evaluating, active, paused or failed
     * @param level base, main, real or exchange
     * @param sumNet of the net results in steps; {@code sumGains} of the positive, {@code sumLosses} of the negative ones
     * @param profitFactor empty without losses
     * @param average3 mean of the last 3 results in steps, empty with fewer; likewise the others
     * @param history newest results in steps, oldest first, separated by commas
     */
    public record Row(
            String id,
            String connectionId,
            String exchange,
            String symbol,
            String timeframe,
            String indicationType,
            String indicationParameters,
            String direction,
            BigDecimal takeProfit,
            BigDecimal stopLoss,
            BigDecimal trailingStart,
            BigDecimal trailingStop,
            long timeoutMs,
            BigDecimal stepPercent,
            BigDecimal stepRelation,
            int entryDelay,
            String costModel,
            String presetSet,
            int phase,
            String status,
            String level,
            long opened,
            long closed,
            int openNow,
            long wins,
            long losses,
            double sumNet,
            double sumGains,
            double sumLosses,
            Optional<Double> winRate,
            Optional<Double> breakEvenRate,
            Optional<Double> profitFactor,
            Optional<Double> average3,
            Optional<Double> average8,
            Optional<Double> average15,
            Optional<Double> average20,
            Optional<Double> average25,
            Optional<Double> average30,
            double drawdownPercent,
            double maxDrawdownPercent,
            long drawdownMs,
            long maxDrawdownMs,
            String history,
            Optional<Long> lastEntryAt,
            Optional<Long> lastExitAt,
            long createdAt,
            long updatedAt,
            Optional<Long> archivedAt) {
        static final List<String> DIRECTIONS = List.of("LONG", "SHORT");
        static final List<String> STATUSES = List.of("evaluating", "active", "paused", "failed");
        static final List<String> LEVELS = List.of("base", "main", "real", "exchange");

        public Row {
            Checked.word("direction", direction, DIRECTIONS);
            Checked.word("status", status, STATUSES);
            Checked.word("level", level, LEVELS);
        }
    }

    /** The row on its way to the database, for the storage writer. */
    public static Write<Row> write(Row row) {
        return TABLE.write(row);
    }

    /**
     * Which sets are wanted; empty values do not filter.
     *
     * @param connectionId always given
     */
    public record Filter(
            String connectionId,
            Optional<String> status,
            Optional<String> level,
            Optional<String> symbol,
            Optional<String> indicationType,
            Optional<String> direction) {
        /** All sets of a connection. */
        public static Filter of(String connectionId) {
            return new Filter(
                    connectionId,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /** How many sets there are of a level and status. */
    public record Count(String level, String status, int sets) {}

    public Optional<Row> byId(String id) {
        return database.read(sql -> sql.selectFrom(BASE_PSEUDO_POSITIONS)
                .where(BASE_PSEUDO_POSITIONS.ID.eq(id))
                .fetchOptional(Sets::row));
    }

    /** Sets that are not archived, newest first. */
    public Page<Row> page(Filter filter, Page.Request request) {
        Condition where = BASE_PSEUDO_POSITIONS
                .CONNECTION_ID
                .eq(filter.connectionId())
                .and(BASE_PSEUDO_POSITIONS.ARCHIVED_AT.isNull())
                .and(Checked.equal(BASE_PSEUDO_POSITIONS.STATUS, filter.status()))
                .and(Checked.equal(BASE_PSEUDO_POSITIONS.LEVEL, filter.level()))
                .and(Checked.equal(BASE_PSEUDO_POSITIONS.SYMBOL, filter.symbol()))
                .and(Checked.equal(BASE_PSEUDO_POSITIONS.INDICATION_TYPE, filter.indicationType()))
                .and(Checked.equal(BASE_PSEUDO_POSITIONS.DIRECTION, filter.direction()));
        return database.read(
                sql -> Page.newest(sql, BASE_PSEUDO_POSITIONS, where, BASE_PSEUDO_POSITIONS.ID, request, Sets::row));
    }

    /** One grid: the sets of an indication with its parameters and direction on a symbol, by take profit and stop loss. */
    public List<Row> grid(
            String connectionId, String symbol, String indicationType, String parameters, String direction) {
        return database.read(sql -> sql.selectFrom(BASE_PSEUDO_POSITIONS)
                .where(BASE_PSEUDO_POSITIONS
                        .CONNECTION_ID
                        .eq(connectionId)
                        .and(BASE_PSEUDO_POSITIONS.SYMBOL.eq(symbol))
                        .and(BASE_PSEUDO_POSITIONS.INDICATION_TYPE.eq(indicationType))
                        .and(BASE_PSEUDO_POSITIONS.INDICATION_PARAMETERS.eq(parameters))
                        .and(BASE_PSEUDO_POSITIONS.DIRECTION.eq(direction))
                        .and(BASE_PSEUDO_POSITIONS.ARCHIVED_AT.isNull()))
                .orderBy(Checked.sorted(BASE_PSEUDO_POSITIONS.ID))
                .limit(MOST_IN_GRID)
                .fetch(Sets::row));
    }

    /** The funnel: how many sets that are not archived stand where. */
    public List<Count> counts(String connectionId) {
        return database.read(sql -> sql.select(BASE_PSEUDO_POSITIONS.LEVEL, BASE_PSEUDO_POSITIONS.STATUS, DSL.count())
                .from(BASE_PSEUDO_POSITIONS)
                .where(BASE_PSEUDO_POSITIONS
                        .CONNECTION_ID
                        .eq(connectionId)
                        .and(BASE_PSEUDO_POSITIONS.ARCHIVED_AT.isNull()))
                .groupBy(BASE_PSEUDO_POSITIONS.LEVEL, BASE_PSEUDO_POSITIONS.STATUS)
                .fetch(counted -> new Count(counted.value1(), counted.value2(), counted.value3())));
    }

    private static Row row(Record record) {
        return new Row(
                record.get(BASE_PSEUDO_POSITIONS.ID),
                record.get(BASE_PSEUDO_POSITIONS.CONNECTION_ID),
                record.get(BASE_PSEUDO_POSITIONS.EXCHANGE),
                record.get(BASE_PSEUDO_POSITIONS.SYMBOL),
                record.get(BASE_PSEUDO_POSITIONS.TIMEFRAME),
                record.get(BASE_PSEUDO_POSITIONS.INDICATION_TYPE),
                record.get(BASE_PSEUDO_POSITIONS.INDICATION_PARAMETERS),
                record.get(BASE_PSEUDO_POSITIONS.DIRECTION),
                record.get(BASE_PSEUDO_POSITIONS.TAKE_PROFIT),
                record.get(BASE_PSEUDO_POSITIONS.STOP_LOSS),
                record.get(BASE_PSEUDO_POSITIONS.TRAILING_START),
                record.get(BASE_PSEUDO_POSITIONS.TRAILING_STOP),
                record.get(BASE_PSEUDO_POSITIONS.TIMEOUT_MS),
                record.get(BASE_PSEUDO_POSITIONS.STEP_PERCENT),
                record.get(BASE_PSEUDO_POSITIONS.STEP_RELATION),
                record.get(BASE_PSEUDO_POSITIONS.ENTRY_DELAY),
                record.get(BASE_PSEUDO_POSITIONS.COST_MODEL),
                record.get(BASE_PSEUDO_POSITIONS.PRESET_SET),
                record.get(BASE_PSEUDO_POSITIONS.PHASE),
                record.get(BASE_PSEUDO_POSITIONS.STATUS),
                record.get(BASE_PSEUDO_POSITIONS.LEVEL),
                record.get(BASE_PSEUDO_POSITIONS.OPENED),
                record.get(BASE_PSEUDO_POSITIONS.CLOSED),
                record.get(BASE_PSEUDO_POSITIONS.OPEN_NOW),
                record.get(BASE_PSEUDO_POSITIONS.WINS),
                record.get(BASE_PSEUDO_POSITIONS.LOSSES),
                record.get(BASE_PSEUDO_POSITIONS.SUM_NET),
                record.get(BASE_PSEUDO_POSITIONS.SUM_GAINS),
                record.get(BASE_PSEUDO_POSITIONS.SUM_LOSSES),
                Checked.optional(record, BASE_PSEUDO_POSITIONS.WIN_RATE),
                Checked.optional(record, BASE_PSEUDO_POSITIONS.BREAK_EVEN_RATE),
                Checked.optional(record, BASE_PSEUDO_POSITIONS.PROFIT_FACTOR),
                Checked.optional(record, BASE_PSEUDO_POSITIONS.AVERAGE_3),
                Checked.optional(record, BASE_PSEUDO_POSITIONS.AVERAGE_8),
                Checked.optional(record, BASE_PSEUDO_POSITIONS.AVERAGE_15),
                Checked.optional(record, BASE_PSEUDO_POSITIONS.AVERAGE_20),
                Checked.optional(record, BASE_PSEUDO_POSITIONS.AVERAGE_25),
                Checked.optional(record, BASE_PSEUDO_POSITIONS.AVERAGE_30),
                record.get(BASE_PSEUDO_POSITIONS.DRAWDOWN_PERCENT),
                record.get(BASE_PSEUDO_POSITIONS.MAX_DRAWDOWN_PERCENT),
                record.get(BASE_PSEUDO_POSITIONS.DRAWDOWN_MS),
                record.get(BASE_PSEUDO_POSITIONS.MAX_DRAWDOWN_MS),
                record.get(BASE_PSEUDO_POSITIONS.HISTORY),
                Checked.optional(record, BASE_PSEUDO_POSITIONS.LAST_ENTRY_AT),
                Checked.optional(record, BASE_PSEUDO_POSITIONS.LAST_EXIT_AT),
                record.get(BASE_PSEUDO_POSITIONS.CREATED_AT),
                record.get(BASE_PSEUDO_POSITIONS.UPDATED_AT),
                Checked.optional(record, BASE_PSEUDO_POSITIONS.ARCHIVED_AT));
    }
}
