package cts.performance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far the compounded equity of a unit stake lies below its peak, as a fraction of the peak. The equity starts at 1
 * and is multiplied by 1 + net with each close.
 */
public final class Drawdown {
    private double equity = 1;
    private double peak = 1;
    private double max;

    public void add(double net) {
        equity *= 1 + net;
        if (equity >= peak) peak = equity;
        else max = Math.max(max, (peak - equity) / peak);
    }

    /** Product of 1 + net over all closes, minus 1. */
    public double compoundReturn() {
        return equity - 1;
    }

    public double current() {
        return (peak - equity) / peak;
    }

    /** The deepest so far, 0 if there was none. */
    public double max() {
        return max;
    }

    public void save(DataOutput out) throws IOException {
        out.writeDouble(equity);
        out.writeDouble(peak);
        out.writeDouble(max);
    }

    public void load(DataInput in) throws IOException {
        equity = in.readDouble();
        peak = in.readDouble();
        max = in.readDouble();
    }
}
