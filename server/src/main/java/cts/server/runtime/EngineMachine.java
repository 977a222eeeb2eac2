package cts.server.runtime;

import cts.engine.EngineState;
import cts.exchange.ClientOrderId;
import cts.execution.OrderIntent;
import cts.indication.IndicationCatalogue;
import cts.market.Tick;
import cts.pseudo.PositionSink;
import cts.simulation.PaperConnection;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An engine with all that must survive a restart: a state machine that changes only by {@link LoopRecord}s. Each is
 * journaled before it is applied; a snapshot and the records after it give the same state again.
 *
 * <p>One loop owns it.
 */
final class EngineMachine {
    private static final int STATE_VERSION = 2;

    private final Parts parts;
    private final String fingerprint;
    private final Consumer<LoopRecord> journal;
    private final Recorder recorder;
    private final CandleWriter candles;
    private final EngineHistory history;
    private final Set<String> openIntents = new LinkedHashSet<>();
    private PaperConnection connection;
    private long nextTrade;
    private boolean feedEnded;

    /** What a machine is made of. */
    record Parts(
            PaperConnection.Settings settings,
            Recorder recorder,
            EngineEars ears,
            SignalLog signals,
            CandleWriter candles,
            EngineHistory history,
            PositionSink positions) {}

    /**
     * A machine without a past.
     *
     * @param journal keeps each record; called before it is applied
     */
    EngineMachine(Parts parts, IndicationCatalogue catalogue, Consumer<LoopRecord> journal) {
        this.parts = parts;
        this.journal = journal;
        recorder = parts.recorder();
        candles = parts.candles();
        history = parts.history();
        fingerprint = Fingerprint.of(parts.settings().toString());
        connection = new PaperConnection(parts.settings(), catalogue, ears());
    }

    private PaperConnection.Ears ears() {
        return new PaperConnection.Ears(
                parts.ears(), parts.ears(), this::writeIntent, parts.positions(), System::nanoTime);
    }

    private void writeIntent(OrderIntent intent) {
        openIntents.add(intent.id().value());
        recorder.write(intent);
    }

    /** Journals a record and applies it. */
    void enter(LoopRecord record) {
        journal.accept(record);
        apply(record);
    }

    /** Lets the recorder know the engine, once its state is loaded. */
    void follow() {
        recorder.follow(connection.engine());
    }

    /** Enters word from storage, unless it is known already. */
    void answer(LoopRecord record) {
        String order = switch (record) {
            case LoopRecord.IntentDurable durable -> durable.orderId();
            case LoopRecord.IntentFailed failed -> failed.orderId();
            case LoopRecord.Trade trade -> "";
            case LoopRecord.Command command -> "";
        };
        if (openIntents.contains(order)) enter(record);
    }

    /** Applies a record that is in the journal. */
    void apply(LoopRecord record) {
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
            case LoopRecord.Command(LoopRecord.Kind kind, long argument, String cause) -> {
                switch (kind) {
                    case START -> connection.start(argument, cause);
                    case RECOVER -> connection.recover(argument);
                    case STOP -> connection.stop(cause);
                    case PAUSE -> connection.pause(cause);
                    case RESUME -> connection.resume(cause);
                    case EMERGENCY_KEEP -> connection.emergencyStop(false, cause);
                    case EMERGENCY_CLOSE -> connection.emergencyStop(true, cause);
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

    /** The engine takes no more prices. */
    void fail(Throwable broken) {
        if (connection.engine().state() == EngineState.ERROR) return;
        connection.engine().fail("the engine broke: " + broken + "; restart CTS to restore it from its journal.");
    }

    PaperConnection connection() {
        return connection;
    }

    /** Offers the rows of the sets that changed since the last call. */
    void flushSets() {
        recorder.flushSets();
    }

    /** Writes the complete state; between records only. */
    void save(DataOutput out) throws IOException {
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
     * @throws IllegalStateException one sentence when the snapshot is of another version or other settings
     */
    void load(DataInput in, IndicationCatalogue catalogue) throws IOException {
        int version = in.readInt();
        if (version != STATE_VERSION) {
            throw new IllegalStateException("the snapshot is of state version " + version + ", this program reads "
                    + STATE_VERSION + ": start it with the version of CTS that wrote it.");
        }
        if (!in.readUTF().equals(fingerprint)) {
            throw new IllegalStateException("the snapshot was made with other settings of costs, grid or indications:"
                    + " start with those settings, or in another data folder.");
        }
        nextTrade = in.readLong();
        for (int count = in.readInt(); count > 0; count--) openIntents.add(in.readUTF());
        connection = PaperConnection.load(in, parts.settings(), catalogue, ears());
        recorder.load(in);
        candles.load(in);
        history.load(in);
        parts.signals().load(in);
    }
}
