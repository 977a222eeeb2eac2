package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.REAL_PSEUDO_POSITION_LOGS;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import cts.server.storage.Write;
import java.util.List;
import org.jooq.Record;

/**
 * What happened to each validated position, in order.
 */
public final class RealPseudoPositionLogs {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(REAL_PSEUDO_POSITION_LOGS, REAL_PSEUDO_POSITION_LOGS.ID)
            .column(REAL_PSEUDO_POSITION_LOGS.ID, Row::id)
            .column(REAL_PSEUDO_POSITION_LOGS.REAL_PSEUDO_POSITION_ID, Row::realPseudoPositionId)
            .column(REAL_PSEUDO_POSITION_LOGS.STATUS, Row::status)
            .column(REAL_PSEUDO_POSITION_LOGS.MESSAGE, Row::message)
            .json(REAL_PSEUDO_POSITION_LOGS.FIGURES, Row::figures)
            .column(REAL_PSEUDO_POSITION_LOGS.LOGGED_AT, Row::loggedAt)
            .keepingOld();

    private final Database database;

    public RealPseudoPositionLogs(Database database) {
        this.database = database;
    }

    /**
     * An event.
     *
     * @param status the one it brought: validated, mirrored, closed or withdrawn
     * @param figures JSON object
     */
    public record Row(
            String id, String realPseudoPositionId, String status, String message, String figures, long loggedAt) {
        static final List<String> STATUSES = List.of("validated", "mirrored", "closed", "withdrawn");

        public Row {
            Checked.word("status", status, STATUSES);
        }
    }

    /** The row on its way to the database, for the storage writer. */
    public static Write<Row> write(Row row) {
        return TABLE.write(row);
    }

    /** Oldest first. */
    public List<Row> of(String realPseudoPositionId) {
        return database.read(sql -> sql.selectFrom(REAL_PSEUDO_POSITION_LOGS)
                .where(REAL_PSEUDO_POSITION_LOGS.REAL_PSEUDO_POSITION_ID.eq(realPseudoPositionId))
                .orderBy(REAL_PSEUDO_POSITION_LOGS.LOGGED_AT, REAL_PSEUDO_POSITION_LOGS.ID)
                .fetch(RealPseudoPositionLogs::row));
    }

    private static Row row(Record record) {
        return new Row(
                record.get(REAL_PSEUDO_POSITION_LOGS.ID),
                record.get(REAL_PSEUDO_POSITION_LOGS.REAL_PSEUDO_POSITION_ID),
                record.get(REAL_PSEUDO_POSITION_LOGS.STATUS),
                record.get(REAL_PSEUDO_POSITION_LOGS.MESSAGE),
                record.get(REAL_PSEUDO_POSITION_LOGS.FIGURES).data(),
                record.get(REAL_PSEUDO_POSITION_LOGS.LOGGED_AT));
    }
}
