package cts.server.storage.retention;

import cts.server.storage.CandlePartitions;
import cts.server.storage.CandleTable;
import cts.server.storage.Database;
import cts.server.storage.StorageException;
import cts.server.storage.UtcDay;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Deletes from the archive what has been there long enough: on PostgreSQL days that are over for all their exchanges with
 * their partition, the rest, and everything on SQLite, in chunks.
 */
final class ArchiveExpiry {
    private static final CandleColumns ARCHIVE = CandleColumns.of(CandleTable.ARCHIVE);

    private final Database database;
    private final CandlePartitions partitions;
    private final Chunks chunks;
    private final Tally tally;
    private final Milestones milestones;

    ArchiveExpiry(Database database, Chunks chunks, Tally tally, Milestones milestones) {
        this.database = database;
        this.partitions = database.candlePartitions();
        this.chunks = chunks;
        this.tally = tally;
        this.milestones = milestones;
    }

    void run(Map<String, Long> cutoffs) throws InterruptedException {
        cutoffs.values().forEach(tally::limit);
        partitions.leaving(CandleTable.ARCHIVE).forEach(this::drop);
        long newest = cutoffs.values().stream().max(Long::compare).orElse(Long.MIN_VALUE);
        for (UtcDay day : partitions.days(CandleTable.ARCHIVE)) {
            if (day.to() > newest) break;
            if (isOver(day, cutoffs)) takeOut(day);
        }
        for (SeriesSpan span : database.read(sql -> SeriesSpan.all(sql, ARCHIVE))) {
            long cutoff = cutoffs.getOrDefault(span.key().exchange(), Long.MIN_VALUE);
            if (span.oldest() < cutoff) {
                chunks.doAll((sql, most) -> delete(sql, span, cutoff, most));
            }
        }
    }

    private boolean isOver(UtcDay day, Map<String, Long> cutoffs) {
        CandleColumns partition = CandleColumns.named(CandlePartitions.name(CandleTable.ARCHIVE, day));
        return database.read(sql -> SeriesSpan.all(sql, partition)).stream()
                .allMatch(span -> day.to() <= cutoffs.getOrDefault(span.key().exchange(), Long.MIN_VALUE));
    }

    private void takeOut(UtcDay day) {
        if (!partitions.detach(CandleTable.ARCHIVE, day)) {
            throw StorageException.unavailable(
                    "The archive of " + day
                            + " could not be taken out, because others have used it all the time: the next clean-up tries again.");
        }
        milestones.reached("detached the archive of " + day);
        drop(day);
    }

    private void drop(UtcDay day) {
        CandleColumns leaving = CandleColumns.named(CandlePartitions.leaving(CandleTable.ARCHIVE, day));
        Optional<Dropped> dropped = database.write(sql -> {
            if (!exists(sql, leaving)) return Optional.empty();
            int rows = sql.fetchCount(leaving.table());
            long bytes = sql.select(DSL.field(
                            "pg_total_relation_size({0}::regclass)",
                            Long.class, DSL.inline(leaving.table().getName())))
                    .fetchSingle()
                    .value1();
            sql.dropTable(leaving.table()).execute();
            return Optional.of(new Dropped(rows, bytes));
        });
        dropped.ifPresent(done -> {
            tally.deleted(done.rows());
            tally.dropped(done.bytes());
        });
        milestones.reached("dropped the archive of " + day);
    }

    private record Dropped(int rows, long bytes) {}

    private static boolean exists(DSLContext sql, CandleColumns table) {
        return sql.select(DSL.field(
                        "to_regclass({0}) IS NOT NULL",
                        Boolean.class, DSL.inline(table.table().getName())))
                .fetchSingle()
                .value1();
    }

    private Chunks.Taken delete(DSLContext sql, SeriesSpan span, long cutoff, int most) {
        List<Long> bounds = sql.select(ARCHIVE.openTime())
                .from(ARCHIVE.table())
                .where(ARCHIVE.span(span.key(), Long.MIN_VALUE, cutoff))
                .orderBy(ARCHIVE.openTime())
                .limit(most)
                .fetch(ARCHIVE.openTime());
        if (bounds.isEmpty()) return Chunks.Taken.NOTHING;
        int deleted = sql.deleteFrom(ARCHIVE.table())
                .where(ARCHIVE.span(span.key(), bounds.getFirst(), bounds.getLast() + 1))
                .execute();
        return new Chunks.Taken(bounds.size(), () -> {
            tally.deleted(deleted);
            milestones.reached("expired a chunk");
        });
    }
}
