package cts.engine;

import cts.exchange.ClientOrderId;
import cts.exchange.ExchangeEvent;
import cts.execution.ExecutionJournal;
import cts.execution.IntentLog;
import cts.money.Amount;
import cts.pseudo.PositionSink;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * A connection with its engine as one deterministic machine: the same calls in the same order give the same state, and the
 * same commands to the exchange. So calls that are kept can be made again, and the past comes back.
 *
 * <p>One loop owns it.
 */
public interface EngineConnection {

    /**
     * Who hears of it.
     *
     * @param positions hears every closed pseudo position, in order
     * @param nanoTime a ticker such as {@code System::nanoTime}, for health alone
     */
    record Ears(
            EngineListener engine,
            ExecutionJournal execution,
            IntentLog intents,
            PositionSink positions,
            LongSupplier nanoTime) {}

    /** The past is restored: from now on commands reach the exchange. */
    void connect();

    /** A trade happened. */
    void onTick(long time, double price);

    /**
     * The exchange said something.
     *
     * @throws IllegalStateException where the exchange is part of the connection and says it inside
     */
    void onExchangeEvent(ExchangeEvent event);

    /** The intent of an order is durable: it goes to the exchange. */
    void onIntentDurable(ClientOrderId id);

    /** The intent of an order could not be written. */
    void onIntentFailed(ClientOrderId id, String why);

    /** Starts the engine under a fencing epoch. */
    void start(long epoch, String cause);

    /** Goes on after a restart, in the state the engine had. */
    void recover(long epoch);

    /** Orders get the ids of another installation from now on; those that are known stay ours. */
    void moveTo(String installation);

    void pause(String cause);

    void resume(String cause);

    void stop(String cause);

    /** See {@link TradeEngine#emergencyStop}. */
    void emergencyStop(boolean closePositions, String cause);

    TradeEngine engine();

    /** Balance and unrealised results at the last price. */
    Amount equity();

    /** Time of the last tick, 0 before the first. */
    long time();

    /** Writes the complete state; between calls only. */
    void save(DataOutput out) throws IOException;
}
