package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.REAL_PSEUDO_POSITIONS;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import cts.server.storage.Write;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;

/**
 * Virtual positions that passed the gate to Real, with the figures that the decision rested on.
 */
public final class RealPseudoPositions {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(REAL_PSEUDO_POSITIONS, REAL_PSEUDO_POSITIONS.ID)
            .column(REAL_PSEUDO_POSITIONS.ID, Row::id)
            .column(REAL_PSEUDO_POSITIONS.CONNECTION_ID, Row::connectionId)
            .column(REAL_PSEUDO_POSITIONS.PSEUDO_POSITION_ID, Row::pseudoPositionId)
            .column(REAL_PSEUDO_POSITIONS.SET_ID, Row::setId)
            .column(REAL_PSEUDO_POSITIONS.SYMBOL, Row::symbol)
            .column(REAL_PSEUDO_POSITIONS.DIRECTION, Row::direction)
            .column(REAL_PSEUDO_POSITIONS.ENTRY_PRICE, Row::entryPrice)
            .optional(REAL_PSEUDO_POSITIONS.EXIT_PRICE, Row::exitPrice)
            .optional(REAL_PSEUDO_POSITIONS.RESULT_STEPS, Row::resultSteps)
            .json(REAL_PSEUDO_POSITIONS.FIGURES, Row::figures)
            .column(REAL_PSEUDO_POSITIONS.STATUS, Row::status)
            .column(REAL_PSEUDO_POSITIONS.VALIDATED_AT, Row::validatedAt)
            .optional(REAL_PSEUDO_POSITIONS.CLOSED_AT, Row::closedAt)
            .replacing(
                    REAL_PSEUDO_POSITIONS.CONNECTION_ID,
                    REAL_PSEUDO_POSITIONS.SET_ID,
                    REAL_PSEUDO_POSITIONS.PSEUDO_POSITION_ID);

    private final Database database;

    public RealPseudoPositions(Database database) {
        this.database = database;
    }

    /**
     * A validated position.
     *
     * @param direction LONG or SHORT
     * @param figures JSON object
     * @param status validated, mirrored, closed or withdrawn
     */
    public record Row(
            String id,
            String connectionId,
            String pseudoPositionId,
            String setId,
            String symbol,
            String direction,
            double entryPrice,
            Optional<Double> exitPrice,
            Optional<Double> resultSteps,
            String figures,
            String status,
            long validatedAt,
            Optional<Long> closedAt) {
        static final List<String> DIRECTIONS = List.of("LONG", "SHORT");
        static final List<String> STATUSES = List.of("validated", "mirrored", "closed", "withdrawn");
        /** In the order of the index real_pseudo_positions_living. */
        static final List<String> LIVING = List.of("validated", "mirrored");

        public Row {
            Checked.word("direction", direction, DIRECTIONS);
            Checked.word("status", status, STATUSES);
        }
    }

    /** The row on its way to the database, for the storage writer. */
    public static Write<Row> write(Row row) {
        return TABLE.write(row);
    }

    public Optional<Row> byId(String id) {
        return database.read(sql -> sql.selectFrom(REAL_PSEUDO_POSITIONS)
                .where(REAL_PSEUDO_POSITIONS.ID.eq(id))
                .fetchOptional(RealPseudoPositions::row));
    }

    /** Newest first; empty values do not filter. */
    public Page<Row> page(
            String connectionId,
            Optional<String> status,
            Optional<String> symbol,
            Optional<String> setId,
            Page.Request request) {
        Condition where = REAL_PSEUDO_POSITIONS
                .CONNECTION_ID
                .eq(connectionId)
                .and(Checked.equal(REAL_PSEUDO_POSITIONS.STATUS, status))
                .and(Checked.equal(REAL_PSEUDO_POSITIONS.SYMBOL, symbol))
                .and(Checked.equal(REAL_PSEUDO_POSITIONS.SET_ID, setId));
        return database.read(sql -> Page.newest(
                sql,
                REAL_PSEUDO_POSITIONS,
                where,
                REAL_PSEUDO_POSITIONS.VALIDATED_AT,
                REAL_PSEUDO_POSITIONS.ID,
                request,
                RealPseudoPositions::row));
    }

    private static Row row(Record record) {
        return new Row(
                record.get(REAL_PSEUDO_POSITIONS.ID),
                record.get(REAL_PSEUDO_POSITIONS.CONNECTION_ID),
                record.get(REAL_PSEUDO_POSITIONS.PSEUDO_POSITION_ID),
                record.get(REAL_PSEUDO_POSITIONS.SET_ID),
                record.get(REAL_PSEUDO_POSITIONS.SYMBOL),
                record.get(REAL_PSEUDO_POSITIONS.DIRECTION),
                record.get(REAL_PSEUDO_POSITIONS.ENTRY_PRICE),
                Checked.optional(record, REAL_PSEUDO_POSITIONS.EXIT_PRICE),
                Checked.optional(record, REAL_PSEUDO_POSITIONS.RESULT_STEPS),
                record.get(REAL_PSEUDO_POSITIONS.FIGURES).data(),
                record.get(REAL_PSEUDO_POSITIONS.STATUS),
                record.get(REAL_PSEUDO_POSITIONS.VALIDATED_AT),
                Checked.optional(record, REAL_PSEUDO_POSITIONS.CLOSED_AT));
    }
}
