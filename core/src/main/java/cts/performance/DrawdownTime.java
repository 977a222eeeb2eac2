package cts.performance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How long the summed (not compounded) net results stay below their peak, in milliseconds: from the time of the peak to
 * the first close that is back at it, if a close lay below in between. At the start the peak is 0, at the first entry.
 */
public final class DrawdownTime {
    /** A close within this of the peak is back at it: sums of doubles don't return to the last digit. */
    private static final double SAME = 1e-12;

    private double sum;
    private double peak;
    private long peakTime;
    private boolean below;
    private long longest;

    /** The first accepted entry. */
    public void start(long time) {
        peakTime = time;
    }

    public void add(long exitTime, double net) {
        sum += net;
        if (sum < peak - SAME) {
            below = true;
            return;
        }
        if (below) longest = Math.max(longest, exitTime - peakTime);
        below = false;
        if (sum > peak) peak = sum;
        peakTime = exitTime;
    }

    public double sum() {
        return sum;
    }

    /** The one that runs at {@code now}, 0 if none does. */
    public long current(long now) {
        return below ? now - peakTime : 0;
    }

    /** The longest so far, one that runs at {@code now} included. */
    public long longest(long now) {
        return Math.max(longest, current(now));
    }

    public void save(DataOutput out) throws IOException {
        out.writeDouble(sum);
        out.writeDouble(peak);
        out.writeLong(peakTime);
        out.writeBoolean(below);
        out.writeLong(longest);
    }

    public void load(DataInput in) throws IOException {
        sum = in.readDouble();
        peak = in.readDouble();
        peakTime = in.readLong();
        below = in.readBoolean();
        longest = in.readLong();
    }
}
