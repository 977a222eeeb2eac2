package cts.server.feed;

import cts.market.CandleSeries;
import cts.market.MarketFeed;
import cts.market.Tick;
import java.util.function.LongSupplier;

/** Plays a recording once, from any of its trades on; at its end it stops. A repeated past would teach the sets the future. */
public final class ReplayFeed implements MarketFeed {
    private final CandleSeries trades;
    private final Description description;
    private final Pace pace;
    private int next;

    /**
     * A feed that begins with trade number {@code from}.
     *
     * @param historyUntil trades before this time come at once, whatever the speed
     * @param speed times real time, positive infinity for as fast as possible
     * @param nanoTime a ticker such as {@code System::nanoTime}
     */
    public ReplayFeed(Recording recording, long from, long historyUntil, double speed, LongSupplier nanoTime) {
        trades = recording.trades();
        int size = trades.size();
        if (from < 0 || from > size) {
            throw new IllegalArgumentException(
                    "trade number " + from + " is not in the recording of " + size + " trades.");
        }
        next = (int) from;
        description = new Description(
                Kind.REPLAY, recording.label(), speed, trades.closeTime(0), trades.closeTime(size - 1), size);
        pace = new Pace(speed, Math.max(historyUntil, trades.closeTime(Math.min(next, size - 1))), nanoTime);
    }

    @Override
    public Description description() {
        return description;
    }

    @Override
    public FeedEvent poll(long mostMillis) throws InterruptedException {
        if (next == trades.size()) return new FeedEvent.Ended();
        long wait = pace.millisUntil(trades.closeTime(next));
        if (wait > 0) {
            Thread.sleep(Math.min(wait, mostMillis));
            if (pace.millisUntil(trades.closeTime(next)) > 0) return new FeedEvent.Nothing();
        }
        Tick tick = new Tick(trades.closeTime(next), trades.close()[next], trades.volume()[next]);
        return new FeedEvent.Trade(next++, tick);
    }

    @Override
    public void close() {
        // There is nothing to release.
    }
}
