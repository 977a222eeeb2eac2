package cts.server.runtime;

import cts.engine.EngineWatch;
import cts.engine.StageMeter;
import cts.engine.TradeEngine;
import cts.engine.VirtualTrading;
import cts.indication.IndicationKey;
import cts.market.MarketFeed;
import cts.performance.CalmarRatio;
import cts.performance.Expectancy;
import cts.performance.HoldTime;
import cts.performance.PositionsPerDay;
import cts.performance.ResultHistory;
import cts.performance.SharpeRatio;
import cts.performance.SortinoRatio;
import cts.promotion.BaseStatus;
import cts.promotion.Figure;
import cts.promotion.Level;
import cts.promotion.SetState;
import cts.server.runtime.TradingStatus.EngineStatus;
import cts.server.runtime.TradingStatus.FeedStatus;
import cts.server.runtime.TradingStatus.PseudoCounts;
import cts.server.runtime.TradingStatus.StageStatus;
import cts.server.runtime.TradingStatus.Trouble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Turns the state of an engine into what people look at. Called on the engine's loop; the views may go anywhere. */
final class EngineViews {
    private static final double NANOS_PER_MICRO = 1000;

    private EngineViews() {}

    static EngineStatus engine(
            String connectionId, String name, TradeEngine engine, long since, Optional<Trouble> trouble) {
        List<StageStatus> stages =
                engine.health().stream().map(EngineViews::stage).toList();
        StageMeter.Health worst = engine.health().stream()
                .map(StageMeter.Reading::health)
                .reduce(StageMeter.Health.HEALTHY, StageMeter.Health::worse);
        return new EngineStatus(
                connectionId,
                name,
                engine.instrument().exchange(),
                List.of(engine.instrument().symbol()),
                engine.state().code(),
                engine.cause(),
                since,
                worst.name().toLowerCase(Locale.ROOT),
                stages,
                trouble);
    }

    /** What keeps the engine from working: a fault of its own first, then what storage says. */
    static Optional<Trouble> trouble(Restarts restarts, String storage) {
        Optional<Long> nextAt = restarts.nextAt() == Long.MAX_VALUE ? Optional.empty() : Optional.of(restarts.nextAt());
        if (!restarts.fault().isEmpty()) {
            return Optional.of(new Trouble(restarts.fault(), restarts.tries(), Restarts.MOST, nextAt));
        }
        return storage.isEmpty()
                ? Optional.empty()
                : Optional.of(new Trouble(storage, 0, Restarts.MOST, Optional.empty()));
    }

    private static StageStatus stage(StageMeter.Reading reading) {
        return new StageStatus(
                reading.stage(),
                reading.health().name().toLowerCase(Locale.ROOT),
                reading.runs(),
                reading.successRate(),
                reading.meanNanos() / NANOS_PER_MICRO,
                reading.expectedNanos() / NANOS_PER_MICRO);
    }

    static FeedStatus feed(MarketFeed.Description feed, EngineMachine machine) {
        return new FeedStatus(
                feed.kind().name().toLowerCase(Locale.ROOT),
                feed.label(),
                Double.isInfinite(feed.speed()) ? Optional.empty() : Optional.of(feed.speed()),
                feed.startTime(),
                machine.connection().time(),
                feed.endTime(),
                machine.nextTrade(),
                feed.events(),
                machine.hasFeedEnded());
    }

    static PseudoCounts pseudo(TradeEngine engine) {
        EngineWatch counts = engine.counts();
        return new PseudoCounts(
                counts.opened(),
                counts.closed(),
                counts.opened() - counts.closed(),
                engine.virtual().kernel().openEntries());
    }

