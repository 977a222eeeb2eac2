package cts.engine;

import java.util.function.LongSupplier;

/**
 * Health of one stage: how often it succeeds and how long it takes, against what is expected. Both are moving averages
 * over about the last thousand runs. Unhealthy: success below 80 % or duration above 3 × the expectation; degraded: below
 * 95 % or above 2 ×.
 *
 * <p>A virtual machine that has just started is many times slower than it will be: the first {@value #WARM_UP} runs count for
 * nothing in the duration once there are others, and it is judged from twice as many on.
 *
 * <p>One thread writes; a {@link Reading} may go anywhere.
 */
public final class StageMeter {
    private static final double WEIGHT = 0.001;
    private static final int WARM_UP = 500;
    private static final double UNHEALTHY_SUCCESS = 0.80;
    private static final double DEGRADED_SUCCESS = 0.95;
    private static final double UNHEALTHY_FACTOR = 3;
    private static final double DEGRADED_FACTOR = 2;

    /** How a stage is. */
    public enum Health {
        HEALTHY,
        DEGRADED,
        UNHEALTHY;

        /** The worse of two. */
        public Health worse(Health other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** A stage at one moment; durations in nanoseconds. */
    public record Reading(
            String stage, long runs, double successRate, double meanNanos, double expectedNanos, Health health) {}

    private final String stage;
    private final double expectedNanos;
    private final LongSupplier nanoTime;
    private long runs;
    private double success = 1;
    private double meanNanos;
    private long startedAt;

    /**
     * A stage that has not run yet.
     *
     * @param nanoTime a ticker such as {@code System::nanoTime}
     */
    public StageMeter(String stage, double expectedNanos, LongSupplier nanoTime) {
        this.stage = stage;
        this.expectedNanos = expectedNanos;
        this.nanoTime = nanoTime;
    }

    public void begin() {
        startedAt = nanoTime.getAsLong();
    }

    public void succeeded() {
        end(1);
    }

    public void failed() {
        end(0);
    }

    private void end(double outcome) {
        long nanos = nanoTime.getAsLong() - startedAt;
        runs++;
        success += weight(runs) * (outcome - success);
        meanNanos += weight(runs > WARM_UP ? runs - WARM_UP : runs) * (nanos - meanNanos);
    }

    /** A plain mean at first. */
    private static double weight(long count) {
        return Math.max(WEIGHT, 1.0 / count);
    }

    public Reading reading() {
        return new Reading(stage, runs, success, meanNanos, expectedNanos, health());
    }

    private Health health() {
        if (success < UNHEALTHY_SUCCESS || takes(UNHEALTHY_FACTOR)) return Health.UNHEALTHY;
        if (success < DEGRADED_SUCCESS || takes(DEGRADED_FACTOR)) return Health.DEGRADED;
        return Health.HEALTHY;
    }

    private boolean takes(double factor) {
        return runs >= 2 * WARM_UP && meanNanos > factor * expectedNanos;
    }
}
