package cts.server.runtime;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The highest and the lowest price since any earlier event, without remembering all prices: of each side only those are kept
 * that no later one reaches. Amortised constant time per price, a binary search per question. One thread.
 */
final class PriceExtremes {
    private final Side highs = new Side(1);
    private final Side lows = new Side(-1);

    /** Prices of one side, each further out than all later ones. */
    private static final class Side {
        private final int sign;
        private long[] numbers = new long[16];
        private double[] prices = new double[16];
        private int first;
        private int last;

        Side(int sign) {
            this.sign = sign;
        }

        void add(long number, double price) {
            while (last > first && sign * prices[last - 1] <= sign * price) last--;
            if (last == numbers.length) makeRoom();
            numbers[last] = number;
            prices[last++] = price;
        }

        private void makeRoom() {
            int size = last - first;
            int capacity = 2 * size > numbers.length ? 2 * numbers.length : numbers.length;
            numbers = Arrays.copyOf(Arrays.copyOfRange(numbers, first, last), capacity);
            prices = Arrays.copyOf(Arrays.copyOfRange(prices, first, last), capacity);
            first = 0;
            last = size;
        }

        void forgetBefore(long number) {
            while (last - first > 1 && numbers[first] < number) first++;
        }

        double since(long number) {
            int found = Arrays.binarySearch(numbers, first, last, number);
            int at = found >= 0 ? found : -found - 1;
            if (at == last) throw new IllegalArgumentException("there is no price since event " + number);
            return prices[at];
        }

        void save(DataOutput out) throws IOException {
            out.writeInt(last - first);
            for (int i = first; i < last; i++) {
                out.writeLong(numbers[i]);
                out.writeDouble(prices[i]);
            }
        }

        void load(DataInput in) throws IOException {
            for (int count = in.readInt(); count > 0; count--) add(in.readLong(), in.readDouble());
        }
    }

    /** The price of an event; numbers rise. */
    void add(long number, double price) {
        highs.add(number, price);
        lows.add(number, price);
    }

    /** No one will ask about events before this one; the newest price stays. */
    void forgetBefore(long number) {
        highs.forgetBefore(number);
        lows.forgetBefore(number);
    }

    /** Of the event and all later ones. */
    double highestSince(long number) {
        return highs.since(number);
    }

    /** Of the event and all later ones. */
    double lowestSince(long number) {
        return lows.since(number);
    }

    void save(DataOutput out) throws IOException {
        highs.save(out);
        lows.save(out);
    }

    void load(DataInput in) throws IOException {
        highs.load(in);
        lows.load(in);
    }
}
