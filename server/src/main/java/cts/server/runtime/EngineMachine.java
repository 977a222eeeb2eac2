package cts.server.runtime;

import cts.engine.EngineConnection;
import cts.engine.EngineListener;
import cts.engine.EngineState;
import cts.exchange.ClientOrderId;
import cts.exchange.ExchangeEvent;
import cts.execution.ExecutionJournal;
import cts.execution.OrderIntent;
import cts.market.Tick;
import cts.server.storage.StorageException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An engine with all that must survive a restart: a state machine that changes only by {@link LoopRecord}s. Each is
 * journaled before it is applied; a snapshot and the records after it give the same state again.
 *
 * <p>One loop owns it.
 */
final class EngineMachine {
    private static final int STATE_VERSION = 3;

    private final Parts parts;
    private final String fingerprint;
    private final Consumer<LoopRecord> journal;
    private final Recorder recorder;
    private final CandleWriter candles;
    private final EngineHistory history;
    private final Set<String> openIntents = new LinkedHashSet<>();
    private EngineConnection connection;
    private long nextTrade;
    private boolean feedEnded;
    private Optional<Throwable> fault = Optional.empty();

    /**
     * What a machine is made of.
     *
     * @param historyUntil results of trades before this time count as history
     * @param engine hears the engine, and {@code execution} its desk
     */
    record Parts(
            ConnectionSource source,
            long historyUntil,
            Recorder recorder,
            EngineListener engine,
            ExecutionJournal execution,
            SignalLog signals,
            CandleWriter candles,
            EngineHistory history,
            PositionsOnce positions) {}

    /**
     * A machine without a past.
     *
     * @param journal keeps each record; called before it is applied
     */
    EngineMachine(Parts parts, Consumer<LoopRecord> journal) {
        this.parts = parts;
        this.journal = journal;
        recorder = parts.recorder();
        candles = parts.candles();
        history = parts.history();
        fingerprint = Fingerprint.of(parts.source().settingsText());
        connection = parts.source().make(ears());
        parts.positions().standAt(0);
        connection.engine().virtual().sets().historyUntil(parts.historyUntil());
    }

    private EngineConnection.Ears ears() {
        return new EngineConnection.Ears(
                parts.engine(), parts.execution(), this::writeIntent, parts.positions(), System::nanoTime);
    }

    private void writeIntent(OrderIntent intent) {
        openIntents.add(intent.id().value());
        recorder.write(intent);
    }

    /**
     * Journals a record and applies it.
     *
     * @throws IllegalArgumentException if it is a command that the state forbids: nothing happened
     * @throws StorageException if the journal does not take it: nothing happened, and it may be entered again
     */
    void enter(LoopRecord record) {
        // What cannot be applied must not be in the journal, or no restart would come past it.
        Optional<String> obstacle = obstacle(record);
        if (obstacle.isPresent()) throw new IllegalArgumentException(obstacle.get());
        journal.accept(record);
        apply(record);
    }

    private Optional<String> obstacle(LoopRecord record) {
        if (fault.isPresent()) return Optional.of("the engine broke and must be started before anything else.");
        if (!(record instanceof LoopRecord.Command(LoopRecord.Kind kind, long argument, String cause))) {
            return Optional.empty();
        }
        return switch (kind) {
            case START -> connection.engine().obstacle(EngineState.STARTING);
            case STOP -> connection.engine().obstacle(EngineState.STOPPING);
            case PAUSE -> connection.engine().obstacle(EngineState.PAUSED);
            case RESUME -> connection.engine().obstacle(EngineState.RUNNING);
            case RECOVER, EMERGENCY_KEEP, EMERGENCY_CLOSE, MOVE -> Optional.empty();
        };
    }

    /** Lets the recorder know the engine, once its state is loaded. */
    void follow() {
        recorder.follow(connection.engine());
    }

    /** The past is restored: from now on commands reach the exchange. */
    void connect() {
        connection.connect();
    }

    /** What broke it; empty while it works. */
    Optional<Throwable> fault() {
        return fault;
    }

    /** Enters word from storage, unless it is known already. */
    void answer(LoopRecord record) {
        String order = switch (record) {
            case LoopRecord.IntentDurable durable -> durable.orderId();
            case LoopRecord.IntentFailed failed -> failed.orderId();
            case LoopRecord.Trade trade -> "";
            case LoopRecord.Command command -> "";
            case LoopRecord.ExchangeSaid said -> "";
        };
        if (openIntents.contains(order)) enter(record);
    }

