package cts.indication;

import cts.market.CandleSeries;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/** Runs the indications over a whole series and notes where each key fires. */
public final class IndicationScan {
    private static final int BARS_PER_WORD = 1 << 14;

    private final int[][] indexes;

    /**
     * Scans.
     *
     * @param scanned hears now and then how many bars are done
     */
    public IndicationScan(
            IndicationCatalogue catalogue,
            List<IndicationKey> keys,
            IndicationBoard.Settings settings,
            CandleSeries series,
            LongConsumer scanned) {
        IndicationBoard board = new IndicationBoard(catalogue, keys, settings);
        indexes = new int[keys.size()][16];
        int[] counts = new int[keys.size()];
        double[] close = series.close();
        for (int i = 0; i < close.length; i++) {
            if (i % BARS_PER_WORD == 0) scanned.accept(i);
            int count = board.onEvent(series.closeTime(i), series.duration(), close[i]);
            for (int f = 0; f < count; f++) {
                int key = board.fired()[f];
                if (counts[key] == indexes[key].length) indexes[key] = Arrays.copyOf(indexes[key], 2 * counts[key]);
                indexes[key][counts[key]++] = i;
            }
        }
        for (int key = 0; key < counts.length; key++) indexes[key] = Arrays.copyOf(indexes[key], counts[key]);
    }

    /** The rows at whose close the key fires, ascending. */
    public int[] indexes(int key) {
        return indexes[key].clone();
    }
}
