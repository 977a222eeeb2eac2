package cts.market;

import java.util.Arrays;

/**
 * Candles in order of time, as columns, for walking over history. Ticks are candles of no length whose open, high, low
 * and close are one column.
 *
 * <p>Immutable; may be read by any thread. The arrays are handed out without a copy and must not be written to.
 */
public final class CandleSeries {
    private final long[] openTime;
    private final double[] open;
    private final double[] high;
    private final double[] low;
    private final double[] close;
    private final double[] volume;
    private final long duration;
    private final int missing;

    private CandleSeries(
            long[] openTime,
            double[] open,
            double[] high,
            double[] low,
            double[] close,
            double[] volume,
            long duration,
            int missing) {
        this.openTime = openTime;
        this.open = open;
        this.high = high;
        this.low = low;
        this.close = close;
        this.volume = volume;
        this.duration = duration;
        this.missing = missing;
    }

    public int size() {
        return openTime.length;
    }

    /** Milliseconds from open to close of each candle; 0 for ticks. */
    public long duration() {
        return duration;
    }

    /** True when each event is one trade. */
    public boolean isTicks() {
        return duration == 0;
    }

    /** How many candles are absent between the first and the last; 0 for ticks. */
    public int missing() {
        return missing;
    }

    public long[] openTime() {
        return openTime;
    }

    public double[] open() {
        return open;
    }

    public double[] high() {
        return high;
    }

    public double[] low() {
        return low;
    }

    public double[] close() {
        return close;
    }

    public double[] volume() {
        return volume;
    }

    /** The time of a candle: when it closes. */
    public long closeTime(int index) {
        return openTime[index] + duration;
    }

    /** A series of candles of {@code timeframe}, filled one by one. */
    public static Builder candles(Timeframe timeframe) {
        return new Builder(timeframe.millis());
    }

    /** A series of ticks, filled one by one; ticks of equal time stay separate and in order. */
    public static Builder ticks() {
        return new Builder(0);
    }

    /** Checks and collects. Not for several threads. */
    public static final class Builder {
        private final long duration;
        private long[] openTime = new long[1024];
        private double[][] columns = new double[5][1024];
        private int size;
        private int missing;

        private Builder(long duration) {
            this.duration = duration;
        }

        /**
         * Adds the next candle.
         *
         * @throws IllegalArgumentException one clause: impossible prices, a time that comes twice or runs backwards,
         *     or candles that overlap
         */
        public Builder add(Candle candle) {
            if (duration == 0) throw new IllegalStateException("this is a series of ticks");
            if (size > 0) {
                long step = candle.openTime() - openTime[size - 1];
                if (step == 0) throw new IllegalArgumentException("open time " + candle.openTime() + " comes twice");
                if (step < 0) throw backwards("open time", candle.openTime());
                if (step < duration) {
                    throw new IllegalArgumentException("open time " + candle.openTime() + " is only " + step
                            + " ms after the previous one: the timeframe is " + duration + " ms");
                }
                long absent = missing + step / duration - 1;
                if (absent > Integer.MAX_VALUE) {
                    throw new IllegalArgumentException("open time " + candle.openTime() + " is " + step
                            + " ms after the previous one: are both in milliseconds?");
                }
                missing = (int) absent;
            }
            append(candle.openTime(), candle.open(), candle.high(), candle.low(), candle.close(), candle.volume());
            return this;
        }

        /**
         * Adds the next tick.
         *
         * @throws IllegalArgumentException when time runs backwards
         */
        public Builder add(Tick tick) {
            if (duration != 0) throw new IllegalStateException("this is a series of candles");
            if (size > 0 && tick.time() < openTime[size - 1]) throw backwards("time", tick.time());
            append(tick.time(), tick.price(), tick.price(), tick.price(), tick.price(), tick.size());
            return this;
        }

        private IllegalArgumentException backwards(String name, long time) {
            return new IllegalArgumentException(
                    name + " " + time + " is before the previous one, " + openTime[size - 1] + ": sort by time first");
        }

        private void append(long time, double open, double high, double low, double close, double volume) {
            if (size == openTime.length) {
                openTime = Arrays.copyOf(openTime, 2 * size);
                for (int i = 0; i < columns.length; i++) columns[i] = Arrays.copyOf(columns[i], 2 * size);
            }
            openTime[size] = time;
            columns[0][size] = open;
            columns[1][size] = high;
            columns[2][size] = low;
            columns[3][size] = close;
            columns[4][size] = volume;
            size++;
        }

        public int size() {
            return size;
        }

        public CandleSeries build() {
            double[] last = column(3);
            boolean ticks = duration == 0;
            return new CandleSeries(
                    Arrays.copyOf(openTime, size),
                    ticks ? last : column(0),
                    ticks ? last : column(1),
                    ticks ? last : column(2),
                    last,
                    column(4),
                    duration,
                    missing);
        }

        private double[] column(int index) {
            return Arrays.copyOf(columns[index], size);
        }
    }
}
