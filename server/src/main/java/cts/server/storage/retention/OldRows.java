package cts.server.storage.retention;

import cts.server.storage.schema.Tables;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The rows that retention deletes, and the time that makes them old. */
public enum OldRows {
    /** What indications of a connection remember, once it has been over for so long. */
    INDICATION_STATES,
    /**
     * Closed pseudo positions of a connection; the database deletes their real ones with them. Those stay whose real one an
     * exchange position refers to: it is part of the record of money.
     */
    CLOSED_POSITIONS,
    /** Lines of the log, whoever's. */
    SITE_LOGS,
    /** Measured queries. */
    QUERY_LOG;

    /** The times of the oldest rows from one time on and before another, ascending. */
    public List<Long> times(DSLContext sql, String connectionId, long from, long before, int limit) {
        return sql.select(time())
                .from(table())
                .where(which(connectionId, from, before))
                .orderBy(time())
                .limit(limit)
                .fetch(time());
    }

    /** Deletes the rows from one time on and before another. */
    int delete(DSLContext sql, String connectionId, long from, long before) {
        return sql.deleteFrom(table()).where(which(connectionId, from, before)).execute();
    }

    String word() {
        return table().getName();
    }

    private Condition which(String connectionId, long from, long before) {
        Condition span = time().ge(from).and(time().lt(before));
        return switch (this) {
            case INDICATION_STATES ->
                Tables.INDICATION_STATES.CONNECTION_ID.eq(connectionId).and(span);
            case CLOSED_POSITIONS ->
                Tables.PSEUDO_POSITIONS
                        .CONNECTION_ID
                        .eq(connectionId)
                        .and(span)
                        .andNotExists(DSL.selectOne()
                                .from(Tables.REAL_PSEUDO_POSITIONS)
                                .join(Tables.ACTIVE_EXCHANGE_POSITIONS)
                                .on(Tables.ACTIVE_EXCHANGE_POSITIONS.REAL_PSEUDO_POSITION_ID.eq(
                                        Tables.REAL_PSEUDO_POSITIONS.ID))
                                .where(Tables.REAL_PSEUDO_POSITIONS.PSEUDO_POSITION_ID.eq(Tables.PSEUDO_POSITIONS.ID)));
            case SITE_LOGS, QUERY_LOG -> span;
        };
    }

    private Table<Record> table() {
        return switch (this) {
            case INDICATION_STATES -> Tables.INDICATION_STATES;
            case CLOSED_POSITIONS -> Tables.PSEUDO_POSITIONS;
            case SITE_LOGS -> Tables.SITE_LOGS;
            case QUERY_LOG -> Tables.QUERY_LOG;
        };
    }

    private Field<Long> time() {
        return switch (this) {
            case INDICATION_STATES -> Tables.INDICATION_STATES.EXPIRES_AT;
            case CLOSED_POSITIONS -> Tables.PSEUDO_POSITIONS.CLOSED_AT;
            case SITE_LOGS -> Tables.SITE_LOGS.LOGGED_AT;
            case QUERY_LOG -> Tables.QUERY_LOG.TO_TIME;
        };
    }
}
