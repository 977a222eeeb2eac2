package cts.server.feed;

import cts.market.MarketFeed;
import cts.market.Tick;
import cts.simulation.SimulatedMarket;
import java.util.function.LongSupplier;

/** Plays a {@link SimulatedMarket}, without end. */
public final class SimulatedFeed implements MarketFeed {
    private static final long START = 1_767_225_600_000L;
    private static final double START_PRICE = 50_000;

    private final SimulatedMarket market;
    private final Description description;
    private final Pace pace;
    private long number;
    private Tick next;

    /**
     * A feed that begins with trade number {@code from}; the trades before it are made and dropped.
     *
     * @param speed times real time, positive infinity for as fast as possible
     * @param nanoTime a ticker such as {@code System::nanoTime}
     */
    public SimulatedFeed(long seed, long from, double speed, LongSupplier nanoTime) {
        market = new SimulatedMarket(seed, START, START_PRICE);
        next = market.next();
        while (number < from) {
            next = market.next();
            number++;
        }
        description = new Description(
                Kind.SIMULATED, "simulated market, seed " + seed, speed, START, Long.MAX_VALUE, Long.MAX_VALUE);
        pace = new Pace(speed, next.time(), nanoTime);
    }

    @Override
    public Description description() {
        return description;
    }

    @Override
    public FeedEvent poll(long mostMillis) throws InterruptedException {
        long wait = pace.millisUntil(next.time());
        if (wait > 0) {
            Thread.sleep(Math.min(wait, mostMillis));
            if (pace.millisUntil(next.time()) > 0) return new FeedEvent.Nothing();
        }
        FeedEvent trade = new FeedEvent.Trade(number++, next);
        next = market.next();
        return trade;
    }

    @Override
    public void close() {
        // There is nothing to release.
    }
}
