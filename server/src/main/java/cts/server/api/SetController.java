package cts.server.api;

import cts.server.account.Identity;
import cts.server.runtime.Funnel;
import cts.server.runtime.KeyStatus;
import cts.server.runtime.SetDetail;
import cts.server.runtime.SetPosition;
import cts.server.storage.repository.Page;
import cts.server.storage.repository.SetLines;
import cts.server.storage.repository.VerdictLines;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sets: the funnel, lists, the heat map, and one of them in full. */
@RestController
class SetController {
    private static final Map<String, SetLines.Measure> SORTS = Map.of(
            "avgSteps", SetLines.Measure.AVERAGE_STEPS,
            "winRate", SetLines.Measure.WIN_RATE,
            "profitFactor", SetLines.Measure.PROFIT_FACTOR,
            "closed", SetLines.Measure.CLOSED,
            "drawdown", SetLines.Measure.DRAWDOWN,
            "level", SetLines.Measure.LEVEL);

    private final Readiness readiness;

    SetController(ApiParts parts) {
        this.readiness = parts.readiness();
    }

    /** Returns are fractions, times ms. */
    record Measures(
            OptionalDouble expectancy,
            OptionalDouble sharpe,
            OptionalDouble sortino,
            OptionalDouble calmar,
            OptionalDouble holdTimeMs,
            OptionalDouble positionsPerDay,
            OptionalDouble best,
            OptionalDouble worst,
            OptionalDouble compoundReturn,
            OptionalDouble currentDrawdown) {
        /** Of a set that its engine does not know, such as one of a former configuration. */
        static final Measures NONE = new Measures(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());

        static Measures of(SetDetail detail) {
            return new Measures(
                    detail.expectancy(),
                    detail.sharpe(),
                    detail.sortino(),
                    detail.calmar(),
                    detail.holdTimeMs(),
                    detail.positionsPerDay(),
                    detail.best(),
                    detail.worst(),
                    OptionalDouble.of(detail.compoundReturn()),
                    OptionalDouble.of(detail.currentDrawdown()));
        }
    }

    /** A pseudo position of a set; {@code net} is a fraction, {@code netSteps} the same in steps. */
    record PositionItem(
            long entryTime,
            double entry,
            Optional<Long> exitTime,
            Optional<Double> exit,
            Optional<String> reason,
            double net,
            double netSteps) {
        static PositionItem of(SetPosition position, double step) {
            return new PositionItem(
                    position.entryTime(),
                    position.entry(),
                    position.exitTime(),
                    position.exit(),
                    position.reason(),
                    position.net(),
                    position.net() / step);
        }
    }

    @GetMapping("/api/sets/funnel")
    @Summary("How many sets stand at each level and in each state.")
    Answer<Funnel> funnel() {
        return Answer.of(readiness.backend().trading().funnel());
    }

    @GetMapping("/api/sets/keys")
    @Summary("The streams of signals with their sets and levels.")
    Answer<List<KeyStatus>> keys() {
        return Answer.of(readiness.backend().trading().keys());
    }

    @GetMapping("/api/sets")
    @Summary("Sets, filtered and sorted.")
    Answer<Answer.Items<SetItem>> list(
            Identity asking,
            @RequestParam Optional<String> connectionId,
            @RequestParam Optional<String> level,
            @RequestParam Optional<String> status,
            @RequestParam Optional<String> symbol,
            @RequestParam Optional<String> indication,
            @RequestParam Optional<String> direction,
            @RequestParam(defaultValue = "level") String sort,
            @RequestParam(defaultValue = "desc") String order,
            @RequestParam(defaultValue = Parameters.LIMIT) int limit,
            @RequestParam Optional<String> cursor) {
        Parameters.oneOf("level", level, Parameters.LEVELS);
        Parameters.oneOf("status", status, Parameters.STATUSES);
        Parameters.oneOf("direction", direction, Parameters.DIRECTIONS);
        Parameters.oneOf("sort", sort, SORTS.keySet().stream().sorted().toList());
        Parameters.oneOf("order", order, List.of("asc", "desc"));
        Page.Request request = Parameters.page(limit, cursor);
        SetLines.Order by = new SetLines.Order(
                SORTS.getOrDefault(sort, SetLines.Measure.LEVEL),
                order.equals("desc") ? SetLines.Order.Turn.GREATEST_FIRST : SetLines.Order.Turn.LEAST_FIRST);
        Backend backend = readiness.backend();
        return Answer.of(new ConnectionScope(backend.database())
                .chosen(asking, connectionId)
                .map(connection -> new SetLines(backend.database())
                        .page(filter(connection, level, status, symbol, indication, direction), by, request))
                .map(page ->
                        new Answer.Items<>(page.rows().stream().map(SetItem::of).toList(), page.next()))
                .orElseGet(Answer.Items::none));
    }

