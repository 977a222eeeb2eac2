package cts.bench.database;

import cts.bench.workload.Sample;
import cts.bench.workload.Workload;
import cts.market.Candle;
import cts.market.CandleSeries;
import cts.market.Timeframe;
import cts.server.storage.CandleIngest;
import cts.server.storage.CandleKey;
import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.Sleeper;
import cts.server.storage.UtcDay;
import cts.server.storage.UuidSource;
import cts.server.storage.repository.Candles;
import cts.server.storage.repository.CleanupLog;
import cts.server.storage.retention.CleanupReport;
import cts.server.storage.retention.Retention;
import cts.server.storage.retention.RetentionRules;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A clean-up of old candles beside a writer of new ones that writes one every two milliseconds and notes how long each took.
 * Arguments: database, old candles.
 */
public final class RetentionWorkload implements Workload {
    private static final long NOW = 1_790_000_000_000L;
    private static final int DAYS = 10;
    private static final long MINUTES = 1_440;
    private static final long PAUSE_MS = 2;
    private static final long ALONE_MS = 3_000;

    @Override
    public void run(List<String> arguments, Consumer<Sample> samples) throws IOException, InterruptedException {
        DatabaseType type = DatabaseType.valueOf(arguments.get(0).toUpperCase(Locale.ROOT));
        int symbols = Math.toIntExact(Long.parseLong(arguments.get(1)) / (DAYS * MINUTES));
        try (ScratchDatabase scratch = ScratchDatabase.open(type)) {
            long old = fill(scratch.database(), symbols);
            Writer alone = Writer.start(scratch.database());
            Thread.sleep(ALONE_MS);
            List<Double> quiet = alone.stop();
            SplittableRandom random = new SplittableRandom(1);
            Retention retention = new Retention(
                    scratch.database(),
                    RetentionRules.DEFAULT,
                    new UuidSource(() -> Instant.ofEpochMilli(NOW), random::nextLong),
                    () -> Instant.ofEpochMilli(NOW),
                    Sleeper.REAL);
            Writer beside = Writer.start(scratch.database());
            long start = System.nanoTime();
            CleanupReport report = retention.run(Retention.Kind.MANUAL).orElseThrow();
            double seconds = (System.nanoTime() - start) / 1e9;
            List<Double> waits = beside.stop();
            check(report, old);
            String note = "%d writes beside %d candles; alone the longest took %.1f ms"
                    .formatted(waits.size(), old, quiet.getLast());
            samples.accept(new Sample("longest write", waits.getLast(), "ms", note));
            samples.accept(new Sample("write p99", waits.get(waits.size() * 99 / 100), "ms", ""));
            samples.accept(new Sample("clean-up", seconds, "s", old + " candles archived"));
        }
    }

    private static long fill(Database database, int symbols) {
        long end = UtcDay.of(NOW).from() - 7 * UtcDay.MS;
        long begin = end - DAYS * UtcDay.MS;
        for (int symbol = 0; symbol < symbols; symbol++) {
            CandleSeries.Builder candles = CandleSeries.candles(Timeframe.M1);
            for (long time = begin; time < end; time += 60_000) {
                double price = 100 + symbol + time % 977 / 8.0;
                candles.add(new Candle(time, price, price + 1, price - 1, price + 0.5, 3));
            }
            new CandleIngest(database).ingest(new CandleKey("live", "S" + symbol, "1m"), candles.build(), at -> {});
        }
        new Candles(database)
                .saveAll(List.of(new Candles.Row("live", "S0", "1m", NOW / 60_000 * 60_000, 1, 1, 1, 1, 1)));
        return MINUTES * DAYS * symbols;
    }

    private static void check(CleanupReport report, long old) {
        CleanupLog.Row market = report.tables().getFirst();
        if (!report.isDone() || market.archivedRows() != old || market.deletedRows() != old) {
            throw new IllegalStateException("of " + old + " candles " + market.archivedRows() + " were archived: "
                    + report.sentence() + market.error().orElse(""));
        }
    }

    /** Writes today's candles. */
    private static final class Writer {
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final List<Double> milliseconds = new ArrayList<>();
        private final Thread thread;

        private Writer(Database database) {
            thread = Thread.ofPlatform().name("writer").unstarted(() -> write(database));
        }

        static Writer start(Database database) {
            Writer writer = new Writer(database);
            writer.thread.start();
            return writer;
        }

        private void write(Database database) {
            Candles candles = new Candles(database);
            for (int i = 0; !stopped.get(); i++) {
                Candles.Row row = new Candles.Row("live", "NEW", "1s", NOW - i * 1_000L, 1, 2, 1, 2, i);
                long start = System.nanoTime();
                candles.saveAll(List.of(row));
                milliseconds.add((System.nanoTime() - start) / 1e6);
                try {
                    Thread.sleep(PAUSE_MS);
                } catch (InterruptedException ended) {
                    return;
                }
            }
        }

        /** How long each write took, ascending. */
        List<Double> stop() throws InterruptedException {
            stopped.set(true);
            thread.join();
            Collections.sort(milliseconds);
            return milliseconds;
        }
    }
}
