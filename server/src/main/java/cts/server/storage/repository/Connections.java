package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.EXCHANGE_CONNECTIONS;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * Exchange connections: whose, where, how, and how far each may go.
 */
public final class Connections {
    /** The {@code connection_method} of connections that trade simulated money. */
    public static final String PAPER = "paper";

    private static final RowTable<Row> TABLE = RowTable.<Row>of(EXCHANGE_CONNECTIONS, EXCHANGE_CONNECTIONS.ID)
            .column(EXCHANGE_CONNECTIONS.ID, Row::id)
            .column(EXCHANGE_CONNECTIONS.USER_ID, Row::userId)
            .column(EXCHANGE_CONNECTIONS.NAME, Row::name)
            .column(EXCHANGE_CONNECTIONS.EXCHANGE, Row::exchange)
            .column(EXCHANGE_CONNECTIONS.API_TYPE, Row::apiType)
            .column(EXCHANGE_CONNECTIONS.CONNECTION_METHOD, Row::connectionMethod)
            .optional(EXCHANGE_CONNECTIONS.CREDENTIALS, Row::credentials)
            .optional(EXCHANGE_CONNECTIONS.KEY_FINGERPRINT, Row::keyFingerprint)
            .column(EXCHANGE_CONNECTIONS.MARGIN_TYPE, Row::marginType)
            .column(EXCHANGE_CONNECTIONS.POSITION_MODE, Row::positionMode)
            .column(EXCHANGE_CONNECTIONS.IS_TESTNET, Row::isTestnet)
            .column(EXCHANGE_CONNECTIONS.IS_PREDEFINED, Row::isPredefined)
            .column(EXCHANGE_CONNECTIONS.IS_SHARED, Row::isShared)
            .column(EXCHANGE_CONNECTIONS.IS_ENABLED, Row::isEnabled)
            .column(EXCHANGE_CONNECTIONS.IS_ACTIVE, Row::isActive)
            .column(EXCHANGE_CONNECTIONS.IS_LIVE_TRADE, Row::isLiveTrade)
            .column(EXCHANGE_CONNECTIONS.IS_PRESET_TRADE, Row::isPresetTrade)
            .optional(EXCHANGE_CONNECTIONS.PRESET_TYPE, Row::presetType)
            .column(EXCHANGE_CONNECTIONS.VOLUME_FACTOR, Row::volumeFactor)
            .column(EXCHANGE_CONNECTIONS.CONNECTION_PRIORITY, Row::connectionPriority)
            .json(EXCHANGE_CONNECTIONS.METHOD_PRIORITY, Row::methodPriority)
            .json(EXCHANGE_CONNECTIONS.RATE_LIMITS, Row::rateLimits)
            .json(EXCHANGE_CONNECTIONS.API_CAPABILITIES, Row::apiCapabilities)
            .json(EXCHANGE_CONNECTIONS.CONNECTION_SETTINGS, Row::connectionSettings)
            .json(EXCHANGE_CONNECTIONS.SYMBOL_ARRANGEMENT, Row::symbolArrangement)
            .optional(EXCHANGE_CONNECTIONS.LAST_TEST_AT, Row::lastTestAt)
            .optional(EXCHANGE_CONNECTIONS.LAST_TEST_STATUS, Row::lastTestStatus)
            .optional(EXCHANGE_CONNECTIONS.LAST_TEST_BALANCE, Row::lastTestBalance)
            .optional(EXCHANGE_CONNECTIONS.LAST_TEST_ERROR, Row::lastTestError)
            .json(EXCHANGE_CONNECTIONS.LAST_TEST_LOG, Row::lastTestLog)
            .column(EXCHANGE_CONNECTIONS.MINIMUM_CONNECT_INTERVAL, Row::minimumConnectInterval)
            .column(EXCHANGE_CONNECTIONS.CREATED_AT, Row::createdAt)
            .column(EXCHANGE_CONNECTIONS.UPDATED_AT, Row::updatedAt)
            .optional(EXCHANGE_CONNECTIONS.ARCHIVED_AT, Row::archivedAt)
            .replacing(EXCHANGE_CONNECTIONS.USER_ID, EXCHANGE_CONNECTIONS.CREATED_AT);

    private final Database database;

    public Connections(Database database) {
        this.database = database;
    }

