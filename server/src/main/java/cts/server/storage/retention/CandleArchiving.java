package cts.server.storage.retention;

import cts.server.storage.CandleTable;
import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.StorageException;
import cts.server.storage.UtcDay;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;

/**
 * Moves candles of whole UTC days that are old enough from market_data into the archive: on PostgreSQL by the partition where
 * a day has one, else, and on SQLite, in chunks. A chunk is one transaction that copies, compares count and checksum of both
 * sides, and deletes.
 */
final class CandleArchiving {
    private static final CandleColumns MARKET = CandleColumns.of(CandleTable.MARKET_DATA);
    private static final CandleColumns ARCHIVE = CandleColumns.of(CandleTable.ARCHIVE);

    private final Database database;
    private final Chunks chunks;
    private final Tally tally;
    private final Milestones milestones;

    CandleArchiving(Database database, Chunks chunks, Tally tally, Milestones milestones) {
        this.database = database;
        this.chunks = chunks;
        this.tally = tally;
        this.milestones = milestones;
    }

    /** For each exchange the beginning of the day that is {@code age} before its now. */
    static Map<String, Long> cutoffs(Map<String, Long> now, Duration age) {
        Map<String, Long> cutoffs = new HashMap<>();
        now.forEach((exchange, time) ->
                cutoffs.put(exchange, UtcDay.of(time - age.toMillis()).from()));
        return cutoffs;
    }

    void run(Map<String, Long> cutoffs) throws InterruptedException {
        cutoffs.values().forEach(tally::limit);
        if (database.type() == DatabaseType.POSTGRESQL) {
            new DayArchiving(database, tally, milestones).run(cutoffs);
        }
        for (SeriesSpan span : database.read(sql -> SeriesSpan.all(sql, MARKET))) {
            long cutoff = cutoffs.getOrDefault(span.key().exchange(), Long.MIN_VALUE);
            if (span.oldest() < cutoff) {
                chunks.doAll((sql, most) -> move(sql, span, cutoff, most));
            }
        }
    }

    private Chunks.Taken move(DSLContext sql, SeriesSpan span, long cutoff, int most) {
        if (database.type() == DatabaseType.POSTGRESQL) {
            // All statements see the same rows: what others add meanwhile is left for the next chunk.
            sql.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        }
        List<Long> bounds = sql.select(MARKET.openTime())
                .from(MARKET.table())
                .where(MARKET.span(span.key(), Long.MIN_VALUE, cutoff))
                .orderBy(MARKET.openTime())
                .limit(most)
                .fetch(MARKET.openTime());
        if (bounds.isEmpty()) return Chunks.Taken.NOTHING;
        long from = bounds.getFirst();
        long to = bounds.getLast() + 1;
        Condition here = MARKET.span(span.key(), from, to);
        ARCHIVE.copyFrom(sql, MARKET, here);
        CandleSum source = CandleSum.of(sql, MARKET, here);
        CandleSum copies = CandleSum.ofCopies(sql, ARCHIVE, ARCHIVE.span(span.key(), from, to), MARKET, here);
        if (!source.equals(copies)) {
            throw StorageException.refused(
                    "The archive's copies of " + span.key().symbol() + " "
                            + span.key().timeframe() + " differ from market_data (" + copies.rows() + " rows for "
                            + source.rows()
                            + "): they were not deleted; check the database for damage.");
        }
        int deleted = sql.deleteFrom(MARKET.table()).where(here).execute();
        if (deleted != source.rows()) {
            throw StorageException.refused("Archiving " + span.key().symbol() + " would have deleted " + deleted
                    + " candles instead of " + source.rows() + ": nothing was; run it again.");
        }
        return new Chunks.Taken(deleted, () -> {
            tally.archived(source);
            tally.deleted(deleted);
            milestones.reached("moved a chunk");
        });
    }
}
