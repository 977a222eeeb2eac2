package cts.bench.workload;

import java.util.SplittableRandom;

/** A seeded random walk of prices, made before anything is measured. Each change is a bell of about 0.6 of the step. */
final class TickWalk {
    private final SplittableRandom random;
    private double price = 100;

    TickWalk(long seed) {
        random = new SplittableRandom(seed);
    }

    /**
     * The next prices.
     *
     * @param step as a fraction of the price
     */
    double[] next(int count, double step) {
        double[] prices = new double[count];
        for (int i = 0; i < count; i++) {
            double bell = -2;
            for (int k = 0; k < 4; k++) bell += random.nextDouble();
            price *= 1 + step * bell;
            prices[i] = price;
        }
        return prices;
    }
}