    /**
     * A connection.
     *
     * @param apiType spot or perpetual
     * @param credentials encrypted, or {@code env:NAME}
     * @param marginType cross or isolated
     * @param positionMode one_way or hedge
     * @param isShared seen by all users, not only its owner
     * @param volumeFactor multiplies the size of each order
     * @param connectionPriority lower goes first
     * @param methodPriority JSON array; the other JSON columns but lastTestLog are objects
     * @param lastTestStatus passed or failed
     * @param lastTestLog JSON array
     * @param minimumConnectInterval ms between two attempts to connect
     */
    public record Row(
            String id,
            String userId,
            String name,
            String exchange,
            String apiType,
            String connectionMethod,
            Optional<String> credentials,
            Optional<String> keyFingerprint,
            String marginType,
            String positionMode,
            boolean isTestnet,
            boolean isPredefined,
            boolean isShared,
            boolean isEnabled,
            boolean isActive,
            boolean isLiveTrade,
            boolean isPresetTrade,
            Optional<String> presetType,
            BigDecimal volumeFactor,
            int connectionPriority,
            String methodPriority,
            String rateLimits,
            String apiCapabilities,
            String connectionSettings,
            String symbolArrangement,
            Optional<Long> lastTestAt,
            Optional<String> lastTestStatus,
            Optional<BigDecimal> lastTestBalance,
            Optional<String> lastTestError,
            String lastTestLog,
            long minimumConnectInterval,
            long createdAt,
            long updatedAt,
            Optional<Long> archivedAt) {
        static final List<String> API_TYPES = List.of("spot", "perpetual");
        static final List<String> MARGIN_TYPES = List.of("cross", "isolated");
        static final List<String> POSITION_MODES = List.of("one_way", "hedge");
        static final List<String> LAST_TEST_STATUSES = List.of("passed", "failed");

        public Row {
            Checked.word("api_type", apiType, API_TYPES);
            Checked.word("margin_type", marginType, MARGIN_TYPES);
            Checked.word("position_mode", positionMode, POSITION_MODES);
            lastTestStatus.ifPresent(word -> Checked.word("last_test_status", word, LAST_TEST_STATUSES));
        }
    }

    /** Makes or changes a connection at once. */
    public void save(Row row) {
        TABLE.save(database, row);
    }

    public Optional<Row> byId(String id) {
        return one(EXCHANGE_CONNECTIONS.ID.eq(id));
    }

    public Optional<Row> byName(String userId, String name) {
        return one(EXCHANGE_CONNECTIONS.USER_ID.eq(userId).and(EXCHANGE_CONNECTIONS.NAME.eq(name)));
    }

    /** Connections that are not archived, in the order of their priority. */
    public List<Row> all() {
        return list(DSL.noCondition());
    }

    /** Those of {@link #all()} that the user owns or that are shared. */
    public List<Row> visibleTo(String userId) {
        return list(EXCHANGE_CONNECTIONS.USER_ID.eq(userId).or(EXCHANGE_CONNECTIONS.IS_SHARED));
    }

    /** Takes live and preset trading away from every connection: the first act of an emergency stop. */
    public int stopTradingEverywhere(long now) {
        return database.writeDurably(sql -> sql.update(EXCHANGE_CONNECTIONS)
                .set(EXCHANGE_CONNECTIONS.IS_LIVE_TRADE, false)
                .set(EXCHANGE_CONNECTIONS.IS_PRESET_TRADE, false)
                .set(EXCHANGE_CONNECTIONS.UPDATED_AT, now)
                .where(EXCHANGE_CONNECTIONS.IS_LIVE_TRADE.eq(true).or(EXCHANGE_CONNECTIONS.IS_PRESET_TRADE))
                .execute());
    }

    /**
     * Takes live and preset trading away from every connection that could move real money: what a copy of a database must do
     * before anything runs on it. Paper goes on.
     */
    public int stopRealTrading(long now) {
        return database.writeDurably(sql -> sql.update(EXCHANGE_CONNECTIONS)
                .set(EXCHANGE_CONNECTIONS.IS_LIVE_TRADE, false)
                .set(EXCHANGE_CONNECTIONS.IS_PRESET_TRADE, false)
                .set(EXCHANGE_CONNECTIONS.UPDATED_AT, now)
                .where(EXCHANGE_CONNECTIONS.CONNECTION_METHOD.ne(PAPER))
                .and(EXCHANGE_CONNECTIONS.IS_LIVE_TRADE.eq(true).or(EXCHANGE_CONNECTIONS.IS_PRESET_TRADE))
                .execute());
    }

    /** Lets the engine of an enabled connection trade again. */
    public void allowLiveTrade(String id, long now) {
        database.write(sql -> sql.update(EXCHANGE_CONNECTIONS)
                .set(EXCHANGE_CONNECTIONS.IS_LIVE_TRADE, true)
                .set(EXCHANGE_CONNECTIONS.UPDATED_AT, now)
                .where(EXCHANGE_CONNECTIONS.ID.eq(id))
                .and(EXCHANGE_CONNECTIONS.IS_ENABLED.isTrue())
                .execute());
    }

