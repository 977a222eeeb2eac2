package cts.server.storage.queries;

import cts.server.storage.CandleTable;
import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * For tests and benchmarks: a database with many rows in every table that a {@link NamedQuery} asks, spread over four connections and eight symbols
 * as engines spread them: most sets at Base, most positions closed, most orders filled.
 *
 * <p>The rows are computed by the database from a number that counts up, so the same size gives the same rows.
 */
public final class ManyRows {
    /** What counts as now: the time of the newest row. */
    public static final long NOW = 1_790_000_000_000L;

    private static final int CONNECTIONS = 4;
    private static final int SYMBOLS = 8;
    private static final int CELLS = 200;
    /** Rows of one statement: PostgreSQL's answer must come within a minute. */
    private static final long AT_ONCE = 250_000;

    private final Database database;
    private final long size;
    private final long sets;

    private ManyRows(Database database, long size) {
        this.database = database;
        this.size = size;
        this.sets = Math.clamp(size / 10, CELLS * 16L, 200_000);
    }

    /**
     * Fills a migrated database without rows.
     *
     * @param size rows of the largest tables; the others have from a half to a two-hundredth of that
     */
    public static void fill(Database database, long size) {
        ManyRows rows = new ManyRows(database, size);
        rows.people();
        rows.candles();
        rows.sets();
        rows.positions();
        rows.money();
        rows.decisions();
        rows.presets();
        rows.upkeep();
    }

    private void people() {
        insert("users", CONNECTIONS, values(
                "id", "'user-c' || i",
                "username", "'name' || i",
                "role", "'admin'",
                "is_active", bool("1"),
                "created_at", "1",
                "updated_at", "1"));
        insert("exchange_connections", CONNECTIONS, values(
                "id", "'c' || i",
                "user_id", "'user-c' || i",
                "name", "'paper'",
                "exchange", "'live'",
                "api_type", "'spot'",
                "connection_method", "'paper'",
                "margin_type", "'cross'",
                "position_mode", "'one_way'",
                "is_testnet", bool("0"),
                "is_predefined", bool("0"),
                "is_shared", bool("0"),
                "is_enabled", bool("1"),
                "is_active", bool("1"),
                "is_live_trade", bool("0"),
                "is_preset_trade", bool("0"),
                "volume_factor", money("1"),
                "connection_priority", "1",
                "method_priority", array(),
                "rate_limits", json(),
                "api_capabilities", json(),
                "connection_settings", json(),
                "symbol_arrangement", json(),
                "last_test_log", array(),
                "minimum_connect_interval", "200",
                "created_at", "1",
                "updated_at", "1"));
        insert("sessions", size / 50, values(
                "id", "'session' || i",
                "user_id", "'user-c' || (i % 4)",
                "token_hash", "'hash' || i",
                "created_at", at("1000"),
                "last_seen_at", at("1000"),
                "expires_at", NOW + " + 1 + i"));
    }

    private void candles() {
        long span = size / SYMBOLS * 1_000;
        database.candlePartitions().ensureFor(
                CandleTable.MARKET_DATA, LongStream.rangeClosed(0, span / 3_600_000 + 1).map(hour -> NOW - hour * 3_600_000));
        candles("market_data", size, "0");
        candles("archived_market_data", size / 5, String.valueOf(span + 86_400_000L * 8));
    }

    private void candles(String table, long rows, String older) {
        insert(table, rows, values(
                "exchange", "'live'",
                "symbol", "'S' || (i % 8)",
                "timeframe", "'1s'",
                "open_time", NOW + " - " + older + " - (" + rows / SYMBOLS + " - i / 8) * 1000",
                "open", real("100 + i % 977"),
                "high", real("101 + i % 977"),
                "low", real("99 + i % 977"),
                "close", real("100 + i % 977"),
                "volume", real("i % 31")));
    }

