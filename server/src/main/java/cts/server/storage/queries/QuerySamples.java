package cts.server.storage.queries;

import static cts.server.storage.schema.Tables.BASE_PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.EXCHANGE_CONNECTIONS;
import static cts.server.storage.schema.Tables.MARKET_DATA;
import static cts.server.storage.schema.Tables.ORDERS;
import static cts.server.storage.schema.Tables.PRESETS;
import static cts.server.storage.schema.Tables.PRESET_TYPES;
import static cts.server.storage.schema.Tables.REAL_PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.SESSIONS;

import cts.server.storage.CandleKey;
import cts.server.storage.Database;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/**
 * Values that are in a database, to ask for: a few of each kind, picked anew for each question. Where a table has no rows
 * they are values that are nowhere.
 *
 * <p>One thread.
 */
public final class QuerySamples {
    private static final int OF_EACH = 200;
    private static final String NOWHERE = "nowhere";

    private final RandomGenerator random;
    private final long now;
    private final List<String> connections;
    private final List<Grid> grids;
    private final List<String> sets;
    private final List<String> reals;
    private final List<String> orders;
    private final List<String> tokens;
    private final List<String> presets;
    private final List<String> presetTypes;
    private final List<CandleSample> candles;

    /** What names one grid of sets. */
    record Grid(String connectionId, String symbol, String type, String parameters, String direction) {}

    private record CandleSample(CandleKey key, long openTime) {}

    /**
     * Takes samples.
     *
     * @param now what counts as now for ages, ms UTC
     * @param random picks; seeded
     */
    public QuerySamples(Database database, long now, RandomGenerator random) {
        this.now = now;
        this.random = random;
        connections = texts(database, EXCHANGE_CONNECTIONS, EXCHANGE_CONNECTIONS.ID);
        sets = texts(database, BASE_PSEUDO_POSITIONS, BASE_PSEUDO_POSITIONS.ID);
        reals = texts(database, REAL_PSEUDO_POSITIONS, REAL_PSEUDO_POSITIONS.ID);
        orders = texts(database, ORDERS, ORDERS.ID);
        tokens = texts(database, SESSIONS, SESSIONS.TOKEN_HASH);
        presets = texts(database, PRESETS, PRESETS.ID);
        presetTypes = texts(database, PRESET_TYPES, PRESET_TYPES.ID);
        grids = orElse(new Grid(NOWHERE, NOWHERE, NOWHERE, NOWHERE, "LONG"), database.read(QuerySamples::grids));
        candles = orElse(
                new CandleSample(new CandleKey(NOWHERE, NOWHERE, NOWHERE), now), database.read(QuerySamples::candles));
    }

    String connection() {
        return one(connections);
    }

    String set() {
        return one(sets);
    }

    Grid grid() {
        return one(grids);
    }

    String real() {
        return one(reals);
    }

    String order() {
        return one(orders);
    }

    String token() {
        return one(tokens);
    }

    String preset() {
        return one(presets);
    }

    String presetType() {
        return one(presetTypes);
    }

    CandleKey series() {
        return one(candles).key();
    }

    /** The opening time of a candle of some series. */
    long openTime() {
        return one(candles).openTime();
    }

    long now() {
        return now;
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static <T> List<T> orElse(T none, List<T> found) {
        return found.isEmpty() ? List.of(none) : found;
    }

    private static List<String> texts(Database database, Table<Record> table, Field<String> field) {
        return orElse(
                NOWHERE,
                database.read(
                        sql -> sql.select(field).from(table).limit(OF_EACH).fetch(field)));
    }

    private static List<Grid> grids(DSLContext sql) {
        return sql.select(
                        BASE_PSEUDO_POSITIONS.CONNECTION_ID,
                        BASE_PSEUDO_POSITIONS.SYMBOL,
                        BASE_PSEUDO_POSITIONS.INDICATION_TYPE,
                        BASE_PSEUDO_POSITIONS.INDICATION_PARAMETERS,
                        BASE_PSEUDO_POSITIONS.DIRECTION)
                .from(BASE_PSEUDO_POSITIONS)
                .limit(OF_EACH)
                .fetch(row -> new Grid(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
    }

    private static List<CandleSample> candles(DSLContext sql) {
        return sql.select(MARKET_DATA.EXCHANGE, MARKET_DATA.SYMBOL, MARKET_DATA.TIMEFRAME, MARKET_DATA.OPEN_TIME)
                .from(MARKET_DATA)
                .limit(OF_EACH)
                .fetch(row -> new CandleSample(new CandleKey(row.value1(), row.value2(), row.value3()), row.value4()));
    }
}
