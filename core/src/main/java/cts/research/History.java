package cts.research;

import cts.market.CandleSeries;
import cts.pseudo.PseudoKernel;

/** Plays rows of a series into a kernel. */
final class History {
    private History() {}

    /** So many rows are walked between two words on how far it has come. */
    private static final int ROWS_PER_WORD = 1 << 14;

    /** As the last, telling now and then how many rows are done. */
    static void play(
            CandleSeries series, SignalSchedule schedule, PseudoKernel kernel, int from, int to, Walked walked) {
        for (int i = from; i < to; i += ROWS_PER_WORD) {
            int end = Math.min(to, i + ROWS_PER_WORD);
            play(series, schedule, kernel, i, end);
            walked.add(end - i);
        }
    }

    /** All rows, doing something after each. */
    static void play(
            CandleSeries series, SignalSchedule schedule, PseudoKernel kernel, Walked walked, Runnable afterEach) {
        for (int i = 0; i < series.size(); i++) {
            play(series, schedule, kernel, i, i + 1);
            afterEach.run();
            if ((i + 1) % ROWS_PER_WORD == 0 || i + 1 == series.size()) walked.add(i % ROWS_PER_WORD + 1);
        }
    }

    /**
     * Plays the rows from {@code from} to {@code to}, exclusive.
     *
     * @param schedule stands at the first signal that is not before {@code from}
     */
    static void play(CandleSeries series, SignalSchedule schedule, PseudoKernel kernel, int from, int to) {
        long[] openTime = series.openTime();
        double[] open = series.open();
        double[] high = series.high();
        double[] low = series.low();
        double[] close = series.close();
        long duration = series.duration();
        int[] fired = schedule.fired();
        int next = schedule.nextIndex();
        for (int i = from; i < to; i++) {
            int count = 0;
            if (i == next) {
                count = schedule.take();
                next = schedule.nextIndex();
            }
            kernel.onEvent(openTime[i], openTime[i] + duration, open[i], high[i], low[i], close[i], fired, count);
        }
    }

    /** The last close, which positions that are still open are valued at; 1 where there is none. */
    static double lastClose(CandleSeries series) {
        return series.size() == 0 ? 1 : series.close()[series.size() - 1];
    }
}
