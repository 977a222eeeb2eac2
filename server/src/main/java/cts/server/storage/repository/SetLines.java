package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.BASE_PSEUDO_POSITIONS;

import cts.server.storage.Database;
import cts.server.storage.StorageException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.impl.DSL;

/** Sets as lists and heat maps show them: without their history, in the order of a measure. */
public final class SetLines {
    private static final List<SelectField<?>> COLUMNS = List.of(
            BASE_PSEUDO_POSITIONS.ID,
            BASE_PSEUDO_POSITIONS.CONNECTION_ID,
            BASE_PSEUDO_POSITIONS.SYMBOL,
            BASE_PSEUDO_POSITIONS.INDICATION_TYPE,
            BASE_PSEUDO_POSITIONS.INDICATION_PARAMETERS,
            BASE_PSEUDO_POSITIONS.DIRECTION,
            BASE_PSEUDO_POSITIONS.TAKE_PROFIT,
            BASE_PSEUDO_POSITIONS.STOP_LOSS,
            BASE_PSEUDO_POSITIONS.TRAILING_START,
            BASE_PSEUDO_POSITIONS.TRAILING_STOP,
            BASE_PSEUDO_POSITIONS.STEP_PERCENT,
            BASE_PSEUDO_POSITIONS.LEVEL,
            BASE_PSEUDO_POSITIONS.STATUS,
            BASE_PSEUDO_POSITIONS.CLOSED,
            BASE_PSEUDO_POSITIONS.OPEN_NOW,
            BASE_PSEUDO_POSITIONS.WINS,
            BASE_PSEUDO_POSITIONS.LOSSES,
            BASE_PSEUDO_POSITIONS.SUM_NET,
            BASE_PSEUDO_POSITIONS.WIN_RATE,
            BASE_PSEUDO_POSITIONS.BREAK_EVEN_RATE,
            BASE_PSEUDO_POSITIONS.PROFIT_FACTOR,
            BASE_PSEUDO_POSITIONS.MAX_DRAWDOWN_PERCENT,
            BASE_PSEUDO_POSITIONS.LAST_EXIT_AT);

    private static final int MOST_IN_GRID = 5_000;

    private final Database database;

    public SetLines(Database database) {
        this.database = database;
    }

    /** A set; what each value is says {@link Sets.Row}. */
    public record Line(
            String id,
            String connectionId,
            String symbol,
            String indicationType,
            String indicationParameters,
            String direction,
            BigDecimal takeProfit,
            BigDecimal stopLoss,
            BigDecimal trailingStart,
            BigDecimal trailingStop,
            BigDecimal stepPercent,
            String level,
            String status,
            long closed,
            int openNow,
            long wins,
            long losses,
            double sumNet,
            Optional<Double> winRate,
            Optional<Double> breakEvenRate,
            Optional<Double> profitFactor,
            double maxDrawdownPercent,
            Optional<Long> lastExitAt) {}

    /**
     * Which sets are wanted; empty values do not filter.
     *
     * @param atLeast level: sets at it or beyond
     */
    public record Filter(
            String connectionId,
            Optional<String> atLeast,
            Optional<String> status,
            Optional<String> symbol,
            Optional<String> indicationType,
            Optional<String> indicationParameters,
            Optional<String> direction) {
        public Filter {
            atLeast.ifPresent(word -> Checked.word("level", word, Sets.Row.LEVELS));
            status.ifPresent(word -> Checked.word("status", word, Sets.Row.STATUSES));
            direction.ifPresent(word -> Checked.word("direction", word, Sets.Row.DIRECTIONS));
        }

        private Condition condition() {
            return BASE_PSEUDO_POSITIONS
                    .CONNECTION_ID
                    .eq(connectionId)
                    .and(BASE_PSEUDO_POSITIONS.ARCHIVED_AT.isNull())
                    .and(atLeast.map(Filter::beyond).orElseGet(DSL::noCondition))
                    .and(Checked.equal(BASE_PSEUDO_POSITIONS.STATUS, status))
                    .and(Checked.equal(BASE_PSEUDO_POSITIONS.SYMBOL, symbol))
                    .and(Checked.equal(BASE_PSEUDO_POSITIONS.INDICATION_TYPE, indicationType))
                    .and(Checked.equal(BASE_PSEUDO_POSITIONS.INDICATION_PARAMETERS, indicationParameters))
                    .and(Checked.equal(BASE_PSEUDO_POSITIONS.DIRECTION, direction));
        }

        private static Condition beyond(String level) {
            List<String> levels = Sets.Row.LEVELS.subList(Sets.Row.LEVELS.indexOf(level), Sets.Row.LEVELS.size());
            return levels.size() == Sets.Row.LEVELS.size() ? DSL.noCondition() : BASE_PSEUDO_POSITIONS.LEVEL.in(levels);
        }
    }

