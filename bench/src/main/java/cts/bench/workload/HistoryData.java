package cts.bench.workload;

import cts.market.Candle;
import cts.market.CandleSeries;
import cts.market.Direction;
import cts.market.Timeframe;
import cts.research.SignalKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A million candles of one minute and the rows where long positions are entered.
 *
 * @param entries one stream of signals
 */
record HistoryData(CandleSeries series, SignalKey entries) {
    private static final String GENERATED = "generated:";
    private static final int SIZE = 1_000_000;
    private static final int SEED = 20261126;

    /** A generated history with an entry in one row of so many, written as the argument of a process. */
    static String generated(int rowsPerEntry) {
        return GENERATED + rowsPerEntry;
    }

    /** Reads a folder of raw columns, or makes a history of the same shape where there is none. */
    static HistoryData of(String place) throws IOException {
        if (place.startsWith(GENERATED)) return generate(Integer.parseInt(place.substring(GENERATED.length())));
        Path folder = Path.of(place);
        return new HistoryData(
                Columns.candles(folder), new SignalKey("entries", Direction.LONG, Columns.entries(folder)));
    }

    /** A random walk of about 6 basis points a minute; one candle in a hundred opens with a gap. */
    private static HistoryData generate(int rowsPerEntry) {
        SplittableRandom random = new SplittableRandom(SEED);
        CandleSeries.Builder series = CandleSeries.candles(Timeframe.M1);
        int[] rows = new int[SIZE];
        int count = 0;
        double price = 100;
        for (int row = 0; row < SIZE; row++) {
            if (random.nextInt(100) == 0) price *= 1 + 0.002 * (random.nextDouble() - 0.5);
            double open = price;
            double high = open;
            double low = open;
            for (int step = 0; step < 4; step++) {
                price *= 1 + 0.001 * (random.nextDouble() - 0.5);
                high = Math.max(high, price);
                low = Math.min(low, price);
            }
            series.add(new Candle(row * Timeframe.M1.millis(), open, high, low, price, 1));
            if (random.nextInt(rowsPerEntry) == 0) rows[count++] = row;
        }
        return new HistoryData(series.build(), new SignalKey("entries", Direction.LONG, Arrays.copyOf(rows, count)));
    }

    /** The first rows alone. */
    HistoryData head(int size) {
        CandleSeries.Builder head = CandleSeries.candles(Timeframe.M1);
        for (int row = 0; row < size; row++) {
            head.add(new Candle(
                    series.openTime()[row],
                    series.open()[row],
                    series.high()[row],
                    series.low()[row],
                    series.close()[row],
                    series.volume()[row]));
        }
        int count = 0;
        while (count < entries.size() && entries.index(count) < size) count++;
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) rows[i] = entries.index(i);
        return new HistoryData(head.build(), new SignalKey("entries", Direction.LONG, rows));
    }
}
