package cts.server.storage.queries;

import static cts.server.storage.queries.NamedQuery.Cover.CLUSTERED;
import static cts.server.storage.queries.NamedQuery.Cover.COVERING;
import static cts.server.storage.queries.NamedQuery.Cover.NO;
import static cts.server.storage.queries.NamedQuery.KEY;
import static cts.server.storage.queries.NamedQuery.UNIQUE;
import static cts.server.storage.queries.NamedQuery.Use.DASHBOARD;
import static cts.server.storage.queries.NamedQuery.Use.ENGINE;
import static cts.server.storage.queries.NamedQuery.Use.RETENTION;

import cts.server.storage.Database;
import cts.server.storage.queries.NamedQuery.Call;
import cts.server.storage.queries.NamedQuery.Cover;
import cts.server.storage.queries.NamedQuery.Use;
import cts.server.storage.querylog.QueryHistory;
import cts.server.storage.repository.Candles;
import cts.server.storage.repository.CleanupLog;
import cts.server.storage.repository.ExchangePositions;
import cts.server.storage.repository.Fills;
import cts.server.storage.repository.IndicationStates;
import cts.server.storage.repository.Ledger;
import cts.server.storage.repository.OrderIntents;
import cts.server.storage.repository.Orders;
import cts.server.storage.repository.Page;
import cts.server.storage.repository.PositionLines;
import cts.server.storage.repository.PresetLines;
import cts.server.storage.repository.PseudoPositions;
import cts.server.storage.repository.RealPseudoPositionLogs;
import cts.server.storage.repository.Sessions;
import cts.server.storage.repository.SetLines;
import cts.server.storage.repository.SiteLogs;
import cts.server.storage.repository.VerdictLines;
import cts.server.storage.retention.OldRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All questions that have a name. */
public final class NamedQueries {
    private static final Page.Request PAGE = Page.Request.first(100);
    private static final int CANDLES = 500;
    private static final long HOUR = 3_600_000;
    private static final int CHUNK = 1_000;

    private final List<NamedQuery> queries = new ArrayList<>();

    private NamedQueries() {}

    public static List<NamedQuery> all() {
        NamedQueries all = new NamedQueries();
        all.candles();
        all.sets();
        all.positions();
        all.money();
        all.decisionsAndSignals();
        all.presets();
        all.upkeep();
        return List.copyOf(all.queries);
    }

    private void candles() {
        List<String> key = List.of("exchange", "symbol", "timeframe", "open_time");
        add("candles-newest", DASHBOARD, "market_data", KEY, key, CLUSTERED, (database, some) -> new Candles(database)
                .newest(some.series(), CANDLES));
        add("candles-by-range", ENGINE, "market_data", KEY, key, CLUSTERED, (database, some) -> {
            long from = some.openTime();
            new Candles(database).range(some.series(), from, from + HOUR, CANDLES);
        });
        add("archived-candles-by-range", DASHBOARD, "archived_market_data", KEY, key, CLUSTERED, (database, some) -> {
            long from = some.openTime();
            new Candles(database).history(some.series(), from, from + HOUR, CANDLES);
        });
    }

