package cts.server.api;

import cts.server.account.Identity;
import cts.server.runtime.EquityCurve;
import cts.server.storage.Database;
import cts.server.storage.repository.Fills;
import cts.server.storage.repository.Ledger;
import cts.server.storage.repository.Orders;
import cts.server.storage.repository.Page;
import cts.server.storage.repository.SetLines;
import cts.server.storage.repository.VerdictLines;
import cts.server.storage.repository.Verdicts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened with money: orders, fills, the ledger, verdicts and equity, newest first. */
@RestController
class TradeController {
    private static final int MOST_POINTS = 5_000;

    private final Readiness readiness;

    TradeController(ApiParts parts) {
        this.readiness = parts.readiness();
    }

    /** Equity over time; a point is a time and a decimal string. */
    record Equity(BigDecimal start, List<List<Object>> points) {}

    @GetMapping("/api/orders")
    @Summary("Orders, newest first.")
    Answer<Answer.Items<Orders.Row>> orders(
            Identity asking,
            @RequestParam Optional<String> connectionId,
            @RequestParam(defaultValue = Parameters.LIMIT) int limit,
            @RequestParam Optional<String> cursor) {
        Page.Request request = Parameters.page(limit, cursor);
        return page(
                asking,
                connectionId,
                (database, connection) -> new Orders(database)
                        .page(connection, Optional.empty(), Optional.empty(), Optional.empty(), request));
    }

    @GetMapping("/api/fills")
    @Summary("Fills, newest first.")
    Answer<Answer.Items<Fills.Row>> fills(
            Identity asking,
            @RequestParam Optional<String> connectionId,
            @RequestParam(defaultValue = Parameters.LIMIT) int limit,
            @RequestParam Optional<String> cursor) {
        Page.Request request = Parameters.page(limit, cursor);
        return page(
                asking,
                connectionId,
                (database, connection) -> new Fills(database).page(connection, Optional.empty(), request));
    }

    @GetMapping("/api/ledger")
    @Summary("Every change of a balance, newest first.")
    Answer<Answer.Items<Ledger.Row>> ledger(
            Identity asking,
            @RequestParam Optional<String> connectionId,
            @RequestParam(defaultValue = Parameters.LIMIT) int limit,
            @RequestParam Optional<String> cursor) {
        Page.Request request = Parameters.page(limit, cursor);
        return page(
                asking,
                connectionId,
                (database, connection) -> new Ledger(database).page(connection, Optional.empty(), request));
    }

    @GetMapping("/api/verdicts")
    @Summary("Verdicts about sets and orders, newest first.")
    Answer<Answer.Items<VerdictItem>> verdicts(
            Identity asking,
            @RequestParam Optional<String> connectionId,
            @RequestParam Optional<String> kind,
            @RequestParam(defaultValue = Parameters.LIMIT) int limit,
            @RequestParam Optional<String> cursor) {
        Optional<VerdictLines.Kind> wanted = Parameters.constant("kind", kind, VerdictLines.Kind.class);
        Page.Request request = Parameters.page(limit, cursor);
        Database database = readiness.backend().database();
        Answer.Items<Verdicts.Row> rows = this.<Verdicts.Row>page(
                        asking,
                        connectionId,
                        (_, connection) ->
                                new VerdictLines(database).page(connection, wanted, Optional.empty(), request))
                .data();
        Map<String, SetLines.Line> sets = new SetLines(database)
                .byIds(rows.items().stream()
                        .flatMap(row -> row.setId().stream())
                        .distinct()
                        .toList());
        return Answer.of(new Answer.Items<>(
                rows.items().stream().map(row -> VerdictItem.of(row, sets)).toList(), rows.nextCursor()));
    }

    @GetMapping("/api/equity")
    @Summary("Equity over time: pairs of time and amount.")
    Answer<Equity> equity(
            Identity asking,
            @RequestParam Optional<String> connectionId,
            @RequestParam(defaultValue = "0") long from,
            @RequestParam(defaultValue = "500") int limit) {
        Parameters.limit(limit, MOST_POINTS);
        Backend backend = readiness.backend();
        EquityCurve curve = new ConnectionScope(backend.database())
                .chosen(asking, connectionId)
                .map(connection -> backend.trading().equity(connection, from, limit))
                .orElseGet(() -> new EquityCurve(BigDecimal.ZERO, List.of()));
        Function<EquityCurve.Point, List<Object>> pair = point -> List.of(point.time(), point.equity());
        return Answer.of(
                new Equity(curve.start(), curve.points().stream().map(pair).toList()));
    }

    private <R> Answer<Answer.Items<R>> page(
            Identity asking, Optional<String> connectionId, BiFunction<Database, String, Page<R>> query) {
        Database database = readiness.backend().database();
        return Answer.of(new ConnectionScope(database)
                .chosen(asking, connectionId)
                .map(connection -> query.apply(database, connection))
                .map(page -> new Answer.Items<>(page.rows(), page.next()))
                .orElseGet(Answer.Items::none));
    }
}
