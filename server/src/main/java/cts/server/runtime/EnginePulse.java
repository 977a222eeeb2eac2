package cts.server.runtime;

import cts.engine.EngineState;
import cts.engine.TradeEngine;
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
    private final Restarts restarts;
    private final LiveHub hub;
    private final EngineStore store;
    private final InstantSource clock;
    private final long setsPossible;
    private EngineLife life;

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
    private TradingStatus.PseudoCounts counted;

    EnginePulse(
            EngineHost.HostSettings settings,
            EngineLife first,
            Restarts restarts,
            LiveHub hub,
            EngineStore store,
            InstantSource clock) {
        this.settings = settings;
        this.restarts = restarts;
        this.hub = hub;
        this.store = store;
        this.clock = clock;
        life = first;
        TradeEngine engine = engine();
        setsPossible = (long) engine.virtual().kernel().grid().size()
                * engine.virtual().settings().keys().size();
        snapshotAt = clock.millis() + settings.snapshotEvery().toMillis();
        countedAt = clock.millis();
        countedTrades = life.machine().nextTrade();
        funnel = EngineViews.funnel(engine, life.history().funnel());
        equity = life.history().equity();
        status = look(clock.millis());
        counted = status.pseudo();
    }

    /** The engine has a new life. */
    void follow(EngineLife next) {
        life = next;
        countedTrades = next.machine().nextTrade();
        countedAt = clock.millis();
    }

    private TradeEngine engine() {
        return life.machine().connection().engine();
    }

    /** Does what is due. */
    @Override
    public void run() {
        long now = clock.millis();
        if (now < viewAt) return;
        viewAt = now + VIEW_MILLIS;
        refresh(now);
        if (now >= leaseAt) {
            leaseAt = now + LEASE_MILLIS;
            store.renewLease(() -> leaseLost = true);
        }
        if (life.isBroken()) return;
        restarts.runs(now);
        if (leaseLost) stopForWantOfLease();
        if (now >= setsAt) {
            setsAt = now + SETS_MILLIS;
            life.machine().flushSets();
        }
        if (now >= snapshotAt) {
            snapshotAt = now + settings.snapshotEvery().toMillis();
            store.snapshot(life.machine());
        }
    }

    private void stopForWantOfLease() {
        EngineState state = engine().state();
        if (state == EngineState.RUNNING || state == EngineState.PAUSED) {
            life.machine()
                    .enter(new LoopRecord.Command(
                            LoopRecord.Kind.STOP, 0, "another process has taken over this connection"));
        }
        leaseLost = false;
        refresh();
    }

    /** Tells whoever looks at a fault, and shows it. */
    void announce(String sentence) {
        if (hub.hasListeners()) hub.publish(new LiveEvent.Notice("error", sentence));
        refresh();
    }

    /** Makes fresh views now. */
    void refresh() {
        wideViewAt = 0;
        refresh(clock.millis());
    }

    private void refresh(long now) {
        life.ears().noteStateTime(now);
        TradeEngine engine = engine();
        EngineMachine machine = life.machine();
        if (now - countedAt >= WIDE_VIEW_MILLIS) {
            ticksPerSecond = (machine.nextTrade() - countedTrades) * 1000.0 / (now - countedAt);
            countedTrades = machine.nextTrade();
            countedAt = now;
        }
        newestCandle().ifPresent(candle -> lastPrice = candle.close());
        status = look(now);
        // What a broken engine is made of is not to be relied on.
        if (life.isBroken()) return;
        if (now >= wideViewAt) {
            wideViewAt = now + WIDE_VIEW_MILLIS;
            funnel = EngineViews.funnel(engine, life.history().funnel());
            keys = EngineViews.keys(engine, life.signals().counts());
            equity = life.history().equity();
        }
        TradingStatus.PseudoCounts before = counted;
        counted = status.pseudo();
        if (hub.hasListeners()) publish(before);
    }

    private Optional<CandleView> newestCandle() {
        return life.candles().candles(Timeframe.M1, Long.MAX_VALUE, 1).stream().findFirst();
    }

    private TradingStatus look(long now) {
        TradeEngine engine = engine();
        EngineMachine machine = life.machine();
        return new TradingStatus(
                engine.state().code(),
                true,
                "paper",
                EngineViews.feed(life.feed().description(), machine),
                List.of(EngineViews.engine(
                        settings.connection().id(),
                        settings.connectionName(),
                        engine,
                        life.ears().stateSince() == 0 ? now : life.ears().stateSince(),
                        EngineViews.trouble(restarts, store.trouble()))),
                machine.nextTrade(),
                ticksPerSecond,
                EngineViews.pseudo(engine),
                engine.virtual().sets().aliveCount(),
                setsPossible,
                emergencyStopped);
    }

    private void publish(TradingStatus.PseudoCounts before) {
        String symbol = settings.connection().instrument().symbol();
        long time = life.machine().connection().time();
        hub.publish(new LiveEvent.Price(symbol, time, lastPrice));
        newestCandle().ifPresent(candle -> hub.publish(new LiveEvent.Candle(symbol, "1m", candle)));
        hub.publish(new LiveEvent.Pseudo(
                time,
                counted.opened() - before.opened(),
                counted.closed() - before.closed(),
                counted.open(),
                life.ears().takeRecentCloses()));
        hub.publish(new LiveEvent.Equity(
                settings.connection().id(),
                time,
                life.machine().connection().equity().value()));
    }

    /** After the loop has ended: what is left goes to storage. */
    void finish() {
        if (!life.isBroken()) {
            life.machine().flushSets();
            store.snapshot(life.machine());
        }
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
