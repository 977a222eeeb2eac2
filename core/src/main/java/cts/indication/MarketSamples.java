package cts.indication;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The closes of the market timeframe, the newest last. A stretch of time without a trade makes no sample. A sample is
 * complete when the first event after its stretch comes; a candle that lasts as long or longer is a sample by itself.
 */
public final class MarketSamples {
    /** How many closes are kept: 30 changes, the longest a rule asks for, and the close before them. */
    public static final int CAPACITY = 31;

    private final long timeframe;
    private final double[] closes = new double[CAPACITY];
    private long count;
    private long stretch = Long.MIN_VALUE;
    private double last;

    /** @param timeframe in milliseconds */
    MarketSamples(long timeframe) {
        this.timeframe = timeframe;
    }

    void add(long time, long duration, double price) {
        if (duration >= timeframe) {
            push(price);
            return;
        }
        long now = Math.floorDiv(time, timeframe);
        if (now != stretch) {
            if (stretch != Long.MIN_VALUE) push(last);
            stretch = now;
        }
        last = price;
    }

    private void push(double close) {
        closes[(int) (count % CAPACITY)] = close;
        count++;
    }

    /** How many there have been; changes exactly when a new one is complete. */
    public long count() {
        return count;
    }

    /** The close {@code back} samples before the newest, 0 to {@link #CAPACITY} − 1, of those there have been. */
    public double close(int back) {
        if (back < 0 || back >= Math.min(count, CAPACITY)) throw new IndexOutOfBoundsException("sample " + back);
        return closes[(int) ((count - 1 - back) % CAPACITY)];
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(count);
        for (double close : closes) out.writeDouble(close);
        out.writeLong(stretch);
        out.writeDouble(last);
    }

    void load(DataInput in) throws IOException {
        count = in.readLong();
        for (int i = 0; i < CAPACITY; i++) closes[i] = in.readDouble();
        stretch = in.readLong();
        last = in.readDouble();
    }
}
