package cts.server.runtime;

import cts.engine.Candidate;
import cts.engine.ClosedAs;
import cts.engine.EngineListener;
import cts.engine.EngineState;
import cts.engine.PromotedPosition;
import cts.engine.TradeEngine;
import cts.engine.VirtualSettings;
import cts.exchange.ClientOrderId;
import cts.exchange.Fill;
import cts.exchange.OrderRecord;
import cts.execution.ExecutionJournal;
import cts.execution.IntentLog;
import cts.execution.LedgerEntry;
import cts.execution.Notice;
import cts.execution.OpenOutcome;
import cts.execution.OpenOutcome.Opening;
import cts.execution.OpenRequest;
import cts.execution.OrderIntent;
import cts.execution.PositionRecord;
import cts.execution.Refusal;
import cts.market.Instrument;
import cts.promotion.SetState;
import cts.promotion.Verdict;
import cts.server.runtime.EventNotes.ChangedOrder;
import cts.server.runtime.EventNotes.Closing;
import cts.server.runtime.EventNotes.CountedFill;
import cts.server.runtime.EventNotes.Decision;
import cts.server.runtime.EventNotes.NumberedVerdict;
import cts.server.storage.Write;
import cts.server.storage.WriteOutcome;
import cts.server.storage.repository.ExchangePositions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a connection's engine and desk do into rows, and hands them to the storage writer.
 *
 * <p>What happens within one call into the connection is gathered and handed over by {@link #endOfTick} or {@link
 * #endOfCall}, which the loop calls after each. The order is one in which no row refers to a later one: sets, then pseudo
 * positions, exchange positions, orders without a new intent, fills, ledger, verdicts; then each new intent together with
 * its order, durably.
 *
 * <p>Rows are the same whenever the same calls are made again: their ids follow from what they are about, and each write
 * leaves or replaces the row that is there. Only times at which something was written come from the clock, in columns that a
 * second write leaves alone; the engine's state has the time of its last write.
 *
 * <p>One thread: the loop's. The consumer of {@link IntentOutcome} is called on the writer's thread.
 */
final class Recorder implements EngineListener, ExecutionJournal, IntentLog {
    private final RowOutlet outlet;
    private final InstantSource clock;
    private final Consumer<IntentOutcome> intentOutcomes;
    private final Consumer<Notice> notices;
    private final SetIds ids;
    private final SetRows setRows;
    private final PositionRows positionRows;
    private final VerdictRows verdictRows;
    private final ExecutionRows executionRows;
    private final StateRows stateRows;
    private final SignalRows signalRows;
    private final SetFlush sets;
    private final EventNotes notes = new EventNotes();

    private @Nullable TradeEngine engine;
    private double price = Double.NaN;

    /**
     * What is recorded.
     *
     * @param leverage that the desk trades with
     * @param recordedPerEntry most pseudo positions of one entry that get rows, 1 or more
     */
    record Settings(
            String connectionId, Instrument instrument, VirtualSettings virtual, int leverage, int recordedPerEntry) {
        static final int RECORDED_PER_ENTRY = 16;

        Settings {
            if (recordedPerEntry < 1) {
                throw new IllegalArgumentException("recorded-per-entry " + recordedPerEntry + " is below 1");
            }
        }
    }

    /**
     * A recorder that has seen nothing.
     *
     * @param clock the time at which rows are written
     * @param intentOutcomes hears what became of each intent, on the writer's thread; must only pass it on to the loop
     * @param notices hears each notice, on the loop
     */
    Recorder(
            Settings settings,
            RowOutlet outlet,
            InstantSource clock,
            Consumer<IntentOutcome> intentOutcomes,
            Consumer<Notice> notices) {
        this.outlet = outlet;
        this.clock = clock;
        this.intentOutcomes = intentOutcomes;
        this.notices = notices;
        String connectionId = settings.connectionId();
        Instrument instrument = settings.instrument();
        ids = new SetIds(connectionId, instrument, settings.virtual());
        setRows = new SetRows(connectionId, instrument, settings.virtual(), ids);
        positionRows = new PositionRows(
                connectionId, instrument, settings.virtual(), settings.recordedPerEntry(), ids, setRows);
        verdictRows = new VerdictRows(connectionId, instrument, setRows);
        executionRows = new ExecutionRows(connectionId, settings.leverage());
        stateRows = new StateRows(connectionId, clock);
        signalRows = new SignalRows(connectionId, instrument, settings.virtual().keys());
        sets = new SetFlush(outlet, ids, setRows, settings.virtual().keys().size());
    }

    /** The engine that is recorded; before its first event, after {@link #load} where there is a state. */
    void follow(TradeEngine recorded) {
        engine = recorded;
        sets.follow(recorded);
        ids.learn(recorded.virtual().sets());
        positionRows.historyUntil(recorded.virtual().sets().historyUntil());
    }

    /** The ids of the sets. */
    SetIds ids() {
        return ids;
    }

    /** Id of the row of an exchange position that the desk knows by {@code positionId}; empty if it was never seen. */
    Optional<String> exchangePositionId(String positionId) {
        return executionRows.positionId(positionId);
    }

    // What the engine tells.

    @Override
    public void onState(EngineState state, String cause) {
        stateRows.become(state, cause);
        offerState();
    }

    /** Hands over the engine's state as it stands, which a restore does not change. */
    void offerState() {
        stateRows.offer(outlet, Optional.ofNullable(engine));
    }

    /** The engine broke. */
    void onFault(String sentence) {
        outlet.offer(stateRows.fault(sentence));
    }

    @Override
    public void onSignal(int key, long time, double strength, double signalPrice) {
        outlet.offer(signalRows.fired(key, time, strength));
    }

    @Override
    public void onVerdict(long number, Verdict verdict) {
        notes.verdicts.add(new NumberedVerdict(number, verdict));
    }

    @Override
    public void onOpened(PromotedPosition position) {
        notes.opened.add(position);
    }

    @Override
    public void onClosed(PromotedPosition position, ClosedAs as) {
        notes.closed.add(new Closing(position, as));
    }

    @Override
    public void onDecision(long number, Candidate candidate, OpenOutcome outcome) {
        notes.decide(new Decision(number, candidate, outcome));
    }

    // What the desk tells.

    @Override
    public void write(OrderIntent intent) {
        notes.intents.put(intent.id(), intent);
    }

    @Override
    public void onOrder(OrderRecord order, OrderIntent intent) {
        notes.orders.put(order.request().id(), new ChangedOrder(order, intent));
    }

    @Override
    public void onFill(Fill fill, OrderIntent intent) {
        notes.fills.put(fill.venueFillId(), new CountedFill(fill, intent));
    }

    @Override
    public void onPosition(PositionRecord position) {
        executionRows.know(position);
        notes.positions.put(position.id(), position);
    }

    @Override
    public void onLedgerEntry(LedgerEntry entry) {
        notes.entries.add(entry);
    }

    /** The engine tells the same with its decision, and only when the answer changes; that is what is stored. */
    @Override
    public void onRefusal(OpenRequest request, Refusal refusal) {}

    @Override
    public void onNotice(Notice notice) {
        outlet.offer(stateRows.notice(notice));
        notices.accept(notice);
    }

    // The end of an event.

    /** Hands over what a tick brought. */
    void endOfTick(long time, double tickPrice) {
        price = tickPrice;
        positionRows.price(tickPrice);
        endOfCall(time);
    }

    /**
     * Hands over what any other call brought: a command, the outcome of an intent.
     *
     * @param time event time reached
     */
    void endOfCall(long time) {
        outlet.retry();
        List<Write<?>> rows = new ArrayList<>();
        for (PromotedPosition position : positionRows.choose(notes.opened)) {
            SetState set = sets.referred(position.key(), position.cell());
            positionRows.open(position, set, rows);
            position.exchangePosition().ifPresent(mirror -> mirrored(mirror, positionRows.realId(position, set)));
        }
        for (Closing closing : notes.closed) {
            PromotedPosition position = closing.position();
            if (!positionRows.isRecorded(position)) continue;
            positionRows.close(position, closing.as(), sets.referred(position.key(), position.cell()), rows);
        }
        addExecution(time, rows);
        addVerdicts(rows);
        outlet.offer(rows);
        for (OrderIntent intent : notes.intents.values()) offerIntent(intent);
        notes.forget();
    }

    /** The row of the exchange position gets its reference to the virtual one, though nothing else of it changed. */
    private void mirrored(String positionId, String realId) {
        executionRows.mirrors(positionId, realId);
        engine().desk().positions().stream()
                .filter(each -> each.id().equals(positionId))
                .forEach(each -> notes.positions.put(positionId, each));
    }

    private void addExecution(long time, List<Write<?>> rows) {
        for (PositionRecord position : notes.positions.values()) {
            rows.add(ExchangePositions.write(executionRows.position(
                    position,
                    sets.id(position.setId()),
                    price,
                    syncStatus(position.leg().symbol()),
                    time)));
        }
        for (ChangedOrder each : notes.orders.values()) {
            if (notes.intents.containsKey(each.order().request().id())) continue;
            rows.add(executionRows.order(each.order(), each.intent()));
        }
        for (CountedFill each : notes.fills.values()) {
            rows.add(executionRows.fill(each.fill(), each.intent(), clock.millis()));
        }
        for (LedgerEntry entry : notes.entries) {
            Optional<CountedFill> source = Optional.ofNullable(notes.fills.get(entry.reference()));
            rows.add(executionRows.entry(entry, source.map(CountedFill::fill), source.map(CountedFill::intent)));
        }
    }

    private String syncStatus(String symbol) {
        if (engine().desk().frozen().containsKey(symbol)) return "unexplained";
        return engine().desk().isReconciled() ? "synced" : "pending";
    }

    private void addVerdicts(List<Write<?>> rows) {
        for (NumberedVerdict each : notes.verdicts) {
            Verdict verdict = each.verdict();
            SetState set = sets.referred(verdict.key(), verdict.cell());
            rows.add(verdictRows.verdict(each.number(), verdict, ids.of(verdict.key(), verdict.cell(), set)));
        }
        for (Decision each : notes.decisions) {
            Candidate candidate = each.candidate();
            SetState set = sets.referred(candidate.key(), candidate.cell());
            Optional<String> positionId = each.outcome() instanceof Opening opening
                    ? executionRows.positionId(opening.positionId())
                    : Optional.empty();
            rows.add(verdictRows.decision(
                    each.number(),
                    candidate,
                    each.outcome(),
                    ids.of(candidate.key(), candidate.cell(), set),
                    positionId));
        }
    }

    /** The intent and the order that it is for stand or fall together, so no order refers to an intent that is not there. */
    private void offerIntent(OrderIntent intent) {
        List<Write<?>> together = new ArrayList<>();
        together.add(executionRows.intent(intent, sets.id(intent.setId()), clock.millis()));
        ChangedOrder order = notes.orders.get(intent.id());
        if (order != null) together.add(executionRows.orderOfIntent(order.order(), intent));
        ClientOrderId id = intent.id();
        outlet.offerDurably(together, outcome -> intentOutcomes.accept(outcome(id, outcome)));
    }

    private static IntentOutcome outcome(ClientOrderId id, WriteOutcome outcome) {
        return switch (outcome) {
            case WriteOutcome.Durable durable -> new IntentOutcome.Durable(id);
            case WriteOutcome.Refused refused -> new IntentOutcome.Refused(id, refused.sentence());
        };
    }

    // Sets.

    /** The id of a set that has come to life. */
    String setId(int key, int cell) {
        return sets.id(key, cell);
    }

    /** Hands over the rows of all sets that changed since they were last handed over. */
    void flushSets() {
        flushSets(Integer.MAX_VALUE);
    }

    /**
     * Hands over the rows of some sets that changed, in turn, and the health of the engine's stages. Rows of a whole grid at
     * once would keep an intent waiting that comes after them.
     *
     * @param most sets, 1 or more
     * @return how many are left for the next time
     */
    int flushSets(int most) {
        outlet.retry();
        int left = sets.flush(most);
        stateRows.offer(outlet, Optional.of(engine()));
        return left;
    }

    private TradeEngine engine() {
        if (engine == null) throw new IllegalStateException("the recorder follows no engine yet");
        return engine;
    }

    // State.

    /**
     * Writes the complete state; between events only. Rows handed over before belong to the past of this state and are not
     * made again: flush the writer before the state is used for a restart.
     *
     * @throws IllegalStateException while rows wait here that the writer has not taken
     */
    void save(DataOutput out) throws IOException {
        if (outlet.held() > 0) {
            throw new IllegalStateException("The state cannot be saved while " + outlet.held()
                    + " writes wait for the database; save it when they are taken.");
        }
        out.writeDouble(price);
        sets.save(out);
        positionRows.save(out);
        executionRows.save(out);
        stateRows.save(out);
    }

    /** Reads what {@link #save} wrote, into a new recorder of the same settings. */
    void load(DataInput in) throws IOException {
        price = in.readDouble();
        sets.load(in);
        positionRows.load(in);
        executionRows.load(in);
        stateRows.load(in);
    }
}
