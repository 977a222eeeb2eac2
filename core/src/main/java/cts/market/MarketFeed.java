package cts.market;

/**
 * Where market events come from: a recording, a generator, or an exchange's stream. One thread polls it.
 *
 * <p>Events of equal time keep their order. A recorded or generated feed waits for whoever polls, loses nothing and gives
 * the same events each time; a live one does not wait.
 */
public interface MarketFeed extends AutoCloseable {

    /** What it is. */
    Description description();

    /**
     * The next event; waits for one, but not longer than {@code mostMillis}.
     *
     * @throws InterruptedException when the thread is asked to end
     */
    FeedEvent poll(long mostMillis) throws InterruptedException;

    @Override
    void close();

    /** The kinds of feed. */
    enum Kind {
        REPLAY,
        SIMULATED,
        LIVE
    }

    /**
     * What a feed brings.
     *
     * @param label for people
     * @param speed times real time; positive infinity for as fast as possible; 1 when live
     * @param startTime of its first event, epoch ms
     * @param endTime of its last event; {@link Long#MAX_VALUE} when it has none
     * @param events how many there are in all; {@link Long#MAX_VALUE} when unknown
     */
    record Description(Kind kind, String label, double speed, long startTime, long endTime, long events) {}

    /** What a poll brings. */
    sealed interface FeedEvent {

        /** A trade; {@code number} counts the events of the feed from 0. */
        record Trade(long number, Tick tick) implements FeedEvent {}

        /** Nothing came in time. */
        record Nothing() implements FeedEvent {}

        /** There will be no more. */
        record Ended() implements FeedEvent {}
    }
}
