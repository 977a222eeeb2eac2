package cts.server.storage.repository;

import cts.server.storage.StorageException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Part of a list, newest first.
 *
 * @param rows at most as many as were asked for
 * @param next what to ask with for the rows after these; empty at the end
 */
public record Page<R>(List<R> rows, Optional<String> next) {
    public Page {
        rows = List.copyOf(rows);
    }

    /**
     * Which part of a list is wanted.
     *
     * @param limit rows, 1–1000
     * @param cursor {@link Page#next} of the page before; empty for the first
     */
    public record Request(int limit, Optional<String> cursor) {
        private static final int MOST = 1_000;

        public Request {
            if (limit < 1 || limit > MOST) {
                throw StorageException.refused("limit is " + limit + " but must be from 1 to " + MOST + ".");
            }
        }

        /** One row more than wanted tells whether there are more. */
        int oneMore() {
            return limit + 1;
        }

        /** The newest rows. */
        public static Request first(int limit) {
            return new Request(limit, Optional.empty());
        }
    }

    /** Where a page ended. */
    private record Position(long time, String id) {
        static Position parse(String cursor) {
            int dot = cursor.indexOf('.');
            try {
                if (dot > 0) {
                    return new Position(Long.parseLong(cursor.substring(0, dot)), cursor.substring(dot + 1));
                }
            } catch (NumberFormatException notOurs) {
                // Told below, with the same sentence as any other cursor that is not ours.
            }
            throw StorageException.refused(
                    "cursor \"" + cursor + "\" is not one that a page gave: leave it out to start at the newest row.");
        }
    }

    /** Reads a page ordered by time and id, both descending: the order in which an index over both is read. */
    static <R> Page<R> newest(
            DSLContext sql,
            Table<Record> table,
            Condition where,
            Field<Long> time,
            Field<String> id,
            Request request,
            Function<Record, R> read) {
        var ordered = sql.selectFrom(table).where(where).orderBy(time.desc(), id.desc());
        List<Record> found = request.cursor()
                .map(Position::parse)
                .map(last -> ordered.seek(last.time(), last.id())
                        .limit(request.oneMore())
                        .fetch())
                .orElseGet(() -> ordered.limit(request.oneMore()).fetch());
        return of(found, request, read, last -> last.get(time) + "." + last.get(id));
    }

    /** Reads a page ordered by id, descending: ids begin with the time they were made. */
    static <R> Page<R> newest(
            DSLContext sql,
            Table<Record> table,
            Condition where,
            Field<String> id,
            Request request,
            Function<Record, R> read) {
        List<Record> found = sql.selectFrom(table)
                .where(where.and(request.cursor().map(id::lt).orElseGet(DSL::noCondition)))
                .orderBy(id.desc())
                .limit(request.oneMore())
                .fetch();
        return of(found, request, read, last -> last.get(id));
    }

    /** One page of several that were asked for alike, each ordered by time and id, both descending. */
    static <R> Page<R> merged(List<Page<R>> pages, Request request, ToLongFunction<R> time, Function<R, String> id) {
        List<R> all = pages.stream()
                .flatMap(page -> page.rows().stream())
                .sorted(Comparator.comparingLong(time).thenComparing(id).reversed())
                .toList();
        List<R> shown = all.subList(0, Math.min(all.size(), request.limit()));
        boolean isMore = all.size() > shown.size()
                || pages.stream().anyMatch(page -> page.next().isPresent());
        if (!isMore || shown.isEmpty()) return new Page<>(shown, Optional.empty());
        R last = shown.getLast();
        return new Page<>(shown, Optional.of(time.applyAsLong(last) + "." + id.apply(last)));
    }

    private static <R> Page<R> of(
            List<Record> found, Request request, Function<Record, R> read, Function<Record, String> cursor) {
        List<Record> shown = found.subList(0, Math.min(found.size(), request.limit()));
        Optional<String> next =
                found.size() > request.limit() ? Optional.of(cursor.apply(shown.getLast())) : Optional.empty();
        return new Page<>(shown.stream().map(read).toList(), next);
    }
}
