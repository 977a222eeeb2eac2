package cts.server.storage.retention;

import cts.server.storage.CandleKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.impl.DSL;

/** A series in a table of candles, with the first and the last opening time there. */
record SeriesSpan(CandleKey key, long oldest, long newest) {
    /** All series of a table, found by jumping from key to key: reading every row for them would take seconds. */
    static List<SeriesSpan> all(DSLContext sql, CandleColumns candles) {
        List<SeriesSpan> found = new ArrayList<>();
        Optional<CandleKey> last = Optional.empty();
        while (true) {
            Optional<CandleKey> next = next(sql, candles, last);
            if (next.isEmpty()) return found;
            CandleKey key = next.get();
            found.add(new SeriesSpan(key, edge(sql, candles, key, Edge.OLDEST), edge(sql, candles, key, Edge.NEWEST)));
            last = next;
        }
    }

    private enum Edge {
        OLDEST,
        NEWEST
    }

    private static Optional<CandleKey> next(DSLContext sql, CandleColumns candles, Optional<CandleKey> last) {
        var key = DSL.row(candles.exchange(), candles.symbol(), candles.timeframe());
        return sql.select(candles.exchange(), candles.symbol(), candles.timeframe())
                .from(candles.table())
                .where(last.map(after -> key.gt(after.exchange(), after.symbol(), after.timeframe()))
                        .orElseGet(DSL::noCondition))
                .orderBy(candles.exchange(), candles.symbol(), candles.timeframe())
                .limit(1)
                .fetchOptional()
                .map(SeriesSpan::key);
    }

    private static CandleKey key(Record3<String, String, String> row) {
        return new CandleKey(row.value1(), row.value2(), row.value3());
    }

    private static long edge(DSLContext sql, CandleColumns candles, CandleKey key, Edge edge) {
        return sql.select(candles.openTime())
                .from(candles.table())
                .where(candles.span(key, Long.MIN_VALUE, Long.MAX_VALUE))
                .orderBy(
                        edge == Edge.OLDEST
                                ? candles.openTime().asc()
                                : candles.openTime().desc())
                .limit(1)
                .fetchOptional(candles.openTime())
                // Gone since: then there is nothing to do for it.
                .orElse(Long.MAX_VALUE);
    }
}