    private void sets() {
        String grid = "(i / " + CELLS + ")";
        insert("base_pseudo_positions", sets, values(
                "id", "'set' || i",
                "connection_id", "'c' || (" + grid + " % 4)",
                "exchange", "'live'",
                "symbol", "'S' || (" + grid + " / 4 % 8)",
                "timeframe", "'1s'",
                "indication_type", "'direction'",
                "indication_parameters", "'r=' || (" + grid + " / 64)",
                "direction", "CASE WHEN " + grid + " / 32 % 2 = 0 THEN 'LONG' ELSE 'SHORT' END",
                "take_profit", money("2 + i % " + CELLS),
                "stop_loss", money("1"),
                "trailing_start", money("0"),
                "trailing_stop", money("0"),
                "timeout_ms", "0",
                "step_percent", money("1"),
                "step_relation", money("1"),
                "entry_delay", "0",
                "cost_model", "'taker'",
                "preset_set", "''",
                "phase", "1",
                "status", "CASE WHEN i % 500 = 0 THEN 'paused' WHEN i % 3 = 0 THEN 'active' ELSE 'evaluating' END",
                "\"level\"", "CASE WHEN i % 1000 = 1 THEN 'real' WHEN i % 50 = 2 THEN 'main' ELSE 'base' END",
                "opened", "60",
                "closed", "i % 60",
                "open_now", "0",
                "wins", "i % 40",
                "losses", "20",
                "sum_net", real("i % 100"),
                "sum_gains", real("i % 100"),
                "sum_losses", real("0"),
                "win_rate", real("i % 101") + " / 100",
                "drawdown_percent", real("1"),
                "max_drawdown_percent", real("i % 17"),
                "drawdown_ms", "1",
                "max_drawdown_ms", "1",
                "history", "'1.25,-0.5,2.25,-0.75,1,1.5,-0.25,0.75,2,-1.5'",
                "created_at", at("1000"),
                "updated_at", at("1000")));
    }

    private void positions() {
        String set = "(i % " + sets + ")";
        insert("pseudo_positions", size, values(
                "id", "'position' || i",
                "connection_id", "'c' || (" + set + " / " + CELLS + " % 4)",
                "set_id", "'set' || " + set,
                "symbol", "'S' || (" + set + " / " + CELLS + " / 4 % 8)",
                "direction", "'LONG'",
                "\"level\"", "'main'",
                "entry_price", real("100"),
                "current_price", real("100"),
                "stop_price", real("99"),
                "peak_price", real("101"),
                "result_steps", "CASE WHEN i % 1000 = 0 THEN NULL ELSE " + real("1") + " END",
                "is_historic", bool("0"),
                "status", "CASE WHEN i % 1000 = 0 THEN 'open' ELSE 'closed' END",
                "close_reason", "CASE WHEN i % 1000 = 0 THEN NULL ELSE 'take_profit' END",
                "opened_at", at("200"),
                "closed_at", "CASE WHEN i % 1000 = 0 THEN NULL ELSE " + at("200") + " + 150 END"));
        String position = "(i * 10 + 1)";
        insert("real_pseudo_positions", size / 10, values(
                "id", "'real' || i",
                "connection_id", "'c' || (" + position + " % " + sets + " / " + CELLS + " % 4)",
                "pseudo_position_id", "'position' || " + position,
                "set_id", "'set' || (" + position + " % " + sets + ")",
                "symbol", "'S0'",
                "direction", "'LONG'",
                "entry_price", real("100"),
                "figures", json(),
                "status", "CASE WHEN i % 500 = 0 THEN 'validated' ELSE 'closed' END",
                "validated_at", at("2000")));
        insert("real_pseudo_position_logs", size / 5, values(
                "id", "'log' || i",
                "real_pseudo_position_id", "'real' || (i / 2)",
                "status", "'closed'",
                "message", "'It closed.'",
                "figures", json(),
                "logged_at", at("1000")));
        insert("active_exchange_positions", size / 50, values(
                "id", "'exchange' || i",
                "connection_id", "'c' || (i % 4)",
                "real_pseudo_position_id", "'real' || (i * 5)",
                "order_id", "'entry' || i",
                "symbol", "'S' || (i % 8)",
                "direction", "'LONG'",
                "quantity", money("1"),
                "leverage", "1",
                "protection", "'none'",
                "unrealised_pnl", money("0"),
                "realised_pnl", money("0"),
                "fees", money("0"),
                "funding", money("0"),
                "status", "CASE WHEN i % 400 < 4 THEN 'open' WHEN i % 400 < 8 THEN 'liquidated' ELSE 'closed' END",
                "sync_status", "'synced'",
                "opened_at", at("10000"),
                "updated_at", at("10000")));
    }

