package cts.indication;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The prices of the last stretch of time, both ends included: its oldest and its newest price. */
public final class PriceWindow {
    private final long length;
    private long[] times = new long[256];
    private double[] prices = new double[256];
    private int first;
    private int size;

    /** @param length in milliseconds */
    PriceWindow(long length) {
        this.length = length;
    }

    void add(long time, double price) {
        while (size > 0 && times[first] < time - length) {
            first = first + 1 & times.length - 1;
            size--;
        }
        if (size == times.length) grow();
        int at = first + size & times.length - 1;
        times[at] = time;
        prices[at] = price;
        size++;
    }

    private void grow() {
        long[] newTimes = new long[2 * size];
        double[] newPrices = new double[2 * size];
        for (int i = 0; i < size; i++) {
            newTimes[i] = times[first + i & size - 1];
            newPrices[i] = prices[first + i & size - 1];
        }
        times = newTimes;
        prices = newPrices;
        first = 0;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The price that came first of those in the window; it must not be empty. */
    public double oldest() {
        return prices[first];
    }

    /** The price that came last; the window must not be empty. */
    public double newest() {
        return prices[first + size - 1 & times.length - 1];
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(times[first + i & times.length - 1]);
            out.writeDouble(prices[first + i & times.length - 1]);
        }
    }

    void load(DataInput in) throws IOException {
        for (int count = in.readInt(); count > 0; count--) add(in.readLong(), in.readDouble());
    }
}
