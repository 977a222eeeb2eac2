package cts.simulation;

import cts.market.Tick;
import java.util.SplittableRandom;

/**
 * A market made up from a seed: trades some seconds apart, in regimes of quiet, trend and storm that follow each other.
 * It has fat tails and clustered volatility, and no edge worth having. The same seed gives the same trades.
 *
 * <p>One thread.
 */
public final class SimulatedMarket {
    private static final double MEAN_SECONDS = 2;
    private static final double TICK_SIZE = 0.01;
    private static final double REGIME_CHANGE = 1.0 / 2000;
    private static final double JUMP = 1.0 / 500;

    /** How prices move for a while: per trade, as fractions. */
    private enum Regime {
        QUIET(0, 0.0002),
        RISING(0.00002, 0.0004),
        FALLING(-0.00002, 0.0004),
        STORM(0, 0.0012);

        private final double drift;
        private final double volatility;

        Regime(double drift, double volatility) {
            this.drift = drift;
            this.volatility = volatility;
        }
    }

    private final SplittableRandom random;
    private long time;
    private double price;
    private Regime regime = Regime.QUIET;

    /**
     * A market at its beginning.
     *
     * @param startTime epoch ms of the first trade
     * @param startPrice above 0
     */
    public SimulatedMarket(long seed, long startTime, double startPrice) {
        random = new SplittableRandom(seed);
        time = startTime;
        price = startPrice;
    }

    /** The next trade. */
    public Tick next() {
        Tick tick = new Tick(time, Math.max(TICK_SIZE, Math.rint(price / TICK_SIZE) * TICK_SIZE), size());
        time += 1 + (long) (-Math.log(1 - random.nextDouble()) * MEAN_SECONDS * 1000);
        if (random.nextDouble() < REGIME_CHANGE) {
            regime = Regime.values()[random.nextInt(Regime.values().length)];
        }
        double tail = random.nextDouble() < JUMP ? 6 : 1;
        price *= Math.exp(regime.drift + regime.volatility * tail * random.nextGaussian());
        return tick;
    }

    private double size() {
        return Math.rint(-Math.log(1 - random.nextDouble()) * 1e8) / 1e8;
    }
}