    @GetMapping("/api/sets/heat-map")
    @Summary("A measure of all sets of one indication: take profit by stop loss.")
    Answer<HeatMap> heatMap(
            Identity asking,
            @RequestParam Optional<String> connectionId,
            @RequestParam Optional<String> symbol,
            @RequestParam String indication,
            @RequestParam String direction,
            @RequestParam(defaultValue = "off") String trailing,
            @RequestParam(defaultValue = "avgSteps") String measure) {
        Parameters.oneOf("direction", direction, Parameters.DIRECTIONS);
        Parameters.oneOf("measure", measure, HeatMap.MEASURES);
        Backend backend = readiness.backend();
        Optional<String> market = symbol.or(() ->
                backend.trading().symbols().stream().map(view -> view.symbol()).findFirst());
        return Answer.of(new ConnectionScope(backend.database())
                .chosen(asking, connectionId)
                .map(connection -> new SetLines(backend.database())
                        .grid(filter(
                                connection,
                                Optional.empty(),
                                Optional.empty(),
                                market,
                                Optional.of(indication),
                                Optional.of(direction))))
                .map(grid -> HeatMap.of(grid, trailing, measure))
                .orElseGet(() -> HeatMap.of(List.of(), trailing, measure)));
    }

    @GetMapping("/api/sets/{id}")
    @Summary("A set with its measures and what its gates said.")
    Answer<Map<String, Object>> set(Identity asking, @PathVariable String id) {
        SetLines.Line line = visible(asking, id);
        Optional<SetDetail> detail = readiness.backend().trading().set(id);
        Map<String, Object> data = Json.fields(SetItem.of(line));
        data.put("measures", detail.map(Measures::of).orElse(Measures.NONE));
        data.put("gates", detail.map(SetDetail::gates).orElse(List.of()));
        return Answer.of(data);
    }

    @GetMapping("/api/sets/{id}/positions")
    @Summary("The pseudo positions of a set that are kept, newest first.")
    Answer<List<PositionItem>> positions(Identity asking, @PathVariable String id) {
        double step = SetItem.step(visible(asking, id));
        return Answer.of(readiness.backend().trading().positionsOf(id).stream()
                .map(position -> PositionItem.of(position, step))
                .toList());
    }

    @GetMapping("/api/sets/{id}/verdicts")
    @Summary("The verdicts about a set, newest first.")
    Answer<Answer.Items<VerdictItem>> verdicts(
            Identity asking,
            @PathVariable String id,
            @RequestParam(defaultValue = Parameters.LIMIT) int limit,
            @RequestParam Optional<String> cursor) {
        Page.Request request = Parameters.page(limit, cursor);
        SetLines.Line line = visible(asking, id);
        var page = new VerdictLines(readiness.backend().database())
                .page(line.connectionId(), Optional.empty(), Optional.of(id), request);
        return Answer.of(new Answer.Items<>(
                page.rows().stream()
                        .map(row -> VerdictItem.of(row, Map.of(id, line)))
                        .toList(),
                page.next()));
    }

    private SetLines.Line visible(Identity asking, String id) {
        Backend backend = readiness.backend();
        ConnectionScope scope = new ConnectionScope(backend.database());
        return new SetLines(backend.database())
                .byId(id)
                .filter(line -> scope.isVisible(asking, line.connectionId()))
                .orElseThrow(() -> Refusal.unknown("set", id));
    }

    private static SetLines.Filter filter(
            String connectionId,
            Optional<String> level,
            Optional<String> status,
            Optional<String> symbol,
            Optional<String> indication,
            Optional<String> direction) {
        return new SetLines.Filter(
                connectionId,
                level,
                status,
                symbol,
                indication.map(SetController::type),
                indication.flatMap(SetController::parameters),
                direction.map(word -> word.toUpperCase(Locale.ROOT)));
    }

    /** {@code direction} of {@code direction:5}. */
    private static String type(String indication) {
        int colon = indication.indexOf(':');
        return colon < 0 ? indication : indication.substring(0, colon);
    }

    private static Optional<String> parameters(String indication) {
        int colon = indication.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(indication.substring(colon + 1));
    }
}
