package cts.server.runtime;

import java.util.SplittableRandom;

/**
 * A market with an edge to find: it swings by about a percent and turns after a run of about 13 steps, so that sets which
 * expect the turn earn and come to trade. The same seed gives the same prices. One thread.
 */
final class WavingMarket {
    private static final double BASE = 50_000;
    private static final double NOISE = 0.00015;

    private final SplittableRandom random;
    private double from = BASE;
    private double to = BASE;
    private int length;
    private int at;
    private boolean up;

    WavingMarket(SplittableRandom random) {
        this.random = random;
    }

    /** The next price, on the tick of 0.1. */
    double next() {
        if (at >= length) turn();
        at++;
        double way = (1 - Math.cos(Math.PI * at / length)) / 2;
        double price = (from + (to - from) * way) * (1 + NOISE * random.nextGaussian());
        return Math.rint(price * 10) / 10;
    }

    private void turn() {
        from = to;
        up = !up;
        to = up ? BASE * (1 + 0.0115 + 0.003 * random.nextDouble()) : BASE * (1 - 0.001 * random.nextDouble());
        length = 16 + random.nextInt(6);
        at = 0;
    }
}
