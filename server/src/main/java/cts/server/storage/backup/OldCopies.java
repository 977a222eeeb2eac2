package cts.server.storage.backup;

import cts.server.storage.Database;
import cts.server.storage.backup.Chunks.Piece;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** Removes the copies that an earlier reorganisation made, and this one not again: their rows are gone. One thread. */
final class OldCopies {
    private final Database database;
    private final Table<Record> table;
    private final Field<Long> madeAt;
    private final long time;
    private String after = "";

    /** @param time of this reorganisation's copies, which stay */
    OldCopies(Database database, Table<Record> table, long time) {
        this.database = database;
        this.table = table;
        this.time = time;
        madeAt = Optional.ofNullable(table.field("backed_up_at", Long.class)).orElseThrow();
    }

    /** Looks through the next copies. */
    Optional<Piece> next(int most) {
        Optional<String> last = TableCopy.lastOf(database, table, after, most);
        if (last.isEmpty()) return Optional.empty();
        Field<String> id = TableCopy.id(table);
        Piece removed = Chunks.write(
                database,
                sql -> sql.deleteFrom(table)
                        .where(id.gt(after).and(id.le(last.get())).and(madeAt.ne(time)))
                        .execute());
        after = last.get();
        return Optional.of(removed);
    }
}