    /** Switches the connection off and out of sight; its records stay. */
    public void archive(String id, long now) {
        database.write(sql -> sql.update(EXCHANGE_CONNECTIONS)
                .set(EXCHANGE_CONNECTIONS.IS_ENABLED, false)
                .set(EXCHANGE_CONNECTIONS.IS_ACTIVE, false)
                .set(EXCHANGE_CONNECTIONS.IS_LIVE_TRADE, false)
                .set(EXCHANGE_CONNECTIONS.IS_PRESET_TRADE, false)
                .set(EXCHANGE_CONNECTIONS.ARCHIVED_AT, now)
                .set(EXCHANGE_CONNECTIONS.UPDATED_AT, now)
                .where(EXCHANGE_CONNECTIONS.ID.eq(id))
                .execute());
    }

    /**
     * Deletes a connection that never traded, with everything virtual that hangs on it.
     *
     * @throws cts.server.storage.StorageException conflict, if it has intents, orders, fills, ledger entries or verdicts
     */
    public boolean remove(String id) {
        int removed = database.write(sql -> sql.deleteFrom(EXCHANGE_CONNECTIONS)
                .where(EXCHANGE_CONNECTIONS.ID.eq(id))
                .execute());
        return removed > 0;
    }

    private Optional<Row> one(Condition condition) {
        return database.read(
                sql -> sql.selectFrom(EXCHANGE_CONNECTIONS).where(condition).fetchOptional(Connections::row));
    }

    private List<Row> list(Condition condition) {
        return database.read(sql -> sql.selectFrom(EXCHANGE_CONNECTIONS)
                .where(condition.and(EXCHANGE_CONNECTIONS.ARCHIVED_AT.isNull()))
                .orderBy(EXCHANGE_CONNECTIONS.CONNECTION_PRIORITY, EXCHANGE_CONNECTIONS.ID)
                .fetch(Connections::row));
    }

    private static Row row(Record record) {
        return new Row(
                record.get(EXCHANGE_CONNECTIONS.ID),
                record.get(EXCHANGE_CONNECTIONS.USER_ID),
                record.get(EXCHANGE_CONNECTIONS.NAME),
                record.get(EXCHANGE_CONNECTIONS.EXCHANGE),
                record.get(EXCHANGE_CONNECTIONS.API_TYPE),
                record.get(EXCHANGE_CONNECTIONS.CONNECTION_METHOD),
                Checked.optional(record, EXCHANGE_CONNECTIONS.CREDENTIALS),
                Checked.optional(record, EXCHANGE_CONNECTIONS.KEY_FINGERPRINT),
                record.get(EXCHANGE_CONNECTIONS.MARGIN_TYPE),
                record.get(EXCHANGE_CONNECTIONS.POSITION_MODE),
                record.get(EXCHANGE_CONNECTIONS.IS_TESTNET),
                record.get(EXCHANGE_CONNECTIONS.IS_PREDEFINED),
                record.get(EXCHANGE_CONNECTIONS.IS_SHARED),
                record.get(EXCHANGE_CONNECTIONS.IS_ENABLED),
                record.get(EXCHANGE_CONNECTIONS.IS_ACTIVE),
                record.get(EXCHANGE_CONNECTIONS.IS_LIVE_TRADE),
                record.get(EXCHANGE_CONNECTIONS.IS_PRESET_TRADE),
                Checked.optional(record, EXCHANGE_CONNECTIONS.PRESET_TYPE),
                record.get(EXCHANGE_CONNECTIONS.VOLUME_FACTOR),
                record.get(EXCHANGE_CONNECTIONS.CONNECTION_PRIORITY),
                record.get(EXCHANGE_CONNECTIONS.METHOD_PRIORITY).data(),
                record.get(EXCHANGE_CONNECTIONS.RATE_LIMITS).data(),
                record.get(EXCHANGE_CONNECTIONS.API_CAPABILITIES).data(),
                record.get(EXCHANGE_CONNECTIONS.CONNECTION_SETTINGS).data(),
                record.get(EXCHANGE_CONNECTIONS.SYMBOL_ARRANGEMENT).data(),
                Checked.optional(record, EXCHANGE_CONNECTIONS.LAST_TEST_AT),
                Checked.optional(record, EXCHANGE_CONNECTIONS.LAST_TEST_STATUS),
                Checked.optional(record, EXCHANGE_CONNECTIONS.LAST_TEST_BALANCE),
                Checked.optional(record, EXCHANGE_CONNECTIONS.LAST_TEST_ERROR),
                record.get(EXCHANGE_CONNECTIONS.LAST_TEST_LOG).data(),
                record.get(EXCHANGE_CONNECTIONS.MINIMUM_CONNECT_INTERVAL),
                record.get(EXCHANGE_CONNECTIONS.CREATED_AT),
                record.get(EXCHANGE_CONNECTIONS.UPDATED_AT),
                Checked.optional(record, EXCHANGE_CONNECTIONS.ARCHIVED_AT));
    }
}
