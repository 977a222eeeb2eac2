package cts.indication;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Prices as steps. Levels are a₀(1 + u)^k with whole k, a₀ the first price. From level k the price makes a step up when it
 * is at or above level k + 1 and a step down when it is at or below level k − 1, repeated while it holds.
 */
public final class StepSeries {
    private final double factor;
    private double anchor;
    private boolean started;
    private int level;
    private double above;
    private double below;
    private int run;

    /** @param factor 1 + u, the double nearest to the exact decimal */
    StepSeries(double factor) {
        this.factor = factor;
    }

    void add(double price) {
        if (!started) {
            started = true;
            anchor = price;
            setLevel(0);
            return;
        }
        while (price >= above) {
            run = run > 0 ? run + 1 : 1;
            setLevel(level + 1);
        }
        while (price <= below) {
            run = run < 0 ? run - 1 : -1;
            setLevel(level - 1);
        }
    }

    private void setLevel(int k) {
        level = k;
        above = anchor * StrictMath.pow(factor, k + 1);
        below = anchor * StrictMath.pow(factor, k - 1);
    }

    /** How many steps in a row went the same way: positive up, negative down, 0 before the first. */
    public int run() {
        return run;
    }

    void save(DataOutput out) throws IOException {
        out.writeBoolean(started);
        out.writeDouble(anchor);
        out.writeInt(level);
        out.writeInt(run);
    }

    void load(DataInput in) throws IOException {
        started = in.readBoolean();
        anchor = in.readDouble();
        level = in.readInt();
        run = in.readInt();
        if (started) setLevel(level);
    }
}
