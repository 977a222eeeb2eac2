package cts.server.storage.retention;

import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import java.util.Objects;
import org.jooq.DSLContext;

/** Gives pages of a SQLite file that deletions left empty back to the disk, in chunks. PostgreSQL does that by itself. */
final class SqliteRoom {
    /** 4 MiB stay: the next rows need them. */
    private static final int KEPT_PAGES = 1_000;

    private final Database database;
    private final Chunks chunks;
    private final Tally tally;

    SqliteRoom(Database database, Chunks chunks, Tally tally) {
        this.database = database;
        this.chunks = chunks;
        this.tally = tally;
    }

    void giveBack() throws InterruptedException {
        if (database.type() == DatabaseType.POSTGRESQL) return;
        long pageSize = database.read(sql -> pragma(sql, "page_size"));
        chunks.doAll((sql, most) -> {
            long free = pragma(sql, "freelist_count");
            long pages = Math.min(most, free - KEPT_PAGES);
            if (pages <= 0) return Chunks.Taken.NOTHING;
            // Row by row: each step of the statement frees one page.
            sql.fetch("PRAGMA incremental_vacuum(" + pages + ")");
            // A file that cannot shrink – an old one that was never written anew – has as many free pages as before.
            long given = free - pragma(sql, "freelist_count");
            return new Chunks.Taken((int) given, () -> tally.freed(given * pageSize));
        });
    }

    private static long pragma(DSLContext sql, String name) {
        return Objects.requireNonNull(sql.fetchSingle("PRAGMA " + name).get(0, Long.class));
    }
}
