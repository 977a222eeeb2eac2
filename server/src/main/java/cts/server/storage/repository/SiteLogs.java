package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.SITE_LOGS;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import cts.server.storage.Write;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;

/**
 * What happened, for people to read.
 */
public final class SiteLogs {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(SITE_LOGS, SITE_LOGS.ID)
            .column(SITE_LOGS.ID, Row::id)
            .column(SITE_LOGS.LEVEL, Row::level)
            .column(SITE_LOGS.CATEGORY, Row::category)
            .column(SITE_LOGS.MESSAGE, Row::message)
            .optional(SITE_LOGS.CONTEXT, Row::context)
            .optional(SITE_LOGS.USER_ID, Row::userId)
            .optional(SITE_LOGS.CONNECTION_ID, Row::connectionId)
            .optional(SITE_LOGS.ERROR, Row::error)
            .json(SITE_LOGS.METADATA, Row::metadata)
            .column(SITE_LOGS.LOGGED_AT, Row::loggedAt)
            .keepingOld();

    private final Database database;

    public SiteLogs(Database database) {
        this.database = database;
    }

    /**
     * A line of the log.
     *
     * @param level debug, info, warn or error
     * @param metadata JSON object
     */
    public record Row(
            String id,
            String level,
            String category,
            String message,
            Optional<String> context,
            Optional<String> userId,
            Optional<String> connectionId,
            Optional<String> error,
            String metadata,
            long loggedAt) {
        static final List<String> LEVELS = List.of("debug", "info", "warn", "error");

        public Row {
            Checked.word("level", level, LEVELS);
        }
    }

    /** The row on its way to the database, for the storage writer. */
    public static Write<Row> write(Row row) {
        return TABLE.write(row);
    }

    /** Writes a line at once. */
    public void save(Row row) {
        TABLE.save(database, row);
    }

    /** Newest first; empty values do not filter. */
    public Page<Row> page(
            Optional<String> level, Optional<String> category, Optional<String> connectionId, Page.Request request) {
        Condition where = Checked.equal(SITE_LOGS.LEVEL, level)
                .and(Checked.equal(SITE_LOGS.CATEGORY, category))
                .and(Checked.equal(SITE_LOGS.CONNECTION_ID, connectionId));
        return database.read(
                sql -> Page.newest(sql, SITE_LOGS, where, SITE_LOGS.LOGGED_AT, SITE_LOGS.ID, request, SiteLogs::row));
    }

    private static Row row(Record record) {
        return new Row(
                record.get(SITE_LOGS.ID),
                record.get(SITE_LOGS.LEVEL),
                record.get(SITE_LOGS.CATEGORY),
                record.get(SITE_LOGS.MESSAGE),
                Checked.optional(record, SITE_LOGS.CONTEXT),
                Checked.optional(record, SITE_LOGS.USER_ID),
                Checked.optional(record, SITE_LOGS.CONNECTION_ID),
                Checked.optional(record, SITE_LOGS.ERROR),
                record.get(SITE_LOGS.METADATA).data(),
                record.get(SITE_LOGS.LOGGED_AT));
    }
}
