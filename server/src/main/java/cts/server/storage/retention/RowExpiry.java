package cts.server.storage.retention;

import static cts.server.storage.schema.Tables.ACTIVE_EXCHANGE_POSITIONS;
import static cts.server.storage.schema.Tables.INDICATION_STATES;
import static cts.server.storage.schema.Tables.PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.QUERY_LOG;
import static cts.server.storage.schema.Tables.REAL_PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.SITE_LOGS;

import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Deletes rows that are old enough, in chunks, the oldest first. */
final class RowExpiry {
    private final Chunks chunks;
    private final Tally tally;
    private final Milestones milestones;

    RowExpiry(Chunks chunks, Tally tally, Milestones milestones) {
        this.chunks = chunks;
        this.tally = tally;
        this.milestones = milestones;
    }

    /** What indications remember, once it has been over for so long. */
    void indicationStates(Map<String, Long> cutoffs) throws InterruptedException {
        for (Map.Entry<String, Long> each : cutoffs.entrySet()) {
            delete(
                    INDICATION_STATES,
                    INDICATION_STATES.EXPIRES_AT,
                    INDICATION_STATES.CONNECTION_ID.eq(each.getKey()),
                    each.getValue());
        }
    }

    void siteLogs(long cutoff) throws InterruptedException {
        delete(SITE_LOGS, SITE_LOGS.LOGGED_AT, DSL.noCondition(), cutoff);
    }

    void queryLog(long cutoff) throws InterruptedException {
        delete(QUERY_LOG, QUERY_LOG.TO_TIME, DSL.noCondition(), cutoff);
    }

    /**
     * Closed pseudo positions with their real ones, which the database deletes with them. Those stay whose real one an
     * exchange position refers to: it is part of the record of money.
     */
    void closedPositions(Map<String, Long> cutoffs) throws InterruptedException {
        Condition isMoney = DSL.exists(DSL.selectOne()
                .from(REAL_PSEUDO_POSITIONS)
                .join(ACTIVE_EXCHANGE_POSITIONS)
                .on(ACTIVE_EXCHANGE_POSITIONS.REAL_PSEUDO_POSITION_ID.eq(REAL_PSEUDO_POSITIONS.ID))
                .where(REAL_PSEUDO_POSITIONS.PSEUDO_POSITION_ID.eq(PSEUDO_POSITIONS.ID)));
        for (Map.Entry<String, Long> each : cutoffs.entrySet()) {
            delete(
                    PSEUDO_POSITIONS,
                    PSEUDO_POSITIONS.CLOSED_AT,
                    PSEUDO_POSITIONS.CONNECTION_ID.eq(each.getKey()).andNot(isMoney),
                    each.getValue());
        }
    }

    private void delete(Table<Record> table, Field<Long> time, Condition which, long cutoff)
            throws InterruptedException {
        tally.limit(cutoff);
        // Where the last chunk ended: what stays behind is not looked at again.
        long[] from = {Long.MIN_VALUE};
        chunks.doAll((sql, most) -> {
            Condition old = which.and(time.lt(cutoff)).and(time.ge(from[0]));
            List<Long> times = sql.select(time)
                    .from(table)
                    .where(old)
                    .orderBy(time)
                    .limit(most)
                    .fetch(time);
            if (times.isEmpty()) return Chunks.Taken.NOTHING;
            // By time and not by id: a list of thousands of ids takes longer to read than the rows do to delete.
            long to = times.getLast();
            int deleted = sql.deleteFrom(table).where(old.and(time.le(to))).execute();
            return new Chunks.Taken(Math.max(deleted, times.size()), () -> {
                tally.deleted(deleted);
                from[0] = to;
                milestones.reached("deleted a chunk of " + table.getName());
            });
        });
    }
}
