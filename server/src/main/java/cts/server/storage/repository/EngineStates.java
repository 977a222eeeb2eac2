package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.TRADE_ENGINE_STATE;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import cts.server.storage.Write;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/**
 * The engine of each connection as it last was.
 */
public final class EngineStates {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(TRADE_ENGINE_STATE, TRADE_ENGINE_STATE.CONNECTION_ID)
            .column(TRADE_ENGINE_STATE.CONNECTION_ID, Row::connectionId)
            .column(TRADE_ENGINE_STATE.STATUS, Row::status)
            .column(TRADE_ENGINE_STATE.CAUSE, Row::cause)
            .optional(TRADE_ENGINE_STATE.ERROR, Row::error)
            .optional(TRADE_ENGINE_STATE.PREHISTORIC_FROM, Row::prehistoricFrom)
            .optional(TRADE_ENGINE_STATE.PREHISTORIC_TO, Row::prehistoricTo)
            .optional(TRADE_ENGINE_STATE.LAST_RUN_AT, Row::lastRunAt)
            .json(TRADE_ENGINE_STATE.STAGES, Row::stages)
            .column(TRADE_ENGINE_STATE.UPDATED_AT, Row::updatedAt)
            .coalescing(Row::connectionId);

    private final Database database;

    public EngineStates(Database database) {
        this.database = database;
    }

    /**
     * State of an engine.
     *
     * @param status stopped, starting, running, paused, stopping or error
     * @param cause who or what brought it about
     * @param prehistoricFrom first moment of the history that was loaded, and {@code prehistoricTo} its last
     * @param stages JSON object: per stage the number of runs, mean duration and health
     */
    public record Row(
            String connectionId,
            String status,
            String cause,
            Optional<String> error,
            Optional<Long> prehistoricFrom,
            Optional<Long> prehistoricTo,
            Optional<Long> lastRunAt,
            String stages,
            long updatedAt) {
        static final List<String> STATUSES = List.of("stopped", "starting", "running", "paused", "stopping", "error");

        public Row {
            Checked.word("status", status, STATUSES);
        }
    }

    /** The row on its way to the database, for the storage writer. */
    public static Write<Row> write(Row row) {
        return TABLE.write(row);
    }

    /** Writes the state at once, as a transition must be before it takes effect. */
    public void save(Row row) {
        TABLE.save(database, row);
    }

    public Optional<Row> of(String connectionId) {
        return database.read(sql -> sql.selectFrom(TRADE_ENGINE_STATE)
                .where(TRADE_ENGINE_STATE.CONNECTION_ID.eq(connectionId))
                .fetchOptional(EngineStates::row));
    }

    public List<Row> all() {
        return database.read(sql -> sql.selectFrom(TRADE_ENGINE_STATE)
                .orderBy(TRADE_ENGINE_STATE.CONNECTION_ID)
                .fetch(EngineStates::row));
    }

    private static Row row(Record record) {
        return new Row(
                record.get(TRADE_ENGINE_STATE.CONNECTION_ID),
                record.get(TRADE_ENGINE_STATE.STATUS),
                record.get(TRADE_ENGINE_STATE.CAUSE),
                Checked.optional(record, TRADE_ENGINE_STATE.ERROR),
                Checked.optional(record, TRADE_ENGINE_STATE.PREHISTORIC_FROM),
                Checked.optional(record, TRADE_ENGINE_STATE.PREHISTORIC_TO),
                Checked.optional(record, TRADE_ENGINE_STATE.LAST_RUN_AT),
                record.get(TRADE_ENGINE_STATE.STAGES).data(),
                record.get(TRADE_ENGINE_STATE.UPDATED_AT));
    }
}
