package cts.server.storage.queries;

import static cts.server.storage.queries.NamedQuery.Cover.CLUSTERED;
import static cts.server.storage.queries.NamedQuery.Cover.COVERING;
import static cts.server.storage.queries.NamedQuery.Cover.NO;
import static cts.server.storage.queries.NamedQuery.KEY;
import static cts.server.storage.queries.NamedQuery.UNIQUE;
import static cts.server.storage.queries.NamedQuery.Use.DASHBOARD;
import static cts.server.storage.queries.NamedQuery.Use.ENGINE;

import cts.server.storage.repository.Candles;
import cts.server.storage.repository.ExchangePositions;
import cts.server.storage.repository.Page;
import cts.server.storage.repository.PositionLines;
import cts.server.storage.repository.PseudoPositions;
import cts.server.storage.repository.RealPseudoPositionLogs;
import cts.server.storage.repository.SetLines;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Questions on candles, on sets and on the positions that they open. */
final class SetQueries {
    private static final Page.Request PAGE = Page.Request.first(100);
    private static final int CANDLES = 500;
    private static final long HOUR = 3_600_000;

    private SetQueries() {}

    static List<NamedQuery> all() {
        return Stream.of(candles(), sets(), positions()).flatMap(List::stream).toList();
    }

    private static List<NamedQuery> candles() {
        List<String> key = List.of("exchange", "symbol", "timeframe", "open_time");
        return List.of(
                new NamedQuery(
                        "candles-newest",
                        DASHBOARD,
                        "market_data",
                        KEY,
                        key,
                        CLUSTERED,
                        (database, some) -> new Candles(database).newest(some.series(), CANDLES)),
                new NamedQuery("candles-by-range", ENGINE, "market_data", KEY, key, CLUSTERED, (database, some) -> {
                    long from = some.openTime();
                    new Candles(database).range(some.series(), from, from + HOUR, CANDLES);
                }),
                new NamedQuery(
                        "archived-candles-by-range",
                        DASHBOARD,
                        "archived_market_data",
                        KEY,
                        key,
                        CLUSTERED,
                        (database, some) -> {
                            long from = some.openTime();
                            new Candles(database).history(some.series(), from, from + HOUR, CANDLES);
                        }));
    }

    private static List<NamedQuery> sets() {
        String table = "base_pseudo_positions";
        return List.of(
                new NamedQuery(
                        "set-by-id",
                        DASHBOARD,
                        table,
                        KEY,
                        List.of("id"),
                        NO,
                        (database, some) -> new SetLines(database).byId(some.set())),
                new NamedQuery(
                        "sets-by-level",
                        DASHBOARD,
                        table,
                        "base_pseudo_positions_by_level",
                        List.of("connection_id", "level", "id"),
                        NO,
                        (database, some) -> new SetLines(database)
                                .page(
                                        filter(some.connection(), Optional.of("real"), Optional.empty()),
                                        new SetLines.Order(
                                                SetLines.Measure.WIN_RATE, SetLines.Order.Turn.GREATEST_FIRST),
                                        PAGE)),
                new NamedQuery(
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
                                        PAGE)),
                new NamedQuery(
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
                        }));
    }

    private static SetLines.Filter filter(String connection, Optional<String> atLeast, Optional<String> status) {
        return new SetLines.Filter(
                connection, atLeast, status, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static List<NamedQuery> positions() {
        List<String> byStatus = List.of("connection_id", "status", "opened_at", "id");
        return List.of(
                new NamedQuery(
                        "open-positions-by-connection",
                        DASHBOARD,
                        "pseudo_positions",
                        "pseudo_positions_by_connection",
                        byStatus,
                        NO,
                        (database, some) -> new PseudoPositions(database)
                                .page(positions(some.connection(), Optional.of("open"), Optional.empty()), PAGE)),
                new NamedQuery(
                        "open-positions-counted",
                        ENGINE,
                        "pseudo_positions",
                        "pseudo_positions_by_connection",
                        byStatus,
                        COVERING,
                        (database, some) -> new PseudoPositions(database).open(some.connection())),
                new NamedQuery(
                        "positions-by-set",
                        DASHBOARD,
                        "pseudo_positions",
                        "pseudo_positions_by_set",
                        List.of("set_id", "closed_at", "id"),
                        NO,
                        (database, some) -> new PseudoPositions(database)
                                .page(positions(some.connection(), Optional.empty(), Optional.of(some.set())), PAGE)),
                new NamedQuery(
                        "real-positions-by-time",
                        DASHBOARD,
                        "real_pseudo_positions",
                        "real_pseudo_positions_by_time",
                        List.of("connection_id", "validated_at", "id"),
                        NO,
                        (database, some) ->
                                new PositionLines(database).real(some.connection(), Optional.empty(), PAGE)),
                new NamedQuery(
                        "real-positions-that-live",
                        DASHBOARD,
                        "real_pseudo_positions",
                        "real_pseudo_positions_living",
                        List.of("connection_id", "validated_at", "id"),
                        NO,
                        (database, some) -> new PositionLines(database)
                                .real(some.connection(), Optional.of(PositionLines.State.OPEN), PAGE)),
                new NamedQuery(
                        "log-of-a-real-position",
                        DASHBOARD,
                        "real_pseudo_position_logs",
                        "real_pseudo_position_logs_by_position",
                        List.of("real_pseudo_position_id", "logged_at", "id"),
                        NO,
                        (database, some) -> new RealPseudoPositionLogs(database).of(some.real())),
                new NamedQuery(
                        "exchange-positions-that-live",
                        ENGINE,
                        "active_exchange_positions",
                        "active_exchange_positions_living",
                        List.of("connection_id", "opened_at", "id"),
                        NO,
                        (database, some) -> new ExchangePositions(database).open(some.connection())),
                new NamedQuery(
                        "exchange-positions-by-status",
                        DASHBOARD,
                        "active_exchange_positions",
                        "active_exchange_positions_by_status",
                        byStatus,
                        NO,
                        (database, some) -> new ExchangePositions(database)
                                .page(
                                        some.connection(),
                                        Optional.of("liquidated"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        PAGE)),
                new NamedQuery(
                        "exchange-positions-by-time",
                        DASHBOARD,
                        "active_exchange_positions",
                        "active_exchange_positions_by_time",
                        List.of("connection_id", "opened_at", "id"),
                        NO,
                        (database, some) ->
                                new PositionLines(database).exchange(some.connection(), Optional.empty(), PAGE)));
    }

    private static PseudoPositions.Filter positions(String connection, Optional<String> status, Optional<String> set) {
        return new PseudoPositions.Filter(connection, status, Optional.empty(), Optional.empty(), set);
    }
}
