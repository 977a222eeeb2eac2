package cts.server.runtime;

import cts.engine.VirtualSettings;
import cts.indication.IndicationKey;
import cts.market.Instrument;
import cts.performance.AverageResult;
import cts.performance.ProfitFactor;
import cts.performance.ResultHistory;
import cts.performance.WinRate;
import cts.promotion.Figure;
import cts.promotion.Gates;
import cts.promotion.Level;
import cts.promotion.SetState;
import cts.pseudo.ExitGrid;
import cts.pseudo.RequestedExit;
import cts.server.storage.repository.Sets;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The stored row of a set: a function of its settings and its state alone, so that the same state always gives the same row.
 * Drawdown times are those at its last close.
 *
 * <p>One thread: the loop's.
 */
final class SetRows {
    /** Results in the row; the longest window of a gate is 30. */
    private static final int NEWEST = 50;

    private static final double DECIMALS = 1e4;

    private final String connectionId;
    private final Instrument instrument;
    private final VirtualSettings settings;
    private final SetIds ids;
    private final Gates gates;
    private final double step;
    /** The request that names each cell. */
    private final List<RequestedExit> requests;

    SetRows(String connectionId, Instrument instrument, VirtualSettings settings, SetIds ids) {
        this.connectionId = connectionId;
        this.instrument = instrument;
        this.settings = settings;
        this.ids = ids;
        ExitGrid grid = ExitGrid.ofRequests(settings.exits());
        step = settings.stepPercent().movePointLeft(2).doubleValue();
        gates = new Gates(
                settings.gates(),
                grid,
                step,
                settings.kernel().costs().roundTrip().doubleValue());
        requests = naming(grid, settings.exits());
    }

    private static List<RequestedExit> naming(ExitGrid grid, List<RequestedExit> exits) {
        Map<Integer, RequestedExit> first = new HashMap<>();
        exits.stream().sorted().forEach(exit -> first.putIfAbsent(grid.cellOf(exit.configuration()), exit));
        List<RequestedExit> naming = new ArrayList<>(grid.size());
        for (int cell = 0; cell < grid.size(); cell++) {
            RequestedExit exit = first.get(cell);
            if (exit == null) throw new IllegalStateException("no request comes to cell " + cell);
            naming.add(exit);
        }
        return naming;
    }

    /** A net result in steps. */
    double steps(double net) {
        return net / step;
    }

    /** Every comparison of the gate to Real, and of that to Exchange where the set is there, as they stand now. */
    List<Figure> validation(SetState set, int cell, long time) {
        List<Figure> figures = new ArrayList<>(gates.why(set, cell, time, Level.REAL));
        if (set.level() == Level.EXCHANGE) figures.addAll(gates.why(set, cell, time, Level.EXCHANGE));
        return figures;
    }

    Sets.Row row(int key, int cell, SetState set) {
        IndicationKey indication = settings.keys().get(key);
        RequestedExit exits = requests.get(cell);
        ResultHistory history = set.history();
        boolean hasClosed = set.closed() > 0;
        return new Sets.Row(
                ids.of(key, cell, set),
                connectionId,
                instrument.exchange(),
                instrument.symbol(),
                ids.timeframe(),
                indication.type(),
                indication.parameters().toString(),
                indication.direction().name(),
                exits.takeProfit(),
                exits.stopLoss(),
                trailing(exits).map(RequestedExit.TrailingPercent::start).orElse(BigDecimal.ZERO),
                trailing(exits).map(RequestedExit.TrailingPercent::stop).orElse(BigDecimal.ZERO),
                ids.timeout(),
                settings.stepPercent(),
                settings.indications().history().stepRelation(),
                settings.kernel().entryDelay(),
                ids.costModel(),
                ids.presetSet(),
                phase(history.size()),
                set.status().code(),
                set.level().code(),
                set.opened(),
                set.closed(),
                set.opened() - set.closed(),
                set.wins(),
                set.losses(),
                steps(set.gains() + set.lossSum()),
                steps(set.gains()),
                steps(set.lossSum()),
                boxed(WinRate.of(set.wins(), set.closed())),
                breakEven(set, cell, exits),
                boxed(ProfitFactor.of(set.gains(), set.lossSum())),
                average(history, 3),
                average(history, 8),
                average(history, 15),
                average(history, 20),
                average(history, 25),
                average(history, 30),
                100 * set.drawdown().current(),
                100 * set.drawdown().max(),
                hasClosed ? set.drawdownTime().current(set.lastExit()) : 0,
                hasClosed ? set.drawdownTime().longest(set.lastExit()) : 0,
                json(history),
                Optional.of(set.lastEntry()),
                hasClosed ? Optional.of(set.lastExit()) : Optional.empty(),
                set.firstEntry(),
                Math.max(set.lastEntry(), set.lastExit()),
                Optional.empty());
    }

    /** Off where the cell's trailing stop cannot start, as the cell computes it. */
    private static Optional<RequestedExit.TrailingPercent> trailing(RequestedExit exits) {
        return exits.configuration().effective().trailing().flatMap(on -> exits.trailing());
    }

    /** With trailing it follows from the set's own results, so without any there is none. */
    private Optional<Double> breakEven(SetState set, int cell, RequestedExit exits) {
        if (trailing(exits).isPresent() && set.history().size() == 0) return Optional.empty();
        return Optional.of(gates.breakEven(set, cell));
    }

    private int phase(int results) {
        if (results < settings.gates().phase1Closed()) return 1;
        return results < settings.gates().phase2Closed() ? 2 : 3;
    }

    private Optional<Double> average(ResultHistory history, int count) {
        return history.size() < count ? Optional.empty() : boxed(AverageResult.of(history.sum(count), count, step));
    }

    private static Optional<Double> boxed(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }

    private String json(ResultHistory history) {
        StringBuilder json = new StringBuilder("[");
        for (double net : history.newest(Math.min(NEWEST, history.size()))) {
            if (json.length() > 1) json.append(',');
            json.append(Math.round(steps(net) * DECIMALS) / DECIMALS);
        }
        return json.append(']').toString();
    }
}
