package cts.server.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.account.ManualClock;
import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageWriter;
import cts.server.storage.TestDatabases;
import cts.server.storage.UtcDay;
import cts.server.storage.UuidSource;
import cts.server.storage.Write;
import cts.server.storage.repository.Candles;
import cts.server.storage.repository.CleanupLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/** A real database with candles of two exchanges – one that is live, one whose recording ended in 2013 – and a clock. */
final class RetentionFixture implements AutoCloseable {
    static final long SEED = 20_131_104;
    /** 2013-11-14, when the recording ends. */
    static final long RECORDED_UNTIL = 1_384_387_200_000L;

    private static final Sleeper HASTE = wait -> {};

    final Database database;
    final ManualClock clock = new ManualClock();
    final UuidSource ids = new UuidSource(clock, new Random(SEED)::nextLong);

    RetentionFixture(DatabaseType type) {
        database = TestDatabases.migrated(type);
    }

    /** The day of the clock. */
    UtcDay today() {
        return UtcDay.of(clock.millis());
    }

    Retention retention() {
        return retention(Milestones.NONE);
    }

    Retention retention(Milestones milestones) {
        return new Retention(database, RetentionRules.DEFAULT, ids, clock, HASTE, milestones);
    }

    CleanupReport run() {
        return run(retention());
    }

    static CleanupReport run(Retention retention) {
        try {
            return retention.run(Retention.Kind.SCHEDULED).orElseThrow();
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static CleanupLog.Row rowOf(CleanupReport report, String table) {
        return report.tables().stream()
                .filter(row -> row.tableName().equals(table))
                .findFirst()
                .orElseThrow();
    }

    /** Candles every hour, from so many days before a time up to it. */
    static List<Candles.Row> hourly(String exchange, String symbol, long until, int days) {
        List<Candles.Row> rows = new ArrayList<>();
        for (long time = until - days * UtcDay.MS;
                time <= until;
                time += Duration.ofHours(1).toMillis()) {
            rows.add(candle(exchange, symbol, time, 100.0 + time % 977));
        }
        return rows;
    }

    static Candles.Row candle(String exchange, String symbol, long openTime, double price) {
        return new Candles.Row(exchange, symbol, "1h", openTime, price, price + 1, price - 1, price + 0.25, price * 3);
    }

    /** The live exchange up to now and the recording, ten days of each, two symbols each. */
    List<Candles.Row> candles() {
        List<Candles.Row> rows = new ArrayList<>();
        for (String symbol : List.of("BTC", "ETH")) {
            rows.addAll(hourly("live", symbol, clock.millis(), 10));
            rows.addAll(hourly("recorded", symbol, RECORDED_UNTIL, 10));
        }
        new Candles(database).saveAll(rows);
        return rows;
    }

    /** Rows of a table of candles, in order; fails if a key is there twice. */
    List<Candles.Row> stored(String table) {
        CandleColumns of = CandleColumns.named(table);
        List<Candles.Row> rows = database.read(sql -> sql.select(of.all())
                .from(of.table())
                .orderBy(of.exchange(), of.symbol(), of.timeframe(), of.openTime())
                .fetch(row -> new Candles.Row(
                        row.get(of.exchange()),
                        row.get(of.symbol()),
                        row.get(of.timeframe()),
                        row.get(of.openTime()),
                        row.get(of.numbers().get(0)),
                        row.get(of.numbers().get(1)),
                        row.get(of.numbers().get(2)),
                        row.get(of.numbers().get(3)),
                        row.get(of.numbers().get(4)))));
        assertThat(new TreeSet<>(rows.stream().map(RetentionFixture::key).toList()))
                .hasSameSizeAs(rows);
        return rows;
    }

    static String key(Candles.Row row) {
        return row.exchange() + " " + row.symbol() + " " + row.timeframe() + " " + row.openTime();
    }

    void write(List<Write<?>> writes) {
        try (StorageWriter writer = StorageWriter.start(database, StorageWriter.Limits.DEFAULT, Sleeper.REAL)) {
            for (Write<?> write : writes) assertThat(writer.offer(write)).isTrue();
            assertThat(writer.flush(Duration.ofSeconds(20))).isTrue();
            assertThat(writer.isBehind()).isFalse();
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    long count(String table) {
        return Optional.ofNullable(database.read(
                        sql -> sql.fetchSingle("SELECT count(*) FROM " + table).get(0, Long.class)))
                .orElse(0L);
    }

    @Override
    public void close() {
        database.close();
    }
}
