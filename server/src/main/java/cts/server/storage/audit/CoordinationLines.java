package cts.server.storage.audit;

import static cts.server.storage.schema.Tables.EXCHANGE_CONNECTIONS;
import static cts.server.storage.schema.Tables.PRESET_COORDINATION_RESULTS;
import static cts.server.storage.schema.Tables.PRESET_SYMBOL_PERFORMANCE;
import static cts.server.storage.schema.Tables.TRADE_ENGINE_STATE;

import java.util.List;
import org.jooq.impl.DSL;

/** Section 4: who does what, and in which order. */
final class CoordinationLines {
    private static final String NO_PRESETS = "the table is there, but nothing in this version writes it";

    private CoordinationLines() {}

    static AuditSection of(Probe probe) {
        return new AuditSection.Maker(4, "Coordination Systems")
                .line(
                        "Priority system of connections",
                        "AccountRepositoriesContractTest",
                        () -> column(
                                probe, "connection_priority", DSL.noCondition(), "connections, each with its place"))
                .line(
                        "Active status of connections",
                        "AccountRepositoriesContractTest",
                        () -> column(probe, "is_active", EXCHANGE_CONNECTIONS.IS_ACTIVE.isTrue(), "connections active"))
                .line(
                        "Test status of connections",
                        "AccountRepositoriesContractTest",
                        () -> column(
                                probe,
                                "last_test_status",
                                EXCHANGE_CONNECTIONS.LAST_TEST_AT.isNotNull(),
                                "connections tested, with time and status"))
                .line(
                        "Rate limits of connections",
                        "RateLedgerTest",
                        () -> column(probe, "rate_limits", DSL.noCondition(), "connections with limits as JSON"))
                .line(
                        "Global coordinator",
                        "EndpointsTest",
                        () -> probe.endpoints("GET /api/trade-engine/status", "POST /api/trade-engine/emergency-stop"))
                .line("Engine per connection", "KillTest#continuesExactlyWhereItWasKilled", () -> {
                    List<String> states = probe.database()
                            .read(sql -> sql.select(TRADE_ENGINE_STATE.STATUS)
                                    .from(TRADE_ENGINE_STATE)
                                    .fetch(TRADE_ENGINE_STATE.STATUS));
                    return Finding.of(!states.isEmpty(), states.size() + " engines: " + String.join(", ", states));
                })
                .line("State persistence", "KillTest#continuesExactlyWhereItWasKilled", () -> {
                    int withStages = probe.count(TRADE_ENGINE_STATE, TRADE_ENGINE_STATE.LAST_RUN_AT.isNotNull());
                    return Finding.of(
                            probe.missing("trade_engine_state", "status", "cause", "stages", "updated_at")
                                            .isEmpty()
                                    && withStages > 0,
                            withStages + " engines with their last run, its cause and their stages");
                })
                .line("Multi-preset system", "", () -> {
                    int results = probe.count(PRESET_COORDINATION_RESULTS, DSL.noCondition());
                    return Finding.of(results > 0, results > 0 ? results + " results" : NO_PRESETS);
                })
                .line("Symbol validation of presets", "", () -> {
                    int valid = probe.count(PRESET_COORDINATION_RESULTS, PRESET_COORDINATION_RESULTS.IS_VALID.isTrue());
                    return Finding.of(valid > 0, valid > 0 ? valid + " valid results" : NO_PRESETS);
                })
                .line("Performance per preset and symbol", "", () -> {
                    int pairs = probe.count(PRESET_SYMBOL_PERFORMANCE, DSL.noCondition());
                    return Finding.of(pairs > 0, pairs > 0 ? pairs + " pairs" : NO_PRESETS);
                })
                .made();
    }

    private static Finding column(Probe probe, String column, org.jooq.Condition condition, String what) {
        if (!probe.missing("exchange_connections", column).isEmpty()) {
            return Finding.of(false, "exchange_connections has no column " + column);
        }
        int count = probe.count(EXCHANGE_CONNECTIONS, condition);
        return Finding.of(count > 0, count + " " + what);
    }
}
