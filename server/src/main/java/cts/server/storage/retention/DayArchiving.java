package cts.server.storage.retention;

import cts.server.storage.CandlePartitions;
import cts.server.storage.CandleTable;
import cts.server.storage.Database;
import cts.server.storage.StorageException;
import cts.server.storage.UtcDay;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Moves whole days from market_data into the archive on PostgreSQL, a partition at a time, in four steps:
 *
 * <ol>
 *   <li>its candles are copied into the archive, and count and checksum of both compared, while others go on reading and
 *       writing them;
 *   <li>the partition is taken out of the table: now nobody else can change it;
 *   <li>count and checksum are compared again; what was written since the copying is copied now;
 *   <li>what was taken out is dropped, in the transaction of the comparison.
 * </ol>
 *
 * <p>Cut off after any step the candles are in the archive, the table or both, never in neither and never twice in one: the
 * next run does the rest.
 */
final class DayArchiving {
    private static final CandleColumns ARCHIVE = CandleColumns.of(CandleTable.ARCHIVE);

    private final Database database;
    private final CandlePartitions partitions;
    private final Tally tally;
    private final Milestones milestones;

    DayArchiving(Database database, Tally tally, Milestones milestones) {
        this.database = database;
        this.partitions = database.candlePartitions();
        this.tally = tally;
        this.milestones = milestones;
    }

    /**
     * Moves every day that is over for all exchanges that have candles in it.
     *
     * @param cutoffs per exchange, the time before which its candles go; the beginning of a day
     */
    void run(Map<String, Long> cutoffs) throws InterruptedException {
        for (UtcDay day : partitions.leaving(CandleTable.MARKET_DATA)) {
            finish(day);
        }
        long newest = cutoffs.values().stream().max(Long::compare).orElse(Long.MIN_VALUE);
        for (UtcDay day : partitions.days(CandleTable.MARKET_DATA)) {
            if (day.to() > newest) return;
            if (isOver(day, cutoffs)) move(day);
            endIfAsked();
        }
    }

    private boolean isOver(UtcDay day, Map<String, Long> cutoffs) {
        CandleColumns partition = CandleColumns.named(CandlePartitions.name(CandleTable.MARKET_DATA, day));
        return database.read(sql -> SeriesSpan.all(sql, partition)).stream()
                .allMatch(span -> day.to() <= cutoffs.getOrDefault(span.key().exchange(), Long.MIN_VALUE));
    }

    private void move(UtcDay day) throws InterruptedException {
        partitions.ensure(CandleTable.ARCHIVE, List.of(day));
        CandleColumns partition = CandleColumns.named(CandlePartitions.name(CandleTable.MARKET_DATA, day));
        for (SeriesSpan span : database.read(sql -> SeriesSpan.all(sql, partition))) {
            database.write(sql -> {
                // Both sums see the rows that were copied, whatever others write meanwhile.
                sql.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                return copyAndCompare(sql, partition, span, day);
            });
            milestones.reached("copied " + span.key().symbol() + " of " + day);
            endIfAsked();
        }
        if (!partitions.detach(CandleTable.MARKET_DATA, day)) {
            throw StorageException.unavailable("The candles of " + day
                    + " are archived but still in market_data, because others have used the table all the time: the next"
                    + " clean-up takes them out.");
        }
        milestones.reached("detached " + day);
        finish(day);
    }

    /** Compares what was taken out with the archive, completes that, and drops it. */
    private void finish(UtcDay day) {
        CandleColumns leaving = CandleColumns.named(CandlePartitions.leaving(CandleTable.MARKET_DATA, day));
        partitions.ensure(CandleTable.ARCHIVE, List.of(day));
        Optional<Finished> finished = database.write(sql -> finish(sql, leaving, day));
        finished.ifPresent(done -> {
            tally.archived(done.sum());
            tally.deleted(done.sum().rows());
            tally.dropped(done.bytes());
        });
        milestones.reached("dropped " + day);
    }

    private record Finished(CandleSum sum, long bytes) {}

    /** Empty if another server has finished it. */
    private static Optional<Finished> finish(DSLContext sql, CandleColumns leaving, UtcDay day) {
        if (!lock(sql, leaving.table())) return Optional.empty();
        CandleSum sum = CandleSum.NONE;
        for (SeriesSpan span : SeriesSpan.all(sql, leaving)) {
            CandleSum source = CandleSum.of(sql, leaving, leaving.span(span.key(), day.from(), day.to()));
            boolean isArchived = source.equals(copied(sql, leaving, span, day));
            sum = sum.plus(isArchived ? source : copyAndCompare(sql, leaving, span, day));
        }
        long bytes = sql.select(DSL.field(
                        "pg_total_relation_size({0}::regclass)",
                        Long.class, DSL.inline(leaving.table().getName())))
                .fetchSingle()
                .value1();
        sql.dropTable(leaving.table()).execute();
        return Optional.of(new Finished(sum, bytes));
    }

    /** False if the table is gone. */
    private static boolean lock(DSLContext sql, Table<?> table) {
        boolean isThere = sql.select(
                        DSL.field("to_regclass({0}) IS NOT NULL", Boolean.class, DSL.inline(table.getName())))
                .fetchSingle()
                .value1();
        if (isThere) sql.execute("LOCK TABLE " + table.getName() + " IN ACCESS EXCLUSIVE MODE");
        return isThere;
    }

    private static CandleSum copyAndCompare(DSLContext sql, CandleColumns from, SeriesSpan span, UtcDay day) {
        Condition ofDay = from.span(span.key(), day.from(), day.to());
        ARCHIVE.copyFrom(sql, from, ofDay);
        CandleSum source = CandleSum.of(sql, from, ofDay);
        CandleSum copies = copied(sql, from, span, day);
        if (source.equals(copies)) return source;
        throw StorageException.refused("The archive's copies of " + span.key().symbol() + " "
                + span.key().timeframe() + " on " + day + " differ from market_data (" + copies.rows()
                + " rows with checksum " + copies.text() + " for " + source.rows() + " with " + source.text()
                + "): nothing of that day was deleted; check the database for damage.");
    }

    private static CandleSum copied(DSLContext sql, CandleColumns source, SeriesSpan span, UtcDay day) {
        return CandleSum.ofCopies(
                sql,
                ARCHIVE,
                ARCHIVE.span(span.key(), day.from(), day.to()),
                source,
                source.span(span.key(), day.from(), day.to()));
    }

    private static void endIfAsked() throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
    }
}
