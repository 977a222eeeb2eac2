package cts.server.runtime;

import cts.engine.TradeEngine;
import cts.market.MarketFeed;
import cts.market.Timeframe;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What happens on an engine's loop by the wall clock: fresh views, rows of changed sets, snapshots. The views it keeps are
 * read by other threads.
 */
final class EnginePulse implements Runnable {
    private static final long VIEW_MILLIS = 250;
    private static final long WIDE_VIEW_MILLIS = 1_000;
    private static final long SETS_MILLIS = 2_000;
    private static final long LEASE_MILLIS = 10_000;

    private final EngineHost.HostSettings settings;
    private final EngineMachine machine;
    private final EngineEars ears;
    private final SignalLog signals;
    private final CandleWriter candles;
    private final EngineHistory history;
    private final MarketFeed.Description feed;
    private final LiveHub hub;
    private final EngineStore store;
    private final InstantSource clock;
    private final long setsPossible;

    private volatile TradingStatus status;
    private volatile Funnel funnel;
    private volatile List<KeyStatus> keys = List.of();
    private volatile EquityCurve equity;
    private volatile double lastPrice;
    private volatile boolean emergencyStopped;
    private long viewAt;
    private long wideViewAt;
    private long setsAt;
    private long snapshotAt;
    private long leaseAt;
    private volatile boolean leaseLost;
    private long countedAt;
    private long countedTrades;
    private double ticksPerSecond;
    private TradingStatus.PseudoCounts published = new TradingStatus.PseudoCounts(0, 0, 0, 0);

    EnginePulse(
            EngineHost.HostSettings settings,
            EngineMachine machine,
            EngineEars ears,
            SignalLog signals,
            CandleWriter candles,
            EngineHistory history,
            MarketFeed.Description feed,
            LiveHub hub,
            EngineStore store,
            InstantSource clock) {
        this.settings = settings;
        this.machine = machine;
        this.ears = ears;
        this.signals = signals;
        this.candles = candles;
        this.history = history;
        this.feed = feed;
        this.hub = hub;
        this.store = store;
        this.clock = clock;
        TradeEngine engine = machine.connection().engine();
        setsPossible = (long) engine.virtual().kernel().grid().size()
                * engine.virtual().settings().keys().size();
        snapshotAt = clock.millis() + settings.snapshotEvery().toMillis();
        countedAt = clock.millis();
        countedTrades = machine.nextTrade();
        funnel = EngineViews.funnel(engine, history.funnel());
        equity = history.equity();
        status = look(clock.millis());
    }

    /** Does what is due. */
    @Override
    public void run() {
        long now = clock.millis();
        if (now < viewAt) return;
        viewAt = now + VIEW_MILLIS;
        refresh(now);
        if (now >= setsAt) {
            setsAt = now + SETS_MILLIS;
            machine.flushSets();
        }
        if (leaseLost) throw new IllegalStateException("another process has taken over this connection.");
        if (now >= leaseAt) {
            leaseAt = now + LEASE_MILLIS;
            store.renewLease(() -> leaseLost = true);
        }
        if (now >= snapshotAt) {
            snapshotAt = now + settings.snapshotEvery().toMillis();
            store.snapshot(machine);
        }
    }

    /** Makes fresh views now. */
    void refresh() {
        wideViewAt = 0;
        refresh(clock.millis());
    }

    private void refresh(long now) {
        ears.noteStateTime(now);
        TradeEngine engine = machine.connection().engine();
        if (now - countedAt >= WIDE_VIEW_MILLIS) {
            ticksPerSecond = (machine.nextTrade() - countedTrades) * 1000.0 / (now - countedAt);
            countedTrades = machine.nextTrade();
            countedAt = now;
        }
        newestCandle().ifPresent(candle -> lastPrice = candle.close());
        status = look(now);
        if (now >= wideViewAt) {
            wideViewAt = now + WIDE_VIEW_MILLIS;
            funnel = EngineViews.funnel(engine, history.funnel());
            keys = EngineViews.keys(engine, signals.counts());
            equity = history.equity();
        }
        if (hub.hasListeners()) publish();
    }

    private Optional<CandleView> newestCandle() {
        return candles.candles(Timeframe.M1, Long.MAX_VALUE, 1).stream().findFirst();
    }

    private TradingStatus look(long now) {
        TradeEngine engine = machine.connection().engine();
        return new TradingStatus(
                engine.state().code(),
                true,
                "paper",
                EngineViews.feed(feed, machine),
                List.of(EngineViews.engine(
                        settings.connection().id(),
                        settings.connectionName(),
                        engine,
                        engine.cause(),
                        ears.stateSince() == 0 ? now : ears.stateSince())),
                machine.nextTrade(),
                ticksPerSecond,
                EngineViews.pseudo(engine),
                engine.virtual().sets().aliveCount(),
                setsPossible,
                emergencyStopped);
    }

    private void publish() {
        String symbol = settings.connection().instrument().symbol();
        long time = machine.connection().time();
        hub.publish(new LiveEvent.Price(symbol, time, lastPrice));
        newestCandle().ifPresent(candle -> hub.publish(new LiveEvent.Candle(symbol, "1m", candle)));
        TradingStatus.PseudoCounts counts = status.pseudo();
        hub.publish(new LiveEvent.Pseudo(
                time,
                counts.opened() - published.opened(),
                counts.closed() - published.closed(),
                counts.open(),
                ears.takeRecentCloses()));
        published = counts;
        hub.publish(new LiveEvent.Equity(
                settings.connection().id(), time, machine.connection().equity().value()));
    }

    /** After the loop has ended: what is left goes to storage. */
    void finish() {
        machine.flushSets();
        store.snapshot(machine);
        refresh();
    }

    TradingStatus status() {
        return status;
    }

    Funnel funnel() {
        return funnel;
    }

    List<KeyStatus> keys() {
        return keys;
    }

    EquityCurve equity() {
        return equity;
    }

    double lastPrice() {
        return lastPrice;
    }

    void emergencyStopped(boolean stopped) {
        emergencyStopped = stopped;
    }
}
