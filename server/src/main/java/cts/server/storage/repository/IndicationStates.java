package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.INDICATION_STATES;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import cts.server.storage.Write;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;

/**
 * When each indication last fired, one row per connection, symbol, type, parameters and direction.
 */
public final class IndicationStates {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(
                    INDICATION_STATES,
                    INDICATION_STATES.CONNECTION_ID,
                    INDICATION_STATES.SYMBOL,
                    INDICATION_STATES.INDICATION_TYPE,
                    INDICATION_STATES.PARAMETERS,
                    INDICATION_STATES.DIRECTION)
            .column(INDICATION_STATES.ID, Row::id)
            .column(INDICATION_STATES.CONNECTION_ID, Row::connectionId)
            .column(INDICATION_STATES.SYMBOL, Row::symbol)
            .column(INDICATION_STATES.INDICATION_TYPE, Row::indicationType)
            .column(INDICATION_STATES.PARAMETERS, Row::parameters)
            .column(INDICATION_STATES.DIRECTION, Row::direction)
            .column(INDICATION_STATES.STRENGTH, Row::strength)
            .column(INDICATION_STATES.FIRED_AT, Row::firedAt)
            .column(INDICATION_STATES.EXPIRES_AT, Row::expiresAt)
            .coalescing(IndicationStates::key, INDICATION_STATES.ID);

    private final Database database;

    public IndicationStates(Database database) {
        this.database = database;
    }

    /**
     * An indication that fired.
     *
     * @param direction LONG or SHORT
     * @param strength 0–1
     * @param firedAt event time
     * @param expiresAt when it is no longer of interest
     */
    public record Row(
            String id,
            String connectionId,
            String symbol,
            String indicationType,
            String parameters,
            String direction,
            double strength,
            long firedAt,
            long expiresAt) {
        static final List<String> DIRECTIONS = List.of("LONG", "SHORT");

        public Row {
            Checked.word("direction", direction, DIRECTIONS);
        }
    }

    /** The row on its way to the database, for the storage writer. */
    public static Write<Row> write(Row row) {
        return TABLE.write(row);
    }

    /** Newest first. */
    public Page<Row> page(String connectionId, Optional<String> symbol, Page.Request request) {
        Condition where =
                INDICATION_STATES.CONNECTION_ID.eq(connectionId).and(Checked.equal(INDICATION_STATES.SYMBOL, symbol));
        return database.read(sql -> Page.newest(
                sql,
                INDICATION_STATES,
                where,
                INDICATION_STATES.FIRED_AT,
                INDICATION_STATES.ID,
                request,
                IndicationStates::row));
    }

    private static Object key(Row row) {
        return List.of(row.connectionId(), row.symbol(), row.indicationType(), row.parameters(), row.direction());
    }

    private static Row row(Record record) {
        return new Row(
                record.get(INDICATION_STATES.ID),
                record.get(INDICATION_STATES.CONNECTION_ID),
                record.get(INDICATION_STATES.SYMBOL),
                record.get(INDICATION_STATES.INDICATION_TYPE),
                record.get(INDICATION_STATES.PARAMETERS),
                record.get(INDICATION_STATES.DIRECTION),
                record.get(INDICATION_STATES.STRENGTH),
                record.get(INDICATION_STATES.FIRED_AT),
                record.get(INDICATION_STATES.EXPIRES_AT));
    }
}