    /** The measure that orders a list; sets without a value come last in both orders. */
    public enum Measure {
        AVERAGE_STEPS,
        WIN_RATE,
        PROFIT_FACTOR,
        CLOSED,
        DRAWDOWN,
        LEVEL;

        private Field<Double> value() {
            return switch (this) {
                case AVERAGE_STEPS ->
                    DSL.when(
                                    BASE_PSEUDO_POSITIONS.CLOSED.gt(0L),
                                    BASE_PSEUDO_POSITIONS.SUM_NET.div(BASE_PSEUDO_POSITIONS.CLOSED))
                            .coerce(Double.class);
                case WIN_RATE -> BASE_PSEUDO_POSITIONS.WIN_RATE;
                case PROFIT_FACTOR -> BASE_PSEUDO_POSITIONS.PROFIT_FACTOR;
                case CLOSED -> BASE_PSEUDO_POSITIONS.CLOSED.coerce(Double.class);
                case DRAWDOWN -> BASE_PSEUDO_POSITIONS.MAX_DRAWDOWN_PERCENT;
                case LEVEL ->
                    DSL.case_(BASE_PSEUDO_POSITIONS.LEVEL)
                            .when("base", 0.0)
                            .when("main", 1.0)
                            .when("real", 2.0)
                            .otherwise(3.0);
            };
        }
    }

    /** How a list is ordered: by the measure, then by id. */
    public record Order(Measure measure, Turn turn) {
        /** Which end comes first. */
        public enum Turn {
            GREATEST_FIRST,
            LEAST_FIRST
        }

        private Condition after(Position last) {
            Field<Double> value = measure.value();
            Condition later = BASE_PSEUDO_POSITIONS.ID.gt(last.id());
            return last.value()
                    .map(reached -> (turn == Turn.GREATEST_FIRST ? value.lt(reached) : value.gt(reached))
                            .or(value.eq(reached).and(later))
                            .or(value.isNull()))
                    .orElseGet(() -> value.isNull().and(later));
        }
    }

    /** Where a page ended; as text the bits of the value, since decimals would have to be long to be exact. */
    private record Position(Optional<Double> value, String id) {
        private static final String NONE = "none";

