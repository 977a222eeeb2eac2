package cts.server.api;

import cts.promotion.Figure;
import cts.server.runtime.CandleView;
import cts.server.runtime.EquityCurve;
import cts.server.runtime.Funnel;
import cts.server.runtime.KeyStatus;
import cts.server.runtime.LiveEvent;
import cts.server.runtime.SetDetail;
import cts.server.runtime.SetPosition;
import cts.server.runtime.SignalView;
import cts.server.runtime.SymbolView;
import cts.server.runtime.Trading;
import cts.server.runtime.TradingStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Engines that show fixed figures and note what they are told. */
final class FakeTrading implements Trading {
    static final String CONNECTION = "connection-1";
    static final String HIDDEN = "connection-2";
    static final String SET = "set-1";

    final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Consumer<LiveEvent>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public TradingStatus status() {
        return new TradingStatus(
                "running",
                true,
                "paper",
                new TradingStatus.FeedStatus(
                        "replay", "recorded trades", Optional.of(300.0), 1_000, 2_000, 9_000, 10, 90, false),
                List.of(engine(CONNECTION), engine(HIDDEN)),
                12_345,
                456.5,
                new TradingStatus.PseudoCounts(100, 90, 10, 3),
                735,
                1_470,
                false);
    }

    private static TradingStatus.EngineStatus engine(String connectionId) {
        return new TradingStatus.EngineStatus(
                connectionId,
                "replay",
                "bitstamp",
                List.of("BTCUSD"),
                "running",
                "started",
                5,
                "healthy",
                List.of(new TradingStatus.StageStatus("kernel", "healthy", 7, 1, 3.5, 10)),
                Optional.empty());
    }

    @Override
    public Funnel funnel() {
        return new Funnel(735, 500, 200, 30, 5, 40, 10, 2, List.of(new Funnel.Point(1_000, 40, 10, 2)));
    }

    @Override
    public List<KeyStatus> keys() {
        return List.of(new KeyStatus("direction:5", "direction", "long", 735, 40, 10, 2, 17, Optional.empty()));
    }

    @Override
    public Optional<SetDetail> set(String setId) {
        return setId.equals(SET)
                ? Optional.of(new SetDetail(
                        SET,
                        "direction:5 long 6/0.5/0.3-0.1",
                        OptionalDouble.of(0.25),
                        OptionalDouble.empty(),
                        OptionalDouble.of(Double.NaN),
                        OptionalDouble.of(1.5),
                        OptionalDouble.of(60_000),
                        OptionalDouble.of(12),
                        OptionalDouble.of(0.01),
                        OptionalDouble.of(-0.005),
                        0.05,
                        0.01,
                        List.of(new SetDetail.GateView(
                                "main",
                                true,
                                List.of(
                                        new Figure("last 8 mean", 0.5, "at least", 0.4, true),
                                        new Figure("last 30 mean", Double.NaN, "at least", 0.6, false))))))
                : Optional.empty();
    }

    @Override
    public List<SetPosition> positionsOf(String setId) {
        return List.of(
                new SetPosition(3_000, 100, Optional.empty(), Optional.empty(), Optional.empty(), 0.001),
                new SetPosition(
                        1_000, 100, Optional.of(2_000L), Optional.of(101.0), Optional.of("take_profit"), 0.0087));
    }

    @Override
    public EquityCurve equity(String connectionId, long from, int limit) {
        return new EquityCurve(
                new BigDecimal("10000"), List.of(new EquityCurve.Point(1_500, new BigDecimal("10000.1250"))));
    }

    @Override
    public List<CandleView> candles(String symbol, String timeframe, long to, int limit) {
        told.add("candles " + symbol + " " + timeframe + " " + to + " " + limit);
        return List.of(new CandleView(1_700_000_000_000L, 1, 2, 0.5, 1.5, 10));
    }

    @Override
    public List<SignalView> signals(String symbol, long from, long to, int limit) {
        told.add("signals " + symbol + " " + from + " " + to + " " + limit);
        return List.of(new SignalView(1_000, "direction:5", "long", 0.75, 100.5));
    }

    @Override
    public List<SymbolView> symbols() {
        return List.of(new SymbolView("bitstamp", "BTCUSD", 100.5, 2_000));
    }

    @Override
    public void command(String connectionId, EngineCommand command, String who) {
        if (command == EngineCommand.RESUME) {
            throw new IllegalArgumentException("The engine \"replay\" is running, so there is nothing to resume.");
        }
        told.add(connectionId + " " + command + " by " + who);
    }

    @Override
    public void command(EngineCommand command, String who) {
        told.add("all " + command + " by " + who);
    }

    @Override
    public void emergencyStop(boolean closePositions, String who) {
        told.add("emergency stop, close positions " + closePositions + ", by " + who);
    }

    @Override
    public AutoCloseable subscribe(Consumer<LiveEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void publish(LiveEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }
}
