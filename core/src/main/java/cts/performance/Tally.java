package cts.performance;

import java.util.OptionalDouble;

/**
 * Everything the closed positions of one set add up to, without keeping them. Results come in order of (exit, entry).
 *
 * <p>One thread.
 */
public final class Tally {
    private long closed;
    private long wins;
    private long losses;
    private double gains;
    private double lossSum;
    private boolean started;
    private final Drawdown drawdown = new Drawdown();
    private final DrawdownTime drawdownTime = new DrawdownTime();

    /** An entry was accepted; only the first one counts. */
    public void start(long time) {
        if (started) return;
        started = true;
        drawdownTime.start(time);
    }

    /** A position closed with {@code net}, a fraction of its entry. */
    public void add(long exitTime, double net) {
        closed++;
        if (net > 0) {
            wins++;
            gains += net;
        } else if (net < 0) {
            losses++;
            lossSum += net;
        }
        drawdown.add(net);
        drawdownTime.add(exitTime, net);
    }

    public long closed() {
        return closed;
    }

    public long wins() {
        return wins;
    }

    public long losses() {
        return losses;
    }

    public double sumReturn() {
        return drawdownTime.sum();
    }

    public double compoundReturn() {
        return drawdown.compoundReturn();
    }

    /** In steps of {@code step}, a fraction. */
    public OptionalDouble averageResult(double step) {
        return AverageResult.of(sumReturn(), closed, step);
    }

    public OptionalDouble profitFactor() {
        return ProfitFactor.of(gains, lossSum);
    }

    public OptionalDouble winRate() {
        return WinRate.of(wins, closed);
    }

    public double maxDrawdown() {
        return drawdown.max();
    }

    /** Milliseconds; one that still runs counts until {@code now}. */
    public long longestDrawdownTime(long now) {
        return drawdownTime.longest(now);
    }
}