    private void money() {
        insert("order_intents", size / 25, values(
                "id", "'intent' || i",
                "connection_id", "'c' || (i % 4)",
                "client_order_id", "'client' || i",
                "symbol", "'S0'",
                "direction", "'LONG'",
                "side", "'BUY'",
                "order_type", "'MARKET'",
                "quantity", money("1"),
                "request", json(),
                "epoch", "1",
                "event_time", at("5000"),
                "written_at", at("5000")));
        insert("orders", size / 25, values(
                "id", "'order' || i",
                "connection_id", "'c' || (i % 4)",
                "intent_id", "'intent' || i",
                "client_order_id", "'client' || i",
                "symbol", "'S0'",
                "direction", "'LONG'",
                "side", "'BUY'",
                "order_type", "'MARKET'",
                "quantity", money("1"),
                "is_reduce_only", bool("0"),
                "filled_quantity", money("1"),
                "state", "CASE WHEN i % 1000 < 4 THEN 'ACCEPTED' WHEN i % 1000 < 8 THEN 'REJECTED' ELSE 'FILLED' END",
                "created_at", at("5000"),
                "updated_at", at("5000")));
        insert("fills", size / 10, values(
                "id", "'fill' || i",
                "connection_id", "'c' || (i % " + size / 25 + " % 4)",
                "order_id", "'order' || (i % " + size / 25 + ")",
                "exchange_fill_id", "'fill' || i",
                "symbol", "'S0'",
                "side", "'BUY'",
                "price", money("100"),
                "quantity", money("1"),
                "fee", money("0"),
                "fee_asset", "'USD'",
                "is_maker", bool("0"),
                "filled_at", at("2000"),
                "recorded_at", at("2000")));
        insert("ledger_entries", size / 10, values(
                "id", "'entry' || i",
                "connection_id", "'c' || (i % 4)",
                "asset", "'USD'",
                "kind", "'realised'",
                "amount", money("1"),
                "balance", money("i"),
                "occurred_at", at("2000"),
                "sequence", "i / 4"));
    }

    private void decisions() {
        insert("verdicts", size, values(
                "id", "'verdict' || i",
                "connection_id", "'c' || (i % " + sets + " / " + CELLS + " % 4)",
                "set_id", "'set' || (i % " + sets + ")",
                "symbol", "'S0'",
                "gate", "'main'",
                "outcome", "CASE WHEN i % 1000 = 0 THEN 'refused' ELSE 'up' END",
                "reason", "'PASSED'",
                "message", "'Mean of the last 8 is 0.5 steps.'",
                "figures", json(),
                "event_time", at("200")));
        insert("indication_states", size / 50, values(
                "id", "'indication' || i",
                "connection_id", "'c' || (i % 4)",
                "symbol", "'S' || (i / 4 % 8)",
                "indication_type", "'direction'",
                "parameters", "'r=' || i",
                "direction", "'LONG'",
                "strength", real("1"),
                "fired_at", at("10000"),
                "expires_at", at("10000") + " + 15000"));
    }

    private void presets() {
        insert("preset_types", CONNECTIONS, values(
                "id", "'type' || i",
                "user_id", "'user-c' || i",
                "name", "'type'",
                "description", "''",
                "is_automatic", bool("0"),
                "is_predefined", bool("0"),
                "positions_per_indication", "1",
                "positions_per_direction", "1",
                "positions_per_range", "1",
                "timeout_ms", "0",
                "has_block", bool("0"),
                "has_dca", bool("0"),
                "has_trailing", bool("0"),
                "evaluation_interval_ms", "1000",
                "created_at", "1",
                "updated_at", "1"));
        insert("preset_configuration_sets", CONNECTIONS, values(
                "id", "'configuration' || i",
                "user_id", "'user-c' || i",
                "name", "'set'",
                "symbol_source", "'main'",
                "symbol_order", "'volume'",
                "symbol_limit", "8",
                "symbols", array(),
                "indication_type", "'direction'",
                "parameters", json(),
                "exits", json(),
                "history_ms", "1",
                "min_trades_per_48h", "0",
                "min_average_result", real("0"),
                "max_drawdown_ms", "0",
                "created_at", "1",
                "updated_at", "1"));
        insert("presets", 40, values(
                "id", "'preset' || i",
                "user_id", "'user-c' || (i % 4)",
                "preset_type_id", "'type' || (i % 4)",
                "name", "'preset' || i",
                "description", "''",
                "priority", "i",
                "is_enabled", bool("1"),
                "created_at", "1",
                "updated_at", "1"));
        insert("preset_coordination_results", size / 20, values(
                "id", "'result' || i",
                "preset_type_id", "'type' || (i % 4)",
                "configuration_set_id", "'configuration' || (i % 4)",
                "symbol", "'S' || (i / 4 % 8)",
                "indication_type", "'direction'",
                "parameters", json(),
                "parameter_hash", "'h' || i",
                "take_profit", money("2"),
                "stop_loss", money("1"),
                "trailing_start", money("0"),
                "trailing_stop", money("0"),
                "trades", "9",
                "average_result", real("1"),
                "average_25", real("1"),
                "average_50", real("1"),
                "drawdown_ms", "1",
                "is_valid", bool("CASE WHEN i % 9 = 0 THEN 1 ELSE 0 END"),
                "rank", "CASE WHEN i % 9 = 0 THEN 1 + i / 9 ELSE 0 END",
                "reason", "'PASSED'",
                "evaluated_at", at("1000")));
        insert("preset_symbol_performance", size / 100, values(
                "id", "'performance' || i",
                "connection_id", "'c' || (i % 4)",
                "preset_id", "'preset' || (i / 4 % 40)",
                "symbol", "'P' || (i / 160)",
                "trades", "9",
                "pnl_4h", money("1"),
                "pnl_12h", money("1"),
                "pnl_24h", money("1"),
                "pnl_48h", money("1"),
                "drawdown_ms", "1",
                "updated_at", at("1000")));
        insert("preset_balance_history", size / 20, values(
                "id", "'balance' || i",
                "preset_id", "'preset' || (i % 40)",
                "symbol", "'S' || (i / 40 % 8)",
                "timestamp", at("1000"),
                "balance", money("i")));
    }

