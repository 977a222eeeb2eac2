package cts.server.storage.retention;

import static cts.server.storage.schema.Tables.EXCHANGE_CONNECTIONS;
import static cts.server.storage.schema.Tables.INDICATION_STATES;
import static cts.server.storage.schema.Tables.PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.VERDICTS;

import cts.server.storage.CandleTable;
import cts.server.storage.Database;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/**
 * What time it is where data come from: the time of the newest row there, but not later than the clock. A recording of 2013
 * that is replayed today has its own now, and its candles are as young there as live ones are today.
 */
final class EventTimes {
    private EventTimes() {}

    /** Per exchange, over the candles of both tables. */
    static Map<String, Long> ofExchanges(Database database, long clockMs) {
        Map<String, Long> now = new HashMap<>();
        for (CandleTable table : CandleTable.values()) {
            for (SeriesSpan span : database.read(sql -> SeriesSpan.all(sql, CandleColumns.of(table)))) {
                if (span.newest() == Long.MAX_VALUE) continue;
                now.merge(span.key().exchange(), Math.min(clockMs, span.newest()), Math::max);
            }
        }
        return now;
    }

    /** Per connection, over what its engine writes; without a connection that has written nothing. */
    static Map<String, Long> ofConnections(Database database, long clockMs) {
        return database.read(sql -> {
            Map<String, Long> now = new HashMap<>();
            List<String> connections = sql.select(EXCHANGE_CONNECTIONS.ID)
                    .from(EXCHANGE_CONNECTIONS)
                    .fetch(EXCHANGE_CONNECTIONS.ID);
            for (String id : connections) {
                Stream.of(
                                newest(
                                        sql,
                                        INDICATION_STATES,
                                        INDICATION_STATES.FIRED_AT,
                                        INDICATION_STATES.CONNECTION_ID.eq(id)),
                                newest(sql, VERDICTS, VERDICTS.EVENT_TIME, VERDICTS.CONNECTION_ID.eq(id)),
                                newest(
                                        sql,
                                        PSEUDO_POSITIONS,
                                        PSEUDO_POSITIONS.CLOSED_AT,
                                        PSEUDO_POSITIONS
                                                .CONNECTION_ID
                                                .eq(id)
                                                .and(PSEUDO_POSITIONS.CLOSED_AT.isNotNull())))
                        .flatMap(List::stream)
                        .forEach(time -> now.merge(id, Math.min(clockMs, time), Math::max));
            }
            return now;
        });
    }

    private static List<Long> newest(DSLContext sql, Table<Record> table, Field<Long> time, Condition where) {
        return sql.select(time)
                .from(table)
                .where(where)
                .orderBy(time.desc())
                .limit(1)
                .fetch(time);
    }
}
