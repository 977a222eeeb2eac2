package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.CLEANUP_LOG;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/** What the runs of retention did, one row per run and table. */
public final class CleanupLog {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(CLEANUP_LOG, CLEANUP_LOG.ID)
            .column(CLEANUP_LOG.ID, Row::id)
            .column(CLEANUP_LOG.RUN_ID, Row::runId)
            .column(CLEANUP_LOG.KIND, Row::kind)
            .column(CLEANUP_LOG.TABLE_NAME, Row::tableName)
            .column(CLEANUP_LOG.OLDER_THAN, Row::olderThan)
            .column(CLEANUP_LOG.ARCHIVED_ROWS, Row::archivedRows)
            .column(CLEANUP_LOG.DELETED_ROWS, Row::deletedRows)
            .column(CLEANUP_LOG.DROPPED_PARTITIONS, Row::droppedPartitions)
            .column(CLEANUP_LOG.CHECKSUM, Row::checksum)
            .column(CLEANUP_LOG.FREED_BYTES, Row::freedBytes)
            .column(CLEANUP_LOG.STATUS, Row::status)
            .optional(CLEANUP_LOG.ERROR, Row::error)
            .column(CLEANUP_LOG.BEGAN_AT, Row::beganAt)
            .column(CLEANUP_LOG.DURATION_MS, Row::durationMs)
            .keepingOld();

    private final Database database;

    public CleanupLog(Database database) {
        this.database = database;
    }

    /**
     * What a run did to a table.
     *
     * @param runId the same for all tables of a run
     * @param kind manual or scheduled
     * @param olderThan rows before this time went; the newest such limit where each exchange or connection has its own, 0 if
     *     there was nothing to go by
     * @param checksum of the archived rows, the same at the source and in the archive; empty if none was archived
     * @param status done or failed
     * @param error why it failed
     */
    public record Row(
            String id,
            String runId,
            String kind,
            String tableName,
            long olderThan,
            long archivedRows,
            long deletedRows,
            int droppedPartitions,
            String checksum,
            long freedBytes,
            String status,
            Optional<String> error,
            long beganAt,
            long durationMs) {
        static final List<String> KINDS = List.of("manual", "scheduled");
        static final List<String> STATUSES = List.of("done", "failed");

        public Row {
            Checked.word("kind", kind, KINDS);
            Checked.word("status", status, STATUSES);
        }
    }

    /** Writes a row at once. */
    public void save(Row row) {
        TABLE.save(database, row);
    }

    /** The rows of the newest run, in the order of its work; empty before the first. */
    public List<Row> newestRun() {
        return database.read(sql -> {
            Optional<String> run = sql.select(CLEANUP_LOG.RUN_ID)
                    .from(CLEANUP_LOG)
                    .orderBy(CLEANUP_LOG.BEGAN_AT.desc(), CLEANUP_LOG.ID.desc())
                    .limit(1)
                    .fetchOptional(CLEANUP_LOG.RUN_ID);
            return run.map(id -> sql.selectFrom(CLEANUP_LOG)
                            .where(CLEANUP_LOG.RUN_ID.eq(id))
                            .orderBy(CLEANUP_LOG.ID)
                            .fetch(CleanupLog::row))
                    .map(List::copyOf)
                    .orElse(List.of());
        });
    }

    private static Row row(Record record) {
        return new Row(
                record.get(CLEANUP_LOG.ID),
                record.get(CLEANUP_LOG.RUN_ID),
                record.get(CLEANUP_LOG.KIND),
                record.get(CLEANUP_LOG.TABLE_NAME),
                record.get(CLEANUP_LOG.OLDER_THAN),
                record.get(CLEANUP_LOG.ARCHIVED_ROWS),
                record.get(CLEANUP_LOG.DELETED_ROWS),
                record.get(CLEANUP_LOG.DROPPED_PARTITIONS),
                record.get(CLEANUP_LOG.CHECKSUM),
                record.get(CLEANUP_LOG.FREED_BYTES),
                record.get(CLEANUP_LOG.STATUS),
                Checked.optional(record, CLEANUP_LOG.ERROR),
                record.get(CLEANUP_LOG.BEGAN_AT),
                record.get(CLEANUP_LOG.DURATION_MS));
    }
}
