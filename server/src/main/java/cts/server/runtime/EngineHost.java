package cts.server.runtime;

import cts.engine.EngineState;
import cts.market.MarketFeed;
import cts.market.Timeframe;
import cts.pseudo.PositionSink;
import cts.server.runtime.TradingStatus.FeedStatus;
import cts.simulation.PaperConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Runs one engine: restores its state, drives it from its feed, keeps journal and snapshots, and is the view that others
 * have of it. Safe for any thread.
 */
public final class EngineHost implements Trading, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** An engine that broke is restored by the command that starts it. */
    private static final Duration PATIENCE_WITH_START = Duration.ofMinutes(2);

    private final HostSettings settings;
    private final LiveHub hub = new LiveHub();
    private final EngineStore store;
    private final Restarts restarts = new Restarts();
    private final InstantSource clock;
    /** Word from storage about intents; as many as there are open ones. */
    private final Queue<LoopRecord> answers = new ConcurrentLinkedQueue<>();

    private final EngineLoop loop;
    private final EnginePulse pulse;

    /**
     * What a host runs.
     *
     * @param connectionName for people
     * @param connection the engine and its paper exchange
     * @param installation whose ids new orders get
     * @param feed makes the feed from a trade number on
     * @param historyUntil results of trades before this time count as history: up to Main, not beyond
     * @param positions hears every pseudo position that closes from now on, in order
     * @param snapshotEvery from one snapshot of the state to the next, by the wall clock
     * @param startsAtOnce whether an engine that was never started starts by itself
     */
    public record HostSettings(
            String connectionName,
            PaperConnection.Settings connection,
            String installation,
            LongFunction<MarketFeed> feed,
            long historyUntil,
            PositionSink positions,
            Duration snapshotEvery,
            boolean startsAtOnce) {}

    /** Restores the state in the data folder, or begins a new one; the loop does not run before {@link #start}. */
    public EngineHost(HostSettings settings, EngineStore store, InstantSource clock) {
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        EngineLives lives = new EngineLives(settings, store, hub, this::tell);
        EngineLife first = lives.begin();
        pulse = new EnginePulse(settings, first, restarts, hub, store, clock);
        loop = new EngineLoop(settings, lives, first, store, restarts, answers, pulse, clock);
    }

    /** Lets the engine run; returns at once. */
    public void start() {
        loop.enter();
        loop.start();
    }

    /** The loop, for who drives it step by step instead of starting it. */
    EngineLoop loop() {
        return loop;
    }

    private EngineMachine machine() {
        return loop.life().machine();
    }

    /** On the writer's thread, perhaps while the state is still being restored. */
    private void tell(IntentOutcome outcome) {
        LoopRecord record = switch (outcome) {
            case IntentOutcome.Durable durable ->
                new LoopRecord.IntentDurable(durable.id().value());
            case IntentOutcome.Refused refused ->
                new LoopRecord.IntentFailed(refused.id().value(), refused.why());
        };
        answers.add(record);
    }

    @Override
    public TradingStatus status() {
        return pulse.status();
    }

    @Override
    public Funnel funnel() {
        return pulse.funnel();
    }

    @Override
    public List<KeyStatus> keys() {
        return pulse.keys();
    }

    @Override
    public Optional<SetDetail> set(String setId) {
        return onLoop(() -> loop.life()
                .recorder()
                .ids()
                .find(setId)
                .flatMap(place -> machine()
                        .connection()
                        .engine()
                        .virtual()
                        .sets()
                        .set(place.key(), place.cell())
                        .map(set -> EngineViews.set(
                                setId,
                                machine().connection().engine().virtual(),
                                place.key(),
                                place.cell(),
                                set,
                                machine().connection().time()))));
    }

    @Override
    public List<SetPosition> positionsOf(String setId) {
        return onLoop(() -> loop.life()
                .recorder()
                .ids()
                .find(setId)
                .map(place -> EngineViews.positions(
                        machine().connection().engine().virtual(), place.key(), place.cell(), pulse.lastPrice()))
                .orElse(List.of()));
    }

    @Override
    public EquityCurve equity(String connectionId, long from, int limit) {
        checkConnection(connectionId);
        EquityCurve whole = pulse.equity();
        List<EquityCurve.Point> points =
                whole.points().stream().filter(point -> point.time() >= from).toList();
        return new EquityCurve(whole.start(), points.subList(Math.max(0, points.size() - limit), points.size()));
    }

    @Override
    public List<CandleView> candles(String symbol, String timeframe, long to, int limit) {
        checkSymbol(symbol);
        return loop.life().candles().candles(Timeframe.parse(timeframe), to, limit);
    }

    @Override
    public List<SignalView> signals(String symbol, long from, long to, int limit) {
        checkSymbol(symbol);
        return loop.life().signals().signals(from, to, limit);
    }

    @Override
    public List<SymbolView> symbols() {
        var instrument = settings.connection().instrument();
        return List.of(new SymbolView(
                instrument.exchange(),
                instrument.symbol(),
                pulse.lastPrice(),
                pulse.status().feed().time()));
    }

    @Override
    public void command(String connectionId, EngineCommand command, String who) {
        checkConnection(connectionId);
        command(command, who);
    }

    @Override
    public void command(EngineCommand command, String who) {
        Duration patience =
                command == EngineCommand.START || command == EngineCommand.RESTART ? PATIENCE_WITH_START : PATIENCE;
        onLoop(patience, () -> {
            String cause = command.name().toLowerCase(Locale.ROOT) + " by " + who;
            if (loop.life().isBroken()) commandBroken(command, cause);
            else commandSound(command, cause);
            return persisted();
        });
    }

    private void commandSound(EngineCommand command, String cause) {
        switch (command) {
            case START -> start(cause);
            case STOP -> enter(LoopRecord.Kind.STOP, cause);
            case PAUSE -> enter(LoopRecord.Kind.PAUSE, cause);
            case RESUME -> enter(LoopRecord.Kind.RESUME, cause);
            case RESTART -> {
                if (machine().takesPrices()) enter(LoopRecord.Kind.STOP, cause);
                start(cause);
            }
        }
    }

    /** An engine that broke can be started, which restores it first, or left alone. */
    private void commandBroken(EngineCommand command, String cause) {
        switch (command) {
            case START, RESTART -> {
                restarts.commanded(clock.millis());
                loop.restore(cause);
                if (!machine().takesPrices()) start(cause);
            }
            case STOP -> restarts.giveUp();
            case PAUSE, RESUME ->
                throw new IllegalArgumentException("the engine broke and must be started before anything else.");
        }
    }

    private void start(String cause) {
        EngineMachine machine = machine();
        // Before anything is changed or journaled: what cannot be started is told so.
        machine.connection().engine().obstacle(EngineState.STARTING).ifPresent(sentence -> {
            throw new IllegalArgumentException(sentence);
        });
        store.enableTrading(settings.connection().id());
        pulse.emergencyStopped(false);
        machine.enter(new LoopRecord.Command(
                LoopRecord.Kind.START, store.beginEpoch(settings.connection().id()), cause));
    }

    private void enter(LoopRecord.Kind kind, String cause) {
        machine().enter(new LoopRecord.Command(kind, 0, cause));
    }

    @Override
    public void emergencyStop(boolean closePositions, String who) {
        // First in storage, by this thread: it must hold even if the loop hangs.
        store.stopTradingEverywhere();
        pulse.emergencyStopped(true);
        LoopRecord.Command stop = new LoopRecord.Command(
                closePositions ? LoopRecord.Kind.EMERGENCY_CLOSE : LoopRecord.Kind.EMERGENCY_KEEP,
                0,
                "emergency stop by " + who);
        onLoop(() -> {
            if (loop.life().isBroken()) {
                // It opens nothing now, and stops before all else when it is restored.
                restarts.giveUp();
                machine().keep(stop);
            } else {
                machine().enter(stop);
            }
            return persisted();
        });
    }

    private boolean persisted() {
        store.force();
        pulse.refresh();
        return true;
    }

    @Override
    public AutoCloseable subscribe(Consumer<LiveEvent> listener) {
        return hub.subscribe(listener);
    }

    /** Whether the feed has ended and everything that follows from it is stored. */
    public boolean hasEnded() {
        return loop.hasEnded();
    }

    /** The feed's part of the status. */
    public FeedStatus feedStatus() {
        return pulse.status().feed();
    }

    private void checkConnection(String connectionId) {
        if (!connectionId.equals(settings.connection().id())) {
            throw new IllegalArgumentException(
                    "there is no connection " + connectionId + "; see settings/connections.");
        }
    }

    private void checkSymbol(String symbol) {
        String known = settings.connection().instrument().symbol();
        if (!symbol.equals(known)) {
            throw new IllegalArgumentException("symbol " + symbol + " is not traded; " + known + " is.");
        }
    }

    private <T> T onLoop(Supplier<T> question) {
        return onLoop(PATIENCE, question);
    }

    private <T> T onLoop(Duration patience, Supplier<T> question) {
        CompletableFuture<T> answer = loop.ask(question);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) throw known;
            throw new IllegalStateException("the engine could not answer: " + failed.getCause(), failed);
        } catch (TimeoutException slow) {
            throw new IllegalStateException("the engine did not answer within " + patience.toSeconds() + " s.", slow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the question was interrupted", interrupted);
        }
    }

    /** Ends the loop, stores everything, writes a last snapshot. */
    @Override
    public void close() {
        loop.close();
        pulse.finish();
        store.close();
    }
}
