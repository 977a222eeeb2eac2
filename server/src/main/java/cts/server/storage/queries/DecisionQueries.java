package cts.server.storage.queries;

import static cts.server.storage.queries.NamedQuery.Cover.NO;
import static cts.server.storage.queries.NamedQuery.UNIQUE;
import static cts.server.storage.queries.NamedQuery.Use.DASHBOARD;
import static cts.server.storage.queries.NamedQuery.Use.ENGINE;

import cts.server.storage.queries.NamedQuery.Call;
import cts.server.storage.repository.Fills;
import cts.server.storage.repository.IndicationStates;
import cts.server.storage.repository.Ledger;
import cts.server.storage.repository.OrderIntents;
import cts.server.storage.repository.Orders;
import cts.server.storage.repository.Page;
import cts.server.storage.repository.Sessions;
import cts.server.storage.repository.SiteLogs;
import cts.server.storage.repository.VerdictLines;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Questions on orders and money, on verdicts and on what was logged. */
final class DecisionQueries {
    private static final Page.Request PAGE = Page.Request.first(100);

    private DecisionQueries() {}

    static List<NamedQuery> all() {
        return Stream.of(money(), decisionsAndSignals()).flatMap(List::stream).toList();
    }

    private static List<NamedQuery> money() {
        return List.of(
                new NamedQuery(
                        "orders-unfinished",
                        ENGINE,
                        "orders",
                        "orders_unfinished",
                        List.of("connection_id", "created_at", "id"),
                        NO,
                        (database, some) -> new Orders(database).unfinished(some.connection())),
                new NamedQuery(
                        "orders-by-state",
                        DASHBOARD,
                        "orders",
                        "orders_by_state",
                        List.of("connection_id", "state", "created_at", "id"),
                        NO,
                        (database, some) -> new Orders(database)
                                .page(
                                        some.connection(),
                                        Optional.of("REJECTED"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        PAGE)),
                new NamedQuery(
                        "orders-by-time",
                        DASHBOARD,
                        "orders",
                        "orders_by_time",
                        List.of("connection_id", "created_at", "id"),
                        NO,
                        (database, some) -> new Orders(database)
                                .page(some.connection(), Optional.empty(), Optional.empty(), Optional.empty(), PAGE)),
                new NamedQuery(
                        "fills-by-order",
                        ENGINE,
                        "fills",
                        "fills_by_order",
                        List.of("order_id", "filled_at", "id"),
                        NO,
                        (database, some) -> new Fills(database).ofOrder(some.order())),
                new NamedQuery(
                        "fills-by-time",
                        DASHBOARD,
                        "fills",
                        "fills_by_time",
                        List.of("connection_id", "filled_at", "id"),
                        NO,
                        (database, some) -> new Fills(database).page(some.connection(), Optional.empty(), PAGE)),
                new NamedQuery(
                        "ledger-by-time",
                        DASHBOARD,
                        "ledger_entries",
                        "ledger_entries_by_time",
                        List.of("connection_id", "occurred_at", "id"),
                        NO,
                        (database, some) -> new Ledger(database).page(some.connection(), Optional.empty(), PAGE)),
                new NamedQuery(
                        "newest-balance",
                        ENGINE,
                        "ledger_entries",
                        UNIQUE,
                        List.of("connection_id", "sequence"),
                        NO,
                        (database, some) -> new Ledger(database).newest(some.connection(), "USD")),
                new NamedQuery(
                        "intents-by-time",
                        DASHBOARD,
                        "order_intents",
                        "order_intents_by_connection",
                        List.of("connection_id", "event_time", "id"),
                        NO,
                        (database, some) -> new OrderIntents(database).page(some.connection(), PAGE)));
    }

    private static List<NamedQuery> decisionsAndSignals() {
        List<String> byTime = List.of("connection_id", "event_time", "id");
        return List.of(
                new NamedQuery(
                        "verdicts-by-set",
                        DASHBOARD,
                        "verdicts",
                        "verdicts_by_set",
                        List.of("set_id", "event_time", "id"),
                        NO,
                        (database, some) -> new VerdictLines(database)
                                .page(some.connection(), Optional.empty(), Optional.of(some.set()), PAGE)),
                new NamedQuery(
                        "verdicts-by-time",
                        DASHBOARD,
                        "verdicts",
                        "verdicts_by_time",
                        byTime,
                        NO,
                        (database, some) -> new VerdictLines(database)
                                .page(some.connection(), Optional.empty(), Optional.empty(), PAGE)),
                new NamedQuery(
                        "verdicts-of-promotion",
                        DASHBOARD,
                        "verdicts",
                        "verdicts_of_promotion",
                        byTime,
                        NO,
                        (database, some) -> new VerdictLines(database)
                                .page(
                                        some.connection(),
                                        Optional.of(VerdictLines.Kind.PROMOTION),
                                        Optional.empty(),
                                        PAGE)),
                new NamedQuery(
                        "verdicts-of-execution",
                        DASHBOARD,
                        "verdicts",
                        "verdicts_of_execution",
                        byTime,
                        NO,
                        (database, some) -> new VerdictLines(database)
                                .page(
                                        some.connection(),
                                        Optional.of(VerdictLines.Kind.EXECUTION),
                                        Optional.empty(),
                                        PAGE)),
                new NamedQuery(
                        "indications-by-time",
                        DASHBOARD,
                        "indication_states",
                        "indication_states_by_time",
                        List.of("connection_id", "fired_at"),
                        NO,
                        (database, some) ->
                                new IndicationStates(database).page(some.connection(), Optional.empty(), PAGE)),
                new NamedQuery(
                        "session-by-token",
                        DASHBOARD,
                        "sessions",
                        UNIQUE,
                        List.of("token_hash"),
                        NO,
                        (database, some) -> new Sessions(database).byTokenHash(some.token(), some.now())),
                logs(
                        "site-logs-by-level",
                        "site_logs_by_level",
                        "level",
                        (database, some) -> new SiteLogs(database)
                                .page(Optional.of("error"), Optional.empty(), Optional.empty(), PAGE)),
                logs(
                        "site-logs-by-category",
                        "site_logs_by_category",
                        "category",
                        (database, some) -> new SiteLogs(database)
                                .page(Optional.empty(), Optional.of("account"), Optional.empty(), PAGE)));
    }

    private static NamedQuery logs(String name, String index, String first, Call call) {
        return new NamedQuery(name, DASHBOARD, "site_logs", index, List.of(first, "logged_at", "id"), NO, call);
    }
}