    static Funnel funnel(TradeEngine engine, List<Funnel.Point> history) {
        Map<BaseStatus, Long> byStatus = new EnumMap<>(BaseStatus.class);
        engine.virtual().sets().forEach((key, cell, set) -> byStatus.merge(set.status(), 1L, Long::sum));
        return new Funnel(
                engine.virtual().sets().aliveCount(),
                byStatus.getOrDefault(BaseStatus.EVALUATING, 0L),
                byStatus.getOrDefault(BaseStatus.ACTIVE, 0L),
                byStatus.getOrDefault(BaseStatus.PAUSED, 0L),
                byStatus.getOrDefault(BaseStatus.FAILED, 0L),
                engine.virtual().sets().countAt(Level.MAIN),
                engine.virtual().sets().countAt(Level.REAL),
                engine.virtual().sets().countAt(Level.EXCHANGE),
                history);
    }

    static List<KeyStatus> keys(TradeEngine engine, long[] signals) {
        VirtualTrading virtual = engine.virtual();
        List<KeyStatus> keys = new ArrayList<>();
        for (int k = 0; k < virtual.settings().keys().size(); k++) {
            IndicationKey key = virtual.settings().keys().get(k);
            long lastFired = virtual.board().lastFired(k);
            keys.add(new KeyStatus(
                    key.name(),
                    key.type(),
                    key.direction().code(),
                    virtual.sets().aliveCount(k),
                    bits(virtual.sets().atLevel(k, Level.MAIN)),
                    bits(virtual.sets().atLevel(k, Level.REAL)),
                    bits(virtual.sets().atLevel(k, Level.EXCHANGE)),
                    signals[k],
                    lastFired < 0 ? Optional.empty() : Optional.of(lastFired)));
        }
        return keys;
    }

    private static long bits(long[] mask) {
        long count = 0;
        for (long word : mask) count += Long.bitCount(word);
        return count;
    }

    static SetDetail set(String id, VirtualTrading virtual, int key, int cell, SetState set, long now) {
        ResultHistory history = set.history();
        double[] results = history.newest(history.size());
        double compound = set.drawdown().compoundReturn();
        return new SetDetail(
                id,
                virtual.setName(key, cell),
                Expectancy.of(set.gains(), set.lossSum(), set.closed()),
                SharpeRatio.of(results),
                SortinoRatio.of(results),
                CalmarRatio.of(compound, set.drawdown().max()),
                HoldTime.of(set.holdTime(), set.closed()),
                set.hasEntry() ? PositionsPerDay.of(set.closed(), set.firstEntry(), now) : OptionalDouble.empty(),
                Arrays.stream(results).max(),
                Arrays.stream(results).min(),
                compound,
                set.drawdown().current(),
                Arrays.stream(Level.values())
                        .map(gate -> gate(virtual, cell, set, now, gate))
                        .toList());
    }

    private static SetDetail.GateView gate(VirtualTrading virtual, int cell, SetState set, long now, Level gate) {
        List<Figure> figures = virtual.gates().why(set, cell, now, gate);
        return new SetDetail.GateView(gate.code(), figures.stream().allMatch(Figure::holds), figures);
    }

    static List<SetPosition> positions(VirtualTrading virtual, int key, int cell, double price) {
        List<SetPosition> positions = new ArrayList<>();
        virtual.kernel().forEachOpen(price, (openKey, entryTime, entryPrice, net, cells) -> {
            if (openKey != key || (cells[cell >> 6] & (1L << cell)) == 0) return;
            positions.addFirst(
                    new SetPosition(entryTime, entryPrice, Optional.empty(), Optional.empty(), Optional.empty(), net));
        });
        virtual.sets().set(key, cell).ifPresent(set -> {
            ResultHistory history = set.history();
            int[] rows = history.rows(history.size());
            for (int i = rows.length - 1; i >= 0; i--) {
                int row = rows[i];
                positions.add(new SetPosition(
                        history.log().entryTime(row),
                        history.log().entryPrice(row),
                        Optional.of(history.log().exitTime(row)),
                        Optional.of(history.log().exitPrice(row)),
                        Optional.of(history.log().reason(row).code()),
                        history.log().net(row)));
            }
        });
        return positions;
    }
}
