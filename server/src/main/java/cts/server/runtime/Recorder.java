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
import cts.indication.IndicationKey;
import cts.market.Instrument;
import cts.promotion.SetState;
import cts.promotion.Verdict;
import cts.server.storage.Write;
import cts.server.storage.WriteOutcome;
import cts.server.storage.repository.ExchangePositions;
import cts.server.storage.repository.IndicationStates;
import cts.server.storage.repository.Sets;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
    private static final int MOST_DECISIONS = 16;
    private static final long KEPT = 48 * 3_600_000L;

    private final Settings settings;
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
    /** Sets whose row was handed over since this recorder was made. */
    private final BitSet[] written;

    /** Sets that changed and wait for their turn. */
    private final BitSet[] changed;

    private int flushFrom;

    private @Nullable TradeEngine engine;
    private double price = Double.NaN;

    // What the event that runs has brought.
    private final List<NumberedVerdict> verdicts = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<PromotedPosition> opened = new ArrayList<>();
    private final List<Closing> closed = new ArrayList<>();
    private final Map<String, PositionRecord> positions = new LinkedHashMap<>();
    private final Map<ClientOrderId, ChangedOrder> orders = new LinkedHashMap<>();
    private final Map<ClientOrderId, OrderIntent> intents = new LinkedHashMap<>();
    private final Map<String, CountedFill> fills = new LinkedHashMap<>();
    private final List<LedgerEntry> entries = new ArrayList<>();

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

    private record NumberedVerdict(long number, Verdict verdict) {}

    private record Decision(long number, Candidate candidate, OpenOutcome outcome) {}

    private record Closing(PromotedPosition position, ClosedAs as) {}

    private record ChangedOrder(OrderRecord order, OrderIntent intent) {}

    private record CountedFill(Fill fill, OrderIntent intent) {}

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
        this.settings = settings;
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
        int keys = settings.virtual().keys().size();
        written = Stream.generate(BitSet::new).limit(keys).toArray(BitSet[]::new);
        changed = Stream.generate(BitSet::new).limit(keys).toArray(BitSet[]::new);
    }

    /** The engine that is recorded; before its first event, after {@link #load} where there is a state. */
    void follow(TradeEngine recorded) {
        engine = recorded;
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
        IndicationKey indication = settings.virtual().keys().get(key);
        String symbol = settings.instrument().symbol();
        outlet.offer(IndicationStates.write(new IndicationStates.Row(
                StableIds.of(0, "indication state", settings.connectionId(), symbol, indication)
                        .toString(),
                settings.connectionId(),
                symbol,
                indication.type(),
                indication.parameters().toString(),
                indication.direction().name(),
                strength,
                time,
                time + KEPT)));
    }

    @Override
    public void onVerdict(long number, Verdict verdict) {
        verdicts.add(new NumberedVerdict(number, verdict));
    }

    @Override
    public void onOpened(PromotedPosition position) {
        opened.add(position);
    }

    @Override
    public void onClosed(PromotedPosition position, ClosedAs as) {
        closed.add(new Closing(position, as));
    }

    /** At most {@value #MOST_DECISIONS} of one event are kept: the openings, then the first others. */
    @Override
    public void onDecision(long number, Candidate candidate, OpenOutcome outcome) {
        boolean full = decisions.size() >= MOST_DECISIONS;
        if (full && !(outcome instanceof Opening)) return;
        if (full) decisions.removeLast();
        decisions.add(new Decision(number, candidate, outcome));
    }

    // What the desk tells.

    @Override
    public void write(OrderIntent intent) {
        intents.put(intent.id(), intent);
    }

    @Override
    public void onOrder(OrderRecord order, OrderIntent intent) {
        orders.put(order.request().id(), new ChangedOrder(order, intent));
    }

    @Override
    public void onFill(Fill fill, OrderIntent intent) {
        fills.put(fill.venueFillId(), new CountedFill(fill, intent));
    }

    @Override
    public void onPosition(PositionRecord position) {
        executionRows.know(position);
        positions.put(position.id(), position);
    }

    @Override
    public void onLedgerEntry(LedgerEntry entry) {
        entries.add(entry);
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
        for (PromotedPosition position : positionRows.choose(opened)) {
            SetState set = referred(position.key(), position.cell());
            positionRows.open(position, set, rows);
            position.exchangePosition().ifPresent(mirror -> mirrored(mirror, positionRows.realId(position, set)));
        }
        for (Closing closing : closed) {
            PromotedPosition position = closing.position();
            if (!positionRows.isRecorded(position)) continue;
            positionRows.close(position, closing.as(), referred(position.key(), position.cell()), rows);
        }
        addExecution(time, rows);
        addVerdicts(rows);
        outlet.offer(rows);
        for (OrderIntent intent : intents.values()) offerIntent(intent);
        forget();
    }

    /** The row of the exchange position gets its reference to the virtual one, though nothing else of it changed. */
    private void mirrored(String positionId, String realId) {
        executionRows.mirrors(positionId, realId);
        engine().desk().positions().stream()
                .filter(each -> each.id().equals(positionId))
                .forEach(each -> positions.put(positionId, each));
    }

    private void addExecution(long time, List<Write<?>> rows) {
        for (PositionRecord position : positions.values()) {
            rows.add(ExchangePositions.write(executionRows.position(
                    position,
                    setId(position.setId()),
                    price,
                    syncStatus(position.leg().symbol()),
                    time)));
        }
        for (ChangedOrder each : orders.values()) {
            if (intents.containsKey(each.order().request().id())) continue;
            rows.add(executionRows.order(each.order(), each.intent()));
        }
        for (CountedFill each : fills.values()) {
            rows.add(executionRows.fill(each.fill(), each.intent(), clock.millis()));
        }
        for (LedgerEntry entry : entries) {
            Optional<CountedFill> source = Optional.ofNullable(fills.get(entry.reference()));
            rows.add(executionRows.entry(entry, source.map(CountedFill::fill), source.map(CountedFill::intent)));
        }
    }

    private String syncStatus(String symbol) {
        if (engine().desk().frozen().containsKey(symbol)) return "unexplained";
        return engine().desk().isReconciled() ? "synced" : "pending";
    }

    private void addVerdicts(List<Write<?>> rows) {
        for (NumberedVerdict each : verdicts) {
            Verdict verdict = each.verdict();
            SetState set = referred(verdict.key(), verdict.cell());
            rows.add(verdictRows.verdict(each.number(), verdict, ids.of(verdict.key(), verdict.cell(), set)));
        }
        for (Decision each : decisions) {
            Candidate candidate = each.candidate();
            SetState set = referred(candidate.key(), candidate.cell());
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
        together.add(executionRows.intent(intent, setId(intent.setId()), clock.millis()));
        ChangedOrder order = orders.get(intent.id());
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

    private void forget() {
        verdicts.clear();
        decisions.clear();
        opened.clear();
        closed.clear();
        positions.clear();
        orders.clear();
        intents.clear();
        fills.clear();
        entries.clear();
    }

    // Sets.

    /** A set that a row refers to; its own row goes first. */
    private SetState referred(int key, int cell) {
        SetState set = engine().virtual()
                .sets()
                .set(key, cell)
                .orElseThrow(() -> new IllegalStateException("set " + key + "/" + cell + " has not come to life"));
        if (!written[key].get(cell)) offerSet(key, cell, set);
        return set;
    }

    private void offerSet(int key, int cell, SetState set) {
        outlet.offer(Sets.write(setRows.row(key, cell, set)));
        written[key].set(cell);
    }

    /** The id of a set that has come to life. */
    String setId(int key, int cell) {
        return ids.of(key, cell, referred(key, cell));
    }

    /** The id of the set that the engine calls {@code key/cell}. */
    private String setId(String name) {
        int slash = name.indexOf('/');
        int key = Integer.parseInt(name, 0, slash, 10);
        int cell = Integer.parseInt(name, slash + 1, name.length(), 10);
        return ids.of(key, cell, referred(key, cell));
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
        engine().virtual().sets().drainChanged((key, cell, set) -> changed[key].set(cell));
        int left = most;
        for (int keys = 0; keys < changed.length && left > 0; keys++) {
            left -= flushKey(flushFrom, left);
            if (changed[flushFrom].isEmpty()) flushFrom = (flushFrom + 1) % changed.length;
        }
        stateRows.offer(outlet, Optional.of(engine()));
        return Arrays.stream(changed).mapToInt(BitSet::cardinality).sum();
    }

    private int flushKey(int key, int most) {
        int flushed = 0;
        for (int cell = changed[key].nextSetBit(0); cell >= 0 && flushed < most; flushed++) {
            changed[key].clear(cell);
            int changedCell = cell;
            engine().virtual().sets().set(key, cell).ifPresent(set -> offerSet(key, changedCell, set));
            cell = changed[key].nextSetBit(cell + 1);
        }
        return flushed;
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
        out.writeInt(flushFrom);
        for (BitSet ofKey : changed) {
            long[] words = ofKey.toLongArray();
            out.writeInt(words.length);
            for (long word : words) out.writeLong(word);
        }
        positionRows.save(out);
        executionRows.save(out);
        stateRows.save(out);
    }

    /** Reads what {@link #save} wrote, into a new recorder of the same settings. */
    void load(DataInput in) throws IOException {
        price = in.readDouble();
        flushFrom = in.readInt();
        for (int key = 0; key < changed.length; key++) {
            long[] words = new long[in.readInt()];
            for (int w = 0; w < words.length; w++) words[w] = in.readLong();
            changed[key] = BitSet.valueOf(words);
        }
        positionRows.load(in);
        executionRows.load(in);
        stateRows.load(in);
    }
}
