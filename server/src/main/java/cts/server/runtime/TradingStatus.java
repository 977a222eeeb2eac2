package cts.server.runtime;

import java.util.List;
import java.util.Optional;

/**
 * The running system at one moment.
 *
 * @param state of the whole: {@code starting}, {@code running}, {@code paused}, {@code stopped}, {@code error}
 * @param moneyMode {@code paper}, {@code simulated} or {@code live}
 * @param setsPossible how many sets the enabled indications and the grid make
 */
public record TradingStatus(
        String state,
        boolean ready,
        String moneyMode,
        FeedStatus feed,
        List<EngineStatus> engines,
        long ticks,
        double ticksPerSecond,
        PseudoCounts pseudo,
        long setsAlive,
        long setsPossible,
        boolean emergencyStopped) {

    /**
     * The market data.
     *
     * @param kind {@code replay}, {@code simulated} or {@code live}
     * @param label for people: what is being played
     * @param speed times real time; empty for as fast as possible
     * @param time event time reached
     */
    public record FeedStatus(
            String kind,
            String label,
            Optional<Double> speed,
            long startTime,
            long time,
            long endTime,
            long eventsDone,
            long eventsTotal,
            boolean ended) {}

    /**
     * One engine.
     *
     * @param since wall-clock ms of the last change of state
     * @param trouble what keeps it from working, or lately did
     */
    public record EngineStatus(
            String connectionId,
            String connectionName,
            String exchange,
            List<String> symbols,
            String state,
            String cause,
            long since,
            String health,
            List<StageStatus> stages,
            Optional<Trouble> trouble) {}

    /**
     * What is wrong with an engine or what it writes to.
     *
     * @param sentence what, and the mend
     * @param tries how often an engine that broke was restored since it was last started
     * @param mostTries how often that is done by itself
     * @param nextTryAt wall-clock ms of the next time; empty when there is none
     */
    public record Trouble(String sentence, int tries, int mostTries, Optional<Long> nextTryAt) {}

    /** One stage of an engine; durations in microseconds. */
    public record StageStatus(
            String name, String health, long runs, double successRate, double meanMicros, double expectedMicros) {}

    /** Pseudo positions since the first event; {@code entriesOpen} counts what their grids share. */
    public record PseudoCounts(long opened, long closed, long open, long entriesOpen) {}
}
