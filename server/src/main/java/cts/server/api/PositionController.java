package cts.server.api;

import cts.server.account.Identity;
import cts.server.storage.Database;
import cts.server.storage.repository.Page;
import cts.server.storage.repository.PositionLines;
import cts.server.storage.repository.PseudoPositions;
import cts.server.storage.repository.SetLines;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Positions of the three levels that keep them. */
@RestController
class PositionController {
    private static final List<String> LEVELS = List.of("main", "real", "exchange");

    private final Readiness readiness;

    PositionController(ApiParts parts) {
        this.readiness = parts.readiness();
    }

    /** A pseudo position, of Main or of Real; {@code net} is a fraction of the entry. */
    record Virtual(
            String id,
            String setId,
            Optional<String> setName,
            String symbol,
            String direction,
            String level,
            long entryTime,
            double entry,
            Optional<Long> exitTime,
            Optional<Double> exit,
            Optional<String> reason,
            Optional<Double> net,
            String status) {}

    @GetMapping("/api/positions")
    @Summary("Positions of a level: main and real are virtual, exchange is money.")
    Answer<Answer.Items<?>> list(
            Identity asking,
            @RequestParam Optional<String> connectionId,
            @RequestParam(defaultValue = "exchange") String level,
            @RequestParam Optional<String> status,
            @RequestParam(defaultValue = Parameters.LIMIT) int limit,
            @RequestParam Optional<String> cursor) {
        Parameters.oneOf("level", level, LEVELS);
        Optional<PositionLines.State> state = Parameters.constant("status", status, PositionLines.State.class);
        Page.Request request = Parameters.page(limit, cursor);
        Database database = readiness.backend().database();
        Optional<String> connection = new ConnectionScope(database).chosen(asking, connectionId);
        if (connection.isEmpty()) {
            return Answer.of(Answer.Items.none());
        }
        return Answer.of(
                switch (level) {
                    case "main" -> main(database, connection.get(), status, request);
                    case "real" -> real(database, connection.get(), state, request);
                    default -> exchange(database, connection.get(), state, request);
                });
    }

    private static Answer.Items<Virtual> main(
            Database database, String connection, Optional<String> status, Page.Request request) {
        Page<PseudoPositions.Row> page = new PseudoPositions(database)
                .page(
                        new PseudoPositions.Filter(
                                connection, status, Optional.empty(), Optional.empty(), Optional.empty()),
                        request);
        Map<String, SetLines.Line> sets = new SetLines(database)
                .byIds(page.rows().stream()
                        .map(PseudoPositions.Row::setId)
                        .distinct()
                        .toList());
        return new Answer.Items<>(
                page.rows().stream()
                        .map(row -> new Virtual(
                                row.id(),
                                row.setId(),
                                name(sets, row.setId()),
                                row.symbol(),
                                SetItem.lower(row.direction()),
                                row.level(),
                                row.openedAt(),
                                row.entryPrice(),
                                row.closedAt(),
                                // A closed position keeps the price it closed at as its current one.
                                row.closedAt().map(_ -> row.currentPrice()),
                                row.closeReason(),
                                net(sets, row.setId(), row.resultSteps()),
                                row.status()))
                        .toList(),
                page.next());
    }

    private static Answer.Items<Virtual> real(
            Database database, String connection, Optional<PositionLines.State> state, Page.Request request) {
        Page<PositionLines.Real> page = new PositionLines(database).real(connection, state, request);
        Map<String, SetLines.Line> sets = new SetLines(database)
                .byIds(page.rows().stream()
                        .map(PositionLines.Real::setId)
                        .distinct()
                        .toList());
        return new Answer.Items<>(
                page.rows().stream()
                        .map(row -> new Virtual(
                                row.id(),
                                row.setId(),
                                name(sets, row.setId()),
                                row.symbol(),
                                SetItem.lower(row.direction()),
                                "real",
                                row.openedAt(),
                                row.entryPrice(),
                                row.closedAt(),
                                row.exitPrice(),
                                row.closeReason(),
                                net(sets, row.setId(), row.resultSteps()),
                                row.status()))
                        .toList(),
                page.next());
    }

    private static Answer.Items<ExchangePositionItem> exchange(
            Database database, String connection, Optional<PositionLines.State> state, Page.Request request) {
        Page<PositionLines.Exchange> page = new PositionLines(database).exchange(connection, state, request);
        Map<String, SetLines.Line> sets = new SetLines(database)
                .byIds(page.rows().stream()
                        .flatMap(row -> row.setId().stream())
                        .distinct()
                        .toList());
        return new Answer.Items<>(
                page.rows().stream()
                        .map(row -> ExchangePositionItem.of(row, row.setId().flatMap(id -> name(sets, id))))
                        .toList(),
                page.next());
    }

    private static Optional<String> name(Map<String, SetLines.Line> sets, String setId) {
        return Optional.ofNullable(sets.get(setId)).map(SetItem::name);
    }

    private static Optional<Double> net(Map<String, SetLines.Line> sets, String setId, Optional<Double> steps) {
        return Optional.ofNullable(sets.get(setId)).flatMap(set -> steps.map(value -> value * SetItem.step(set)));
    }
}