    private void upkeep() {
        insert("site_logs", size / 2, values(
                "id", "'line' || i",
                "\"level\"", "CASE WHEN i % 100 = 0 THEN 'error' ELSE 'info' END",
                "category", "CASE WHEN i % 50 = 0 THEN 'account' ELSE 'execution' END",
                "message", "'Something happened that a person may want to read.'",
                "metadata", json(),
                "logged_at", at("400")));
        insert("query_log", size / 20, values(
                "id", "'query' || i",
                "digest", "'d' || (i % 60)",
                "statement", "'select 1'",
                "from_time", at("5000"),
                "to_time", at("5000") + " + 300000",
                "runs", "1 + i % 60",
                "failures", "0",
                "total_rows", "1",
                "total_us", "100",
                "p50_us", "100",
                "p99_us", "200",
                "max_us", "i % 7919"));
        insert("cleanup_log", Math.max(8, size / 1000), values(
                "id", "'clean' || i",
                "run_id", "'run' || (i / 7)",
                "kind", "'scheduled'",
                "table_name", "'market_data'",
                "older_than", "1",
                "archived_rows", "1",
                "deleted_rows", "1",
                "dropped_partitions", "0",
                "checksum", "''",
                "freed_bytes", "0",
                "status", "'done'",
                "began_at", at("86400000"),
                "duration_ms", "1"));
    }

    /** Counts back from now to the first row. */
    private static String at(String step) {
        return "(" + NOW + " - (rows - i) * " + step + ")";
    }

    private String money(String expression) {
        return database.type() == DatabaseType.SQLITE
                ? "CAST(" + expression + " AS TEXT)"
                : "CAST(" + expression + " AS NUMERIC)";
    }

    private String real(String expression) {
        return "CAST(" + expression + " AS " + (database.type() == DatabaseType.SQLITE ? "REAL" : "DOUBLE PRECISION")
                + ")";
    }

    private String bool(String expression) {
        return database.type() == DatabaseType.SQLITE ? expression : "(" + expression + ") = 1";
    }

    private String array() {
        return database.type() == DatabaseType.SQLITE ? "'[]'" : "'[]'::jsonb";
    }

    private String json() {
        return database.type() == DatabaseType.SQLITE ? "'{}'" : "'{}'::jsonb";
    }

    /** Columns and what each is computed from, in pairs. */
    private static List<Map.Entry<String, String>> values(String... pairs) {
        return IntStream.range(0, pairs.length / 2)
                .mapToObj(pair -> Map.entry(pairs[2 * pair], pairs[2 * pair + 1]))
                .toList();
    }

    private void insert(String table, long rows, List<Map.Entry<String, String>> values) {
        String columns = String.join(", ", values.stream().map(Map.Entry::getKey).toList());
        String expressions = String.join(", ", values.stream().map(Map.Entry::getValue).toList());
        for (long from = 0; from < rows; from += AT_ONCE) {
            String statement = "INSERT INTO " + table + " (" + columns + ") WITH RECURSIVE n(i) AS (SELECT "
                    + number(from) + " UNION ALL SELECT i + 1 FROM n WHERE i < " + (Math.min(rows, from + AT_ONCE) - 1)
                    + ") SELECT " + expressions.replace("rows", String.valueOf(rows)) + " FROM n";
            database.write(sql -> sql.connectionResult(connection -> {
                try (var run = connection.createStatement()) {
                    return run.executeUpdate(statement);
                }
            }));
        }
    }

    private String number(long value) {
        return database.type() == DatabaseType.SQLITE ? String.valueOf(value) : "CAST(" + value + " AS BIGINT)";
    }
}
