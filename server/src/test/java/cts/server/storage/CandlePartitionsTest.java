package cts.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.repository.Candles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CandlePartitionsTest {
    private static final UtcDay DAY = UtcDay.of(1_383_523_200_000L);
    private static final String PARTITION = "market_data_20131104";
    private static final String OTHER = "market_data_other";

    private final Database database = TestDatabases.migrated(DatabaseType.POSTGRESQL);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void namesADayByItsDate() {
        assertThat(DAY.toString()).isEqualTo("2013-11-04");
        assertThat(CandlePartitions.name(CandleTable.MARKET_DATA, DAY)).isEqualTo(PARTITION);
        assertThat(UtcDay.parse("20131104")).isEqualTo(DAY);
        assertThat(UtcDay.of(DAY.to() - 1)).isEqualTo(DAY);
        assertThat(UtcDay.of(-1)).isEqualTo(new UtcDay(-1));
    }

    @Test
    void dayHasItsPartitionBeforeItsFirstCandle() throws InterruptedException {
        new Candles(database).saveAll(List.of(candle(DAY.from()), candle(DAY.to() - 60_000)));
        try (StorageWriter writer = StorageWriter.start(database, StorageWriter.Limits.DEFAULT, Sleeper.REAL)) {
            writer.offer(Candles.write(candle(DAY.to())));
            assertThat(writer.flush(Duration.ofSeconds(20))).isTrue();
        }

        assertThat(rows(PARTITION)).isEqualTo(2);
        assertThat(rows("market_data_20131105")).isOne();
        assertThat(rows(OTHER)).isZero();
        assertThat(database.candlePartitions().days(CandleTable.MARKET_DATA))
                .containsExactly(DAY, new UtcDay(DAY.number() + 1));
    }

    @Test
    void candlesThatLieInOtherMoveWithTheirDay() {
        insert(DAY.from());
        insert(DAY.to());
        assertThat(rows(OTHER)).isEqualTo(2);

        database.candlePartitions().ensure(CandleTable.MARKET_DATA, List.of(DAY));

        assertThat(rows(PARTITION)).isOne();
        assertThat(rows(OTHER)).isOne();
    }

    @Test
    void archiveHasPartitionsToo() {
        database.candlePartitions().ensure(CandleTable.ARCHIVE, List.of(DAY));
        assertThat(database.candlePartitions().days(CandleTable.ARCHIVE)).containsExactly(DAY);
        assertThat(database.candlePartitions().days(CandleTable.MARKET_DATA)).isEmpty();
        assertThat(rows("archived_market_data_20131104")).isZero();
    }

    @Test
    void beyondTheMostDaysTheNewestHaveAPartition() {
        CandlePartitions few = new CandlePartitions(database, Sleeper.REAL, 3);
        List<UtcDay> days = LongStream.range(0, 5)
                .mapToObj(day -> new UtcDay(DAY.number() + day))
                .toList();
        few.ensure(CandleTable.MARKET_DATA, days);
        assertThat(few.days(CandleTable.MARKET_DATA)).isEqualTo(days.subList(2, 5));

        insert(DAY.from());
        assertThat(rows(OTHER)).isOne();
    }

    @Test
    void severalAtOnceMakeEachPartitionOnceAndLoseNothing() throws Exception {
        AtomicInteger written = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<?>> work = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int own = thread;
                // As much as another server: with partitions it has not looked at yet.
                CandlePartitions partitions = new CandlePartitions(database, Sleeper.REAL);
                work.add(pool.submit(() -> {
                    for (int day = 0; day < 12; day++) {
                        UtcDay each = new UtcDay(DAY.number() + (day + own * 3) % 12);
                        partitions.ensure(CandleTable.MARKET_DATA, List.of(each));
                        insert(each.from() + own * 60_000L);
                        written.incrementAndGet();
                    }
                }));
            }
            for (Future<?> each : work) each.get();
        }
        assertThat(rows("market_data")).isEqualTo(written.get()).isEqualTo(48);
        assertThat(rows(OTHER)).isZero();
        assertThat(database.candlePartitions().days(CandleTable.MARKET_DATA)).hasSize(12);
    }

    @Test
    void writerOfAnotherDayHoldsNobodyUp() {
        database.candlePartitions().ensure(CandleTable.MARKET_DATA, List.of(DAY));
        CandlePartitions partitions = new CandlePartitions(database, impatient());
        UtcDay next = new UtcDay(DAY.number() + 1);
        database.write(sql -> {
            sql.execute(insertion(DAY.from()));
            partitions.ensure(CandleTable.MARKET_DATA, List.of(next));
            return sql.execute(insertion(DAY.from() + 60_000));
        });
        assertThat(partitions.days(CandleTable.MARKET_DATA)).containsExactly(DAY, next);
    }

    @Test
    void whoCannotHaveTheTableGivesUpAndOtherTakesTheCandles() {
        AtomicInteger waits = new AtomicInteger();
        CandlePartitions patient = new CandlePartitions(database, wait -> waits.incrementAndGet());
        database.write(sql -> {
            // An open transaction with rows in "other".
            sql.execute(insertion(DAY.to()));
            patient.ensure(CandleTable.MARKET_DATA, List.of(DAY));
            return 0;
        });
        assertThat(waits).hasPositiveValue();
        assertThat(patient.days(CandleTable.MARKET_DATA)).isEmpty();
        insert(DAY.from());
        assertThat(rows(OTHER)).isEqualTo(2);
    }

    @Test
    void sqliteHasNone() {
        try (Database sqlite = TestDatabases.migrated(DatabaseType.SQLITE)) {
            sqlite.candlePartitions().ensure(CandleTable.MARKET_DATA, List.of(DAY));
            assertThat(sqlite.candlePartitions().days(CandleTable.MARKET_DATA)).isEmpty();
        }
    }

    private static Sleeper impatient() {
        return wait -> {
            throw new AssertionError("nobody is in the way");
        };
    }

    private int rows(String table) {
        return database.read(sql -> sql.fetchCount(org.jooq.impl.DSL.table(org.jooq.impl.DSL.name(table))));
    }

    /** Past the code that makes partitions. */
    private void insert(long openTime) {
        database.write(sql -> sql.execute(insertion(openTime)));
    }

    private static String insertion(long openTime) {
        return "INSERT INTO market_data VALUES ('bitstamp', 'BTCUSD', '1m', " + openTime + ", 1, 2, 1, 2, 3)";
    }

    private static Candles.Row candle(long openTime) {
        return new Candles.Row("bitstamp", "BTCUSD", "1m", openTime, 1, 2, 1, 2, 3);
    }
}