        static Position parse(String cursor) {
            int dot = cursor.indexOf('.');
            try {
                if (dot > 0) {
                    String bits = cursor.substring(0, dot);
                    return new Position(
                            bits.equals(NONE)
                                    ? Optional.empty()
                                    : Optional.of(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))),
                            cursor.substring(dot + 1));
                }
            } catch (NumberFormatException notOurs) {
                // Told below, with the same sentence as any other cursor that is not ours.
            }
            throw StorageException.refused(
                    "cursor \"" + cursor + "\" is not one that a page gave: leave it out to start at the first row.");
        }

        String text() {
            return value.map(number -> Long.toHexString(Double.doubleToRawLongBits(number)))
                            .orElse(NONE)
                    + "." + id;
        }
    }

    /** The sets in the order of a measure. */
    public Page<Line> page(Filter filter, Order order, Page.Request request) {
        Field<Double> value = order.measure().value();
        Condition where = filter.condition()
                .and(request.cursor().map(Position::parse).map(order::after).orElseGet(DSL::noCondition));
        List<Record> found = List.copyOf(database.read(sql -> sql.select(COLUMNS)
                .select(value.as("measure"))
                .from(BASE_PSEUDO_POSITIONS)
                .where(where)
                .orderBy(
                        (order.turn() == Order.Turn.GREATEST_FIRST ? value.desc() : value.asc()).nullsLast(),
                        BASE_PSEUDO_POSITIONS.ID)
                .limit(request.limit() + 1)
                .fetch()));
        List<Record> shown = found.subList(0, Math.min(found.size(), request.limit()));
        Optional<String> next = found.size() > request.limit()
                ? Optional.of(new Position(
                                Optional.ofNullable(shown.getLast().get("measure", Double.class)),
                                shown.getLast().get(BASE_PSEUDO_POSITIONS.ID))
                        .text())
                : Optional.empty();
        return new Page<>(shown.stream().map(SetLines::line).toList(), next);
    }

    /** One grid: all sets that the filter lets through, which names an indication and a direction. */
    public List<Line> grid(Filter filter) {
        return database.read(sql -> sql.select(COLUMNS)
                .from(BASE_PSEUDO_POSITIONS)
                .where(filter.condition())
                // Sorted afterwards: in the order of an index it would read all sets of the connection.
                .orderBy(Checked.sorted(BASE_PSEUDO_POSITIONS.ID))
                .limit(MOST_IN_GRID)
                .fetch(SetLines::line));
    }

    public Optional<Line> byId(String id) {
        return Optional.ofNullable(byIds(List.of(id)).get(id));
    }

    /** Those of the sets that exist, by their id. */
    public Map<String, Line> byIds(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return database
                .read(sql -> sql.select(COLUMNS)
                        .from(BASE_PSEUDO_POSITIONS)
                        .where(BASE_PSEUDO_POSITIONS.ID.in(ids))
                        .fetch(SetLines::line))
                .stream()
                .collect(Collectors.toMap(Line::id, Function.identity()));
    }

    private static Line line(Record record) {
        return new Line(
                record.get(BASE_PSEUDO_POSITIONS.ID),
                record.get(BASE_PSEUDO_POSITIONS.CONNECTION_ID),
                record.get(BASE_PSEUDO_POSITIONS.SYMBOL),
                record.get(BASE_PSEUDO_POSITIONS.INDICATION_TYPE),
                record.get(BASE_PSEUDO_POSITIONS.INDICATION_PARAMETERS),
                record.get(BASE_PSEUDO_POSITIONS.DIRECTION),
                record.get(BASE_PSEUDO_POSITIONS.TAKE_PROFIT),
                record.get(BASE_PSEUDO_POSITIONS.STOP_LOSS),
                record.get(BASE_PSEUDO_POSITIONS.TRAILING_START),
                record.get(BASE_PSEUDO_POSITIONS.TRAILING_STOP),
                record.get(BASE_PSEUDO_POSITIONS.STEP_PERCENT),
                record.get(BASE_PSEUDO_POSITIONS.LEVEL),
                record.get(BASE_PSEUDO_POSITIONS.STATUS),
                record.get(BASE_PSEUDO_POSITIONS.CLOSED),
                record.get(BASE_PSEUDO_POSITIONS.OPEN_NOW),
                record.get(BASE_PSEUDO_POSITIONS.WINS),
                record.get(BASE_PSEUDO_POSITIONS.LOSSES),
                record.get(BASE_PSEUDO_POSITIONS.SUM_NET),
                Checked.optional(record, BASE_PSEUDO_POSITIONS.WIN_RATE),
                Checked.optional(record, BASE_PSEUDO_POSITIONS.BREAK_EVEN_RATE),
                Checked.optional(record, BASE_PSEUDO_POSITIONS.PROFIT_FACTOR),
                record.get(BASE_PSEUDO_POSITIONS.MAX_DRAWDOWN_PERCENT),
                Checked.optional(record, BASE_PSEUDO_POSITIONS.LAST_EXIT_AT));
    }
}
