package cts.server.storage.backup;

import cts.server.storage.Database;
import cts.server.storage.backup.Chunks.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Copies a table into one that has the same columns and {@code backed_up_at}, in the order of its key {@code id}. A copy that
 * is there already takes the values of the row as it is now. One thread.
 */
final class TableCopy {
    private static final String ID = "id";
    private static final String TIME = "backed_up_at";

    private final Database database;
    private final Table<Record> from;
    private final Table<Record> to;
    private final long time;
    private String after = "";

    TableCopy(Database database, Table<Record> from, Table<Record> to, long time) {
        this.database = database;
        this.from = from;
        this.to = to;
        this.time = time;
    }

    /** Copies the next rows. */
    Optional<Piece> next(int most) {
        Optional<String> last = lastOf(database, from, after, most);
        if (last.isEmpty()) return Optional.empty();
        Piece copied = Chunks.write(database, sql -> copy(sql, last.get()));
        after = last.get();
        return Optional.of(copied);
    }

    private int copy(DSLContext sql, String last) {
        List<Field<?>> columns = new ArrayList<>();
        List<Field<?>> values = new ArrayList<>();
        Map<Field<?>, Object> again = new LinkedHashMap<>();
        for (Field<?> column : to.fields()) {
            boolean isTime = column.getName().equals(TIME);
            columns.add(column);
            values.add(
                    isTime
                            ? DSL.inline(time)
                            : Optional.<Field<?>>ofNullable(from.field(column.getName()))
                                    .orElseThrow());
            if (!column.getName().equals(ID)) again.put(column, DSL.excluded(column));
        }
        return sql.insertInto(to)
                .columns(columns)
                .select(DSL.select(values).from(from).where(id(from).gt(after).and(id(from).le(last))))
                .onConflict(id(to))
                .doUpdate()
                .set(again)
                .execute();
    }

    /** The id of the row so many rows further on; empty at the end. */
    static Optional<String> lastOf(Database database, Table<Record> table, String after, int most) {
        return database.read(sql -> sql.select(DSL.max(DSL.field(DSL.name(ID), String.class)))
                .from(DSL.select(id(table).as(ID))
                        .from(table)
                        .where(id(table).gt(after))
                        .orderBy(id(table))
                        .limit(most)
                        .asTable("some"))
                .fetchOptional(0, String.class));
    }

    static Field<String> id(Table<Record> table) {
        return Optional.ofNullable(table.field(ID, String.class)).orElseThrow();
    }
}