    private void sets() {
        String table = "base_pseudo_positions";
        add("set-by-id", DASHBOARD, table, KEY, List.of("id"), NO, (database, some) -> new SetLines(database)
                .byId(some.set()));
        add(
                "sets-by-level",
                DASHBOARD,
                table,
                "base_pseudo_positions_by_level",
                List.of("connection_id", "level", "id"),
                NO,
                (database, some) -> new SetLines(database)
                        .page(
                                filter(some.connection(), Optional.of("real"), Optional.empty()),
                                new SetLines.Order(SetLines.Measure.WIN_RATE, SetLines.Order.Turn.GREATEST_FIRST),
                                PAGE));
        add(
                "sets-by-status",
                DASHBOARD,
                table,
                "base_pseudo_positions_by_status",
                List.of("connection_id", "status", "level", "id"),
                NO,
                (database, some) -> new SetLines(database)
                        .page(
                                filter(some.connection(), Optional.empty(), Optional.of("paused")),
                                new SetLines.Order(SetLines.Measure.CLOSED, SetLines.Order.Turn.GREATEST_FIRST),
                                PAGE));
        add(
                "sets-by-symbol-and-type",
                DASHBOARD,
                table,
                UNIQUE,
                List.of(
                        "connection_id",
                        "symbol",
                        "indication_type",
                        "indication_parameters",
                        "direction",
                        "take_profit",
                        "stop_loss",
                        "trailing_start",
                        "trailing_stop",
                        "timeframe",
                        "exchange",
                        "timeout_ms",
                        "step_percent",
                        "step_relation",
                        "entry_delay",
                        "cost_model",
                        "preset_set"),
                NO,
                (database, some) -> {
                    QuerySamples.Grid grid = some.grid();
                    new SetLines(database)
                            .grid(new SetLines.Filter(
                                    grid.connectionId(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(grid.symbol()),
                                    Optional.of(grid.type()),
                                    Optional.of(grid.parameters()),
                                    Optional.of(grid.direction())));
                });
    }

    private static SetLines.Filter filter(String connection, Optional<String> atLeast, Optional<String> status) {
        return new SetLines.Filter(
                connection, atLeast, status, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private void positions() {
        List<String> byStatus = List.of("connection_id", "status", "opened_at", "id");
        add(
                "open-positions-by-connection",
                DASHBOARD,
                "pseudo_positions",
                "pseudo_positions_by_connection",
                byStatus,
                NO,
                (database, some) -> new PseudoPositions(database)
                        .page(positions(some.connection(), Optional.of("open"), Optional.empty()), PAGE));
        add(
                "open-positions-counted",
                ENGINE,
                "pseudo_positions",
                "pseudo_positions_by_connection",
                byStatus,
                COVERING,
                (database, some) -> new PseudoPositions(database).open(some.connection()));
        add(
                "positions-by-set",
                DASHBOARD,
                "pseudo_positions",
                "pseudo_positions_by_set",
                List.of("set_id", "closed_at", "id"),
                NO,
                (database, some) -> new PseudoPositions(database)
                        .page(positions(some.connection(), Optional.empty(), Optional.of(some.set())), PAGE));
        add(
                "real-positions-by-time",
                DASHBOARD,
                "real_pseudo_positions",
                "real_pseudo_positions_by_time",
                List.of("connection_id", "validated_at", "id"),
                NO,
                (database, some) ->
                        new PositionLines(database).real(some.connection(), Optional.empty(), PAGE));
        add(
                "real-positions-that-live",
                DASHBOARD,
                "real_pseudo_positions",
                "real_pseudo_positions_living",
                List.of("connection_id", "validated_at", "id"),
                NO,
                (database, some) -> new PositionLines(database)
                        .real(some.connection(), Optional.of(PositionLines.State.OPEN), PAGE));
        add(
                "log-of-a-real-position",
                DASHBOARD,
                "real_pseudo_position_logs",
                "real_pseudo_position_logs_by_position",
                List.of("real_pseudo_position_id", "logged_at", "id"),
                NO,
                (database, some) -> new RealPseudoPositionLogs(database).of(some.real()));
        add(
                "exchange-positions-that-live",
                ENGINE,
                "active_exchange_positions",
                "active_exchange_positions_living",
                List.of("connection_id", "opened_at", "id"),
                NO,
                (database, some) -> new ExchangePositions(database).open(some.connection()));
        add(
                "exchange-positions-by-status",
                DASHBOARD,
                "active_exchange_positions",
                "active_exchange_positions_by_status",
                byStatus,
                NO,
                (database, some) -> new ExchangePositions(database)
                        .page(some.connection(), Optional.of("liquidated"), Optional.empty(), Optional.empty(), PAGE));
        add(
                "exchange-positions-by-time",
                DASHBOARD,
                "active_exchange_positions",
                "active_exchange_positions_by_time",
                List.of("connection_id", "opened_at", "id"),
                NO,
                (database, some) ->
                        new PositionLines(database).exchange(some.connection(), Optional.empty(), PAGE));
    }

    private static PseudoPositions.Filter positions(
            String connection, Optional<String> status, Optional<String> set) {
        return new PseudoPositions.Filter(connection, status, Optional.empty(), Optional.empty(), set);
    }

    private void money() {
        add(
                "orders-unfinished",
                ENGINE,
                "orders",
                "orders_unfinished",
                List.of("connection_id", "created_at", "id"),
                NO,
                (database, some) -> new Orders(database).unfinished(some.connection()));
        add(
                "orders-by-state",
                DASHBOARD,
                "orders",
                "orders_by_state",
                List.of("connection_id", "state", "created_at", "id"),
                NO,
                (database, some) -> new Orders(database)
                        .page(some.connection(), Optional.of("REJECTED"), Optional.empty(), Optional.empty(), PAGE));
        add(
                "orders-by-time",
                DASHBOARD,
                "orders",
                "orders_by_time",
                List.of("connection_id", "created_at", "id"),
                NO,
                (database, some) -> new Orders(database)
                        .page(some.connection(), Optional.empty(), Optional.empty(), Optional.empty(), PAGE));
        add(
                "fills-by-order",
                ENGINE,
                "fills",
                "fills_by_order",
                List.of("order_id", "filled_at", "id"),
                NO,
                (database, some) -> new Fills(database).ofOrder(some.order()));
        add(
                "fills-by-time",
                DASHBOARD,
                "fills",
                "fills_by_time",
                List.of("connection_id", "filled_at", "id"),
                NO,
                (database, some) -> new Fills(database).page(some.connection(), Optional.empty(), PAGE));
        add(
                "ledger-by-time",
                DASHBOARD,
                "ledger_entries",
                "ledger_entries_by_time",
                List.of("connection_id", "occurred_at", "id"),
                NO,
                (database, some) -> new Ledger(database).page(some.connection(), Optional.empty(), PAGE));
        add(
                "newest-balance",
                ENGINE,
                "ledger_entries",
                UNIQUE,
                List.of("connection_id", "sequence"),
                NO,
                (database, some) -> new Ledger(database).newest(some.connection(), "USD"));
        add(
                "intents-by-time",
                DASHBOARD,
                "order_intents",
                "order_intents_by_connection",
                List.of("connection_id", "event_time", "id"),
                NO,
                (database, some) -> new OrderIntents(database).page(some.connection(), PAGE));
    }

    private void decisionsAndSignals() {
        List<String> byTime = List.of("connection_id", "event_time", "id");
        add(
                "verdicts-by-set",
                DASHBOARD,
                "verdicts",
                "verdicts_by_set",
                List.of("set_id", "event_time", "id"),
                NO,
                (database, some) -> new VerdictLines(database)
                        .page(some.connection(), Optional.empty(), Optional.of(some.set()), PAGE));
        add("verdicts-by-time", DASHBOARD, "verdicts", "verdicts_by_time", byTime, NO, (database, some) ->
                new VerdictLines(database).page(some.connection(), Optional.empty(), Optional.empty(), PAGE));
        add("verdicts-of-promotion", DASHBOARD, "verdicts", "verdicts_of_promotion", byTime, NO, (database, some) ->
                new VerdictLines(database)
                        .page(
                                some.connection(),
                                Optional.of(VerdictLines.Kind.PROMOTION),
                                Optional.empty(),
                                PAGE));
        add("verdicts-of-execution", DASHBOARD, "verdicts", "verdicts_of_execution", byTime, NO, (database, some) ->
                new VerdictLines(database)
                        .page(
                                some.connection(),
                                Optional.of(VerdictLines.Kind.EXECUTION),
                                Optional.empty(),
                                PAGE));
        add(
                "indications-by-time",
                DASHBOARD,
                "indication_states",
                "indication_states_by_time",
                List.of("connection_id", "fired_at"),
                NO,
                (database, some) -> new IndicationStates(database).page(some.connection(), Optional.empty(), PAGE));
        add(
                "session-by-token",
                DASHBOARD,
                "sessions",
                UNIQUE,
                List.of("token_hash"),
                NO,
                (database, some) -> new Sessions(database).byTokenHash(some.token(), some.now()));
        logs("site-logs-by-level", "site_logs_by_level", "level", (database, some) -> new SiteLogs(database)
                .page(Optional.of("error"), Optional.empty(), Optional.empty(), PAGE));
        logs("site-logs-by-category", "site_logs_by_category", "category", (database, some) -> new SiteLogs(database)
                .page(Optional.empty(), Optional.of("account"), Optional.empty(), PAGE));
    }

    private void logs(String name, String index, String first, Call call) {
        add(name, DASHBOARD, "site_logs", index, List.of(first, "logged_at", "id"), NO, call);
    }

    private void presets() {
        add(
                "coordination-by-rank",
                DASHBOARD,
                "preset_coordination_results",
                "preset_coordination_results_by_rank",
                List.of("preset_type_id", "is_valid", "rank", "id"),
                NO,
                (database, some) -> new PresetLines(database).valid(some.presetType(), PAGE.limit()));
        add(
                "performance-by-symbol",
                DASHBOARD,
                "preset_symbol_performance",
                "preset_symbol_performance_by_preset",
                List.of("preset_id", "symbol"),
                NO,
                (database, some) -> new PresetLines(database).performance(some.preset()));
        add(
                "balances-by-time",
                DASHBOARD,
                "preset_balance_history",
                "preset_balance_history_by_time",
                List.of("preset_id", "timestamp"),
                NO,
                (database, some) -> new PresetLines(database).balances(some.preset(), 0, CANDLES));
    }

    private void upkeep() {
        add(
                "queries-by-duration",
                DASHBOARD,
                "query_log",
                "query_log_by_duration",
                List.of("max_us", "id"),
                NO,
                (database, some) -> new QueryHistory(database).slowest(PAGE.limit()));
        add(
                "newest-clean-up",
                DASHBOARD,
                "cleanup_log",
                "cleanup_log_by_time",
                List.of("began_at", "id"),
                NO,
                (database, some) -> new CleanupLog(database).newestRun());
        add(
                "expired-indications",
                RETENTION,
                "indication_states",
                "indication_states_by_expiry",
                List.of("connection_id", "expires_at"),
                COVERING,
                (database, some) -> ask(database, OldRows.INDICATION_STATES, some));
        add(
                "closed-positions-by-time",
                RETENTION,
                "pseudo_positions",
                "pseudo_positions_by_closing",
                List.of("connection_id", "closed_at"),
                NO,
                (database, some) -> ask(database, OldRows.CLOSED_POSITIONS, some));
        add(
                "old-site-logs",
                RETENTION,
                "site_logs",
                "site_logs_by_time",
                List.of("logged_at", "id"),
                COVERING,
                (database, some) -> ask(database, OldRows.SITE_LOGS, some));
        add(
                "old-measured-queries",
                RETENTION,
                "query_log",
                "query_log_by_time",
                List.of("to_time", "id"),
                COVERING,
                (database, some) -> ask(database, OldRows.QUERY_LOG, some));
    }

    private static void ask(Database database, OldRows rows, QuerySamples some) {
        database.read(sql -> rows.times(sql, some.connection(), Long.MIN_VALUE, some.now(), CHUNK));
    }

    private void add(
            String name, Use use, String table, String index, List<String> columns, Cover cover, Call call) {
        queries.add(new NamedQuery(name, use, table, index, columns, cover, call));
    }
}
