package cts.server.runtime;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What may be seen and asked of the running engines. Views are immutable and at most a second old; commands return when the
 * loop has carried them out and its new state is persisted.
 *
 * <p>Safe for any thread.
 */
public interface Trading {

    /** The engines, the feed and the counts. */
    TradingStatus status();

    /** How many sets stand where, with its recent past. */
    Funnel funnel();

    /** Each stream of signals and what has become of its sets. */
    List<KeyStatus> keys();

    /** A set with its measures and gates as they stand now; empty when no set has that id or it has not come to life. */
    Optional<SetDetail> set(String setId);

    /** The open positions of a set, then its kept closed ones, newest first; empty when there is no such set. */
    List<SetPosition> positionsOf(String setId);

    /** The paper or live equity of a connection over time. */
    EquityCurve equity(String connectionId, long from, int limit);

    /** The newest {@code limit} candles that open before {@code to}, ascending, the unfinished one included. */
    List<CandleView> candles(String symbol, String timeframe, long to, int limit);

    /** The newest {@code limit} signals in [from, to), ascending. */
    List<SignalView> signals(String symbol, long from, long to, int limit);

    /** The symbols that are traded and their last prices. */
    List<SymbolView> symbols();

    /**
     * Carries out a command on one engine.
     *
     * @throws IllegalArgumentException one sentence when there is no such connection or the state forbids it
     */
    void command(String connectionId, EngineCommand command, String who);

    /** The same on all engines. */
    void command(EngineCommand command, String who);

    /**
     * Stops opening everywhere, persists that, and closes our own positions if asked; works while an engine hangs.
     *
     * @param closePositions whether open exchange positions are closed, by orders that only reduce
     */
    void emergencyStop(boolean closePositions, String who);

    /** Hears what happens until the returned handle is closed. Called from runtime threads; must not block. */
    AutoCloseable subscribe(Consumer<LiveEvent> listener);

    /** What a person may ask of an engine. */
    enum EngineCommand {
        START,
        STOP,
        PAUSE,
        RESUME,
        RESTART
    }
}
