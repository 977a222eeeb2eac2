package cts.engine;

import cts.exchange.ClientOrderId;
import cts.exchange.ExchangeEvent;
import cts.exchange.ExchangeListener;
import cts.execution.OrderDesk;
import cts.indication.IndicationCatalogue;
import cts.market.Instrument;
import cts.pseudo.PositionSink;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The engine of one connection on one symbol: prices go through virtual trading, sets at the Exchange level compete for
 * their leg, the winner's order goes to the desk.
 *
 * <p>One loop owns it. Everything follows from the calls it gets, in their order; durations for its health come from a
 * ticker and change nothing else.
 */
public final class TradeEngine implements ExchangeListener {
    private static final double EXPECTED_DESK_NANOS = 100_000;
    private static final double EXPECTED_VIRTUAL_NANOS = 500_000;
    private static final double EXPECTED_CHOICE_NANOS = 1_000_000;

    private final Instrument instrument;
    private final OrderDesk desk;
    private final EngineListener listener;
    private final VirtualTrading virtual;
    private final LegContest contest;
    private final PromotedPositions promoted;
    private final EngineWatch watch;
    private final StageMeter deskStage;
    private final StageMeter virtualStage;
    private final StageMeter choiceStage;
    private EngineState state = EngineState.STOPPED;
    private String cause = "not started yet";

    /**
     * A stopped engine.
     *
     * @param positions hears every closed pseudo position, in order
     * @param nanoTime a ticker such as {@code System::nanoTime}
     */
    public TradeEngine(
            Instrument instrument,
            VirtualSettings settings,
            IndicationCatalogue catalogue,
            OrderDesk desk,
            EngineListener listener,
            PositionSink positions,
            LongSupplier nanoTime) {
        if (settings.kernel().entryDelay() != 1) {
            throw new IllegalArgumentException(
                    "an engine needs entry-delay 1: no order fills at the price that caused it.");
        }
        this.instrument = instrument;
        this.desk = desk;
        this.listener = listener;
        contest = new LegContest(instrument, settings, desk, listener);
        promoted = new PromotedPositions(listener);
        watch = new EngineWatch(contest, promoted, listener);
        virtual = new VirtualTrading(settings, catalogue, watch, positions);
        watch.follow(virtual);
        deskStage = new StageMeter("execution", EXPECTED_DESK_NANOS, nanoTime);
        virtualStage = new StageMeter("virtual trading", EXPECTED_VIRTUAL_NANOS, nanoTime);
        choiceStage = new StageMeter("choice of sets", EXPECTED_CHOICE_NANOS, nanoTime);
    }

    /** A trade happened; the exchange has been told of it before. The desk tends what it has there. */
    public void onPrice(long time, double price) {
        requirePrices();
        deskStage.begin();
        desk.onPrice(time, instrument.symbol(), price);
        deskStage.succeeded();
    }

    /**
     * Virtual trading takes the trade, and sets compete for their leg: after {@link #onPrice}, and after the exchange's
     * answers to it where they are there at once.
     */
    public void onTick(long time, double price) {
        requirePrices();
        virtualStage.begin();
        watch.price(price);
        virtual.onTick(time, price);
        virtualStage.succeeded();

        choiceStage.begin();
        contest.decide(virtual.sets(), state == EngineState.RUNNING);
        choiceStage.succeeded();
    }

    private void requirePrices() {
        if (!state.takesPrices()) throw new IllegalStateException("a " + state.code() + " engine takes no prices");
    }

    @Override
    public void onExchangeEvent(ExchangeEvent event) {
        desk.onExchangeEvent(event);
    }

    /** The intent of an order is durable. */
    public void onIntentDurable(long time, ClientOrderId id) {
        desk.onIntentDurable(time, id);
    }

    /** The intent of an order could not be written. */
    public void onIntentFailed(long time, ClientOrderId id, String why) {
        desk.onIntentFailed(time, id, why);
    }

    /**
     * Begins, or begins again after a restart.
     *
     * @param epoch the fencing epoch of this start
     */
    public void start(long time, long epoch, String cause) {
        become(EngineState.STARTING, cause);
        desk.start(time, epoch, List.of());
        desk.prepare(time, instrument);
        desk.resume(time);
        become(EngineState.RUNNING, cause);
    }

    /** Goes on after a restart of the process in the state it had. */
    public void recover(long time, long epoch) {
        desk.start(time, epoch, List.of());
        desk.prepare(time, instrument);
    }

    public void pause(long time, String cause) {
        become(EngineState.PAUSED, cause);
        desk.pause(time);
    }

    public void resume(long time, String cause) {
        become(EngineState.RUNNING, cause);
        desk.resume(time);
    }

    /**
     * Opens nothing from now on. What is held stands under its stops when the engine has stopped; until then it takes
     * prices and is {@code STOPPING}: see {@link #finishStop}.
     */
    public void stop(long time, String cause) {
        become(EngineState.STOPPING, cause);
        desk.pause(time);
        finishStop();
    }

    /** The same, not to be resumed by a mere start of trading; closes all positions of ours first if that is wanted. */
    public void emergencyStop(long time, boolean closePositions, String cause) {
        if (state == EngineState.STOPPED || state == EngineState.ERROR) return;
        if (state != EngineState.STOPPING) become(EngineState.STOPPING, cause);
        if (closePositions) desk.emergencyClose(time);
        else desk.emergencyStop(time);
        finishStop();
    }

    /** Stops an engine that is stopping, once nothing is on its way and all that is held is under a confirmed stop. */
    public void finishStop() {
        if (state == EngineState.STOPPING && desk.isAtRest()) become(EngineState.STOPPED, cause);
    }

    /** Something broke; the engine takes no more prices. */
    public void fail(String sentence) {
        become(EngineState.ERROR, sentence);
    }

    /** Why the engine cannot become that now, in a sentence; empty if it can. */
    public Optional<String> obstacle(EngineState next) {
        return state.mayBecome(next)
                ? Optional.empty()
                : Optional.of("the engine is " + state.code() + " and cannot become " + next.code() + ".");
    }

    private void become(EngineState next, String why) {
        Optional<String> obstacle = obstacle(next);
        if (obstacle.isPresent()) throw new IllegalArgumentException(obstacle.get());
        state = next;
        cause = why;
        listener.onState(next, why);
    }

    public EngineState state() {
        return state;
    }

    /** Why the engine is in its state: a sentence, or who asked for it. */
    public String cause() {
        return cause;
    }

    public Instrument instrument() {
        return instrument;
    }

    public VirtualTrading virtual() {
        return virtual;
    }

    public OrderDesk desk() {
        return desk;
    }

    /** Health of each stage. */
    public List<StageMeter.Reading> health() {
        return List.of(virtualStage.reading(), choiceStage.reading(), deskStage.reading());
    }

    /** What has been opened and closed since the first event. */
    public EngineWatch counts() {
        return watch;
    }

    /** Writes the complete state but the desk's; between calls only. */
    public void save(DataOutput out) throws IOException {
        out.writeUTF(state.name());
        out.writeUTF(cause);
        virtual.save(out);
        contest.save(out);
        promoted.save(out);
        watch.save(out);
    }

    /** Reads what {@link #save} wrote, into a new engine of the same settings. */
    public void load(DataInput in) throws IOException {
        state = EngineState.valueOf(in.readUTF());
        cause = in.readUTF();
        virtual.load(in);
        contest.load(in);
        promoted.load(in);
        watch.load(in);
    }
}
