package cts.server.storage.backup;

import static cts.server.storage.schema.Tables.ACTIVE_EXCHANGE_POSITIONS;
import static cts.server.storage.schema.Tables.BASE_PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.REAL_PSEUDO_POSITIONS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.selectOne;

import cts.server.storage.Database;
import cts.server.storage.backup.Chunks.Piece;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.impl.DSL;

/**
 * Takes away what is more than a set keeps: closed pseudo positions but the newest, and results at the beginning of a stored
 * history. A set is trimmed only when it has a fifth too many, so that it is not trimmed again and again. A position on which
 * an exchange position hangs stays.
 *
 * <p>One thread.
 */
final class Trimming {
    private static final Condition HOLDS_NO_EXCHANGE_POSITION = notExists(selectOne()
            .from(REAL_PSEUDO_POSITIONS)
            .join(ACTIVE_EXCHANGE_POSITIONS)
            .on(ACTIVE_EXCHANGE_POSITIONS.REAL_PSEUDO_POSITION_ID.eq(REAL_PSEUDO_POSITIONS.ID))
            .where(REAL_PSEUDO_POSITIONS.PSEUDO_POSITION_ID.eq(PSEUDO_POSITIONS.ID)));

    private final Database database;
    private final int kept;

    Trimming(Database database, int kept) {
        this.database = database;
        this.kept = kept;
    }

    private int tooMany() {
        return kept + kept / 5;
    }

    Positions positions() {
        return new Positions();
    }

    Histories histories() {
        return new Histories();
    }

    /** Closed positions, set by set, the oldest first. */
    final class Positions {
        private final Deque<String> sets;

        private Positions() {
            sets = new ArrayDeque<>(database.read(sql -> sql.select(PSEUDO_POSITIONS.SET_ID)
                    .from(PSEUDO_POSITIONS)
                    .where(PSEUDO_POSITIONS.CLOSED_AT.isNotNull())
                    .groupBy(PSEUDO_POSITIONS.SET_ID)
                    .having(count().gt(tooMany()))
                    .fetch(PSEUDO_POSITIONS.SET_ID)));
        }

        Optional<Piece> next(int most) {
            if (sets.isEmpty()) return Optional.empty();
            String set = sets.getFirst();
            List<String> some = database.read(sql -> sql.select(PSEUDO_POSITIONS.CLOSED_AT, PSEUDO_POSITIONS.ID)
                    .from(PSEUDO_POSITIONS)
                    .where(PSEUDO_POSITIONS.SET_ID.eq(set).and(PSEUDO_POSITIONS.CLOSED_AT.isNotNull()))
                    .orderBy(PSEUDO_POSITIONS.CLOSED_AT.desc(), PSEUDO_POSITIONS.ID.desc())
                    .limit(1)
                    .offset(kept)
                    .fetchOptional()
                    .map(newest -> excess(set, newest, most))
                    .orElse(List.of()));
            if (some.isEmpty()) {
                sets.removeFirst();
                return Optional.of(new Piece(0, 0));
            }
            return Optional.of(Chunks.write(
                    database,
                    sql -> sql.deleteFrom(PSEUDO_POSITIONS)
                            .where(PSEUDO_POSITIONS.ID.in(some))
                            .execute()));
        }

        /** The newest that is too many and those before it. */
        private List<String> excess(String set, Record2<Long, String> newest, int most) {
            return database.read(sql -> sql.select(PSEUDO_POSITIONS.ID)
                    .from(PSEUDO_POSITIONS)
                    .where(PSEUDO_POSITIONS.SET_ID.eq(set))
                    .and(row(PSEUDO_POSITIONS.CLOSED_AT, PSEUDO_POSITIONS.ID).le(newest.value1(), newest.value2()))
                    .and(HOLDS_NO_EXCHANGE_POSITION)
                    .orderBy(PSEUDO_POSITIONS.CLOSED_AT, PSEUDO_POSITIONS.ID)
                    .limit(most)
                    .fetch(PSEUDO_POSITIONS.ID));
        }
    }

    /** Histories of sets. The engine writes them whole, so one that changed meanwhile is left to it. */
    final class Histories {
        private String after = "";

        Optional<Piece> next(int most) {
            Field<Integer> commas = DSL.length(BASE_PSEUDO_POSITIONS.HISTORY)
                    .minus(DSL.length(DSL.replace(BASE_PSEUDO_POSITIONS.HISTORY, ",", "")));
            List<Record2<String, String>> some =
                    database.read(sql -> sql.select(BASE_PSEUDO_POSITIONS.ID, BASE_PSEUDO_POSITIONS.HISTORY)
                            .from(BASE_PSEUDO_POSITIONS)
                            .where(BASE_PSEUDO_POSITIONS.ID.gt(after).and(commas.ge(tooMany())))
                            .orderBy(BASE_PSEUDO_POSITIONS.ID)
                            .limit(most)
                            .fetch());
            if (some.isEmpty()) return Optional.empty();
            after = some.getLast().value1();
            return Optional.of(Chunks.write(database, sql -> {
                int trimmed = 0;
                for (Record2<String, String> set : some) {
                    trimmed += sql.update(BASE_PSEUDO_POSITIONS)
                            .set(BASE_PSEUDO_POSITIONS.HISTORY, newest(set.value2()))
                            .where(BASE_PSEUDO_POSITIONS.ID.eq(set.value1()))
                            .and(BASE_PSEUDO_POSITIONS.HISTORY.eq(set.value2()))
                            .execute();
                }
                return trimmed;
            }));
        }

        /** The oldest results come first; there may be brackets around them. */
        private String newest(String history) {
            int from = history.length();
            for (int results = 0; results < kept; results++) {
                from = history.lastIndexOf(',', from - 1);
                if (from < 0) return history;
            }
            return (history.startsWith("[") ? "[" : "") + history.substring(from + 1);
        }
    }
}
