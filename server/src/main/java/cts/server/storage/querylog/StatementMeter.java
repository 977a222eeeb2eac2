package cts.server.storage.querylog;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * The executions of one statement. Any thread records without waiting; readings are taken by one thread at a time, under the
 * monitor.
 */
final class StatementMeter {
    /** Figures are right to 1 %. */
    private static final int DIGITS = 2;

    private final String digest;
    private final String text;
    private final Recorder durations = new Recorder(DIGITS);
    private final LongAdder failures = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder micros = new LongAdder();
    private final Span sinceStart = new Span();
    private final Span window = new Span();
    private volatile String plan = "";

    StatementMeter(String digest, String text) {
        this.digest = digest;
        this.text = text;
    }

    /** What a span of time has seen. */
    private static final class Span {
        private final Histogram durations = new Histogram(DIGITS);
        private long failures;
        private long rows;
        private long micros;

        void add(Histogram more, long moreFailures, long moreRows, long moreMicros) {
            durations.add(more);
            failures += moreFailures;
            rows += moreRows;
            micros += moreMicros;
        }

        void clear() {
            durations.reset();
            failures = 0;
            rows = 0;
            micros = 0;
        }
    }

    void record(long nanos, long rowCount, boolean failed) {
        long us = Math.max(0, nanos / 1_000);
        durations.recordValue(us);
        micros.add(us);
        rows.add(rowCount);
        if (failed) failures.increment();
    }

    void explain(String how) {
        plan = how;
    }

    boolean isExplained() {
        return !plan.isEmpty();
    }

    /** Since the program started. */
    synchronized Optional<QueryFigures> sinceStart() {
        gather();
        return figures(sinceStart);
    }

    /** Since the last call of this method. */
    synchronized Optional<QueryFigures> takeWindow() {
        gather();
        Optional<QueryFigures> figures = figures(window);
        window.clear();
        return figures;
    }

    /** Between the counters an execution may be half counted; the next reading has the rest. */
    private void gather() {
        Histogram fresh = durations.getIntervalHistogram();
        long freshFailures = failures.sumThenReset();
        long freshRows = rows.sumThenReset();
        long freshMicros = micros.sumThenReset();
        sinceStart.add(fresh, freshFailures, freshRows, freshMicros);
        window.add(fresh, freshFailures, freshRows, freshMicros);
    }

    private Optional<QueryFigures> figures(Span span) {
        long runs = span.durations.getTotalCount();
        if (runs == 0) return Optional.empty();
        return Optional.of(new QueryFigures(
                digest,
                text,
                runs,
                Math.min(span.failures, runs),
                span.rows,
                span.micros,
                span.durations.getValueAtPercentile(50),
                span.durations.getValueAtPercentile(99),
                span.durations.getMaxValue(),
                plan.isEmpty() ? Optional.empty() : Optional.of(plan)));
    }
}