    /** Applies a record that is in the journal. What goes wrong leaves the machine broken: no more can be said of its state. */
    void apply(LoopRecord record) {
        try {
            carryOut(record);
        } catch (RuntimeException | Error broken) {
            fault = Optional.of(broken);
            throw broken;
        }
    }

    private void carryOut(LoopRecord record) {
        switch (record) {
            case LoopRecord.Trade(long number, Tick tick) -> apply(number, tick);
            case LoopRecord.IntentDurable(String order) -> {
                openIntents.remove(order);
                connection.onIntentDurable(new ClientOrderId(order));
            }
            case LoopRecord.IntentFailed(String order, String why) -> {
                openIntents.remove(order);
                connection.onIntentFailed(new ClientOrderId(order), why);
            }
            case LoopRecord.ExchangeSaid(ExchangeEvent event) -> connection.onExchangeEvent(event);
            case LoopRecord.Command(LoopRecord.Kind kind, long argument, String cause) -> {
                switch (kind) {
                    case START -> connection.start(argument, cause);
                    case RECOVER -> connection.recover(argument);
                    case STOP -> connection.stop(cause);
                    case PAUSE -> connection.pause(cause);
                    case RESUME -> connection.resume(cause);
                    case EMERGENCY_KEEP -> connection.emergencyStop(false, cause);
                    case EMERGENCY_CLOSE -> connection.emergencyStop(true, cause);
                    case MOVE -> connection.moveTo(cause);
                }
            }
        }
        if (!(record instanceof LoopRecord.Trade)) recorder.endOfCall(connection.time());
    }

    private void apply(long number, Tick tick) {
        if (number != nextTrade) {
            throw new IllegalStateException("trade number " + number + " came where " + nextTrade
                    + " was due: the journal and the feed do not belong together.");
        }
        nextTrade++;
        candles.onTick(tick.time(), tick.price(), tick.size());
        connection.onTick(tick.time(), tick.price());
        recorder.endOfTick(tick.time(), tick.price());
        history.observe(tick.time(), connection);
    }

    /** Whether an intent has no answer yet. */
    boolean isWaiting() {
        return !openIntents.isEmpty();
    }

    /** The orders whose intents have no answer yet. */
    Set<String> openIntents() {
        return Set.copyOf(openIntents);
    }

    boolean takesPrices() {
        return connection.engine().state().takesPrices();
    }

    /** The number of the first trade that was not applied yet. */
    long nextTrade() {
        return nextTrade;
    }

    void feedEnded() {
        feedEnded = true;
    }

    boolean hasFeedEnded() {
        return feedEnded;
    }

    /** The engine broke, and this machine takes nothing more. */
    void fail(Throwable broken, String sentence) {
        if (fault.isEmpty()) fault = Optional.of(broken);
        if (connection.engine().state() == EngineState.ERROR) return;
        connection.engine().fail(sentence);
    }

    /** Keeps a command for the next life of an engine that broke. */
    void keep(LoopRecord.Command command) {
        journal.accept(command);
    }

    EngineConnection connection() {
        return connection;
    }

    /** Offers the rows of the sets that changed since the last call. */
    void flushSets() {
        recorder.flushSets();
    }

    /**
     * Writes the complete state; between records only.
     *
     * @throws IllegalStateException of a machine that broke, whose state must not live on
     */
    void save(DataOutput out) throws IOException {
        if (fault.isPresent()) throw new IllegalStateException("a broken engine has no state to keep", fault.get());
        out.writeInt(STATE_VERSION);
        out.writeUTF(fingerprint);
        out.writeLong(nextTrade);
        out.writeInt(openIntents.size());
        for (String order : openIntents) out.writeUTF(order);
        connection.save(out);
        recorder.save(out);
        candles.save(out);
        history.save(out);
        parts.signals().save(out);
    }

    /**
     * Reads what {@link #save} wrote, into a machine without a past.
     *
     * @throws StorageException one sentence when the snapshot is of another version or other settings
     */
    void load(DataInput in) throws IOException {
        int version = in.readInt();
        if (version != STATE_VERSION) {
            throw StorageException.refused("the snapshot is of state version " + version + ", this program reads "
                    + STATE_VERSION + ": start it with the version of CTS that wrote it.");
        }
        if (!in.readUTF().equals(fingerprint)) {
            throw StorageException.refused("the snapshot was made with other settings of costs, grid or indications:"
                    + " start with those settings, or in another data folder.");
        }
        nextTrade = in.readLong();
        for (int count = in.readInt(); count > 0; count--) openIntents.add(in.readUTF());
        connection = parts.source().load(in, ears());
        parts.positions().standAt(connection.engine().counts().closed());
        recorder.load(in);
        candles.load(in);
        history.load(in);
        parts.signals().load(in);
    }
}
