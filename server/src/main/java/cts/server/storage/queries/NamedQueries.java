package cts.server.storage.queries;

import static cts.server.storage.queries.NamedQuery.Cover.COVERING;
import static cts.server.storage.queries.NamedQuery.Cover.NO;
import static cts.server.storage.queries.NamedQuery.Use.DASHBOARD;
import static cts.server.storage.queries.NamedQuery.Use.RETENTION;

import cts.server.storage.Database;
import cts.server.storage.querylog.QueryHistory;
import cts.server.storage.repository.CleanupLog;
import cts.server.storage.repository.Page;
import cts.server.storage.repository.PresetLines;
import cts.server.storage.retention.OldRows;
import java.util.List;
import java.util.stream.Stream;

/** All questions that have a name. */
public final class NamedQueries {
    private static final Page.Request PAGE = Page.Request.first(100);
    private static final int BALANCES = 500;
    private static final int CHUNK = 1_000;

    private NamedQueries() {}

    public static List<NamedQuery> all() {
        return Stream.of(SetQueries.all(), DecisionQueries.all(), presets(), upkeep())
                .flatMap(List::stream)
                .toList();
    }

    private static List<NamedQuery> presets() {
        return List.of(
                new NamedQuery(
                        "coordination-by-rank",
                        DASHBOARD,
                        "preset_coordination_results",
                        "preset_coordination_results_by_rank",
                        List.of("preset_type_id", "is_valid", "rank", "id"),
                        NO,
                        (database, some) -> new PresetLines(database).valid(some.presetType(), PAGE.limit())),
                new NamedQuery(
                        "performance-by-symbol",
                        DASHBOARD,
                        "preset_symbol_performance",
                        "preset_symbol_performance_by_preset",
                        List.of("preset_id", "symbol"),
                        NO,
                        (database, some) -> new PresetLines(database).performance(some.preset())),
                new NamedQuery(
                        "balances-by-time",
                        DASHBOARD,
                        "preset_balance_history",
                        "preset_balance_history_by_time",
                        List.of("preset_id", "timestamp"),
                        NO,
                        (database, some) -> new PresetLines(database).balances(some.preset(), 0, BALANCES)));
    }

    private static List<NamedQuery> upkeep() {
        return List.of(
                new NamedQuery(
                        "queries-by-duration",
                        DASHBOARD,
                        "query_log",
                        "query_log_by_duration",
                        List.of("max_us", "id"),
                        NO,
                        (database, some) -> new QueryHistory(database).slowest(PAGE.limit())),
                new NamedQuery(
                        "newest-clean-up",
                        DASHBOARD,
                        "cleanup_log",
                        "cleanup_log_by_time",
                        List.of("began_at", "id"),
                        NO,
                        (database, some) -> new CleanupLog(database).newestRun()),
                new NamedQuery(
                        "expired-indications",
                        RETENTION,
                        "indication_states",
                        "indication_states_by_expiry",
                        List.of("connection_id", "expires_at"),
                        COVERING,
                        (database, some) -> ask(database, OldRows.INDICATION_STATES, some)),
                new NamedQuery(
                        "closed-positions-by-time",
                        RETENTION,
                        "pseudo_positions",
                        "pseudo_positions_by_closing",
                        List.of("connection_id", "closed_at"),
                        NO,
                        (database, some) -> ask(database, OldRows.CLOSED_POSITIONS, some)),
                new NamedQuery(
                        "old-site-logs",
                        RETENTION,
                        "site_logs",
                        "site_logs_by_time",
                        List.of("logged_at", "id"),
                        COVERING,
                        (database, some) -> ask(database, OldRows.SITE_LOGS, some)),
                new NamedQuery(
                        "old-measured-queries",
                        RETENTION,
                        "query_log",
                        "query_log_by_time",
                        List.of("to_time", "id"),
                        COVERING,
                        (database, some) -> ask(database, OldRows.QUERY_LOG, some)));
    }

    private static void ask(Database database, OldRows rows, QuerySamples some) {
        database.read(sql -> rows.times(sql, some.connection(), Long.MIN_VALUE, some.now(), CHUNK));
    }
}
