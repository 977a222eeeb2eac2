package cts.server.storage;

import static cts.server.storage.schema.Tables.SYSTEM_SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the pools promise: limits, figures, leaks, a reset that nobody notices, an end that leaves nothing. */
@ParameterizedClass
@EnumSource
class PoolTest {
    private static final int CLIENTS = 200;
    private static final int ROUNDS = Boolean.getBoolean("cts.deep") ? 100 : 5;

    private final AtomicLong nanos = new AtomicLong();
    private final Database database;
    private final int writers;

    PoolTest(DatabaseType type) {
        try (Database made = TestDatabases.migrated(type)) {
            database = Database.open(made.choice(), new Loans(Pools.LEAK, nanos::get));
        }
        writers = type == DatabaseType.SQLITE ? 1 : 20;
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void resetUnderTwoHundredClientsLosesNothingAndFailsNobody() throws Exception {
        CyclicBarrier together = new CyclicBarrier(CLIENTS + 1);
        List<Future<long[]>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                clients.add(threads.submit(() -> {
                    together.await();
                    return work(number);
                }));
            }
            together.await();
            for (int reset = 0; reset < 5; reset++) {
                database.reset();
            }
            List<Long> took = new ArrayList<>();
            for (Future<long[]> client : clients) {
                Arrays.stream(client.get()).forEach(took::add);
            }
            took.sort(null);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d calls of %d clients through 5 resets, p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                    database.type().word(),
                    took.size(),
                    CLIENTS,
                    took.get(took.size() / 2) / 1e6,
                    took.get(took.size() * 99 / 100) / 1e6,
                    took.getLast() / 1e6);
        }

        int rows = database.read(sql -> sql.fetchCount(SYSTEM_SETTINGS));
        assertThat(rows).isEqualTo(CLIENTS * ROUNDS);
        PoolFigures after = database.figures();
        assertThat(after.timeouts()).isZero();
        assertThat(after.active()).isZero();
        assertThat(after.waiting()).isZero();
        assertThat(after.open()).isLessThanOrEqualTo(after.most());
    }

    private long[] work(int client) {
        long[] took = new long[2 * ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            String key = client + "-" + round;
            long begin = System.nanoTime();
            database.write(sql -> insert(sql, key));
            long written = System.nanoTime();
            int found = database.read(sql -> sql.fetchCount(SYSTEM_SETTINGS, SYSTEM_SETTINGS.KEY.eq(key)));
            took[2 * round] = written - begin;
            took[2 * round + 1] = System.nanoTime() - written;
            if (found != 1) throw new AssertionError(key + " was written and is not there");
        }
        return took;
    }

    @Test
    void figuresSayWhatIsInUse() {
        PoolFigures idle = database.figures();

        assertThat(idle.most()).isEqualTo(database.type() == DatabaseType.SQLITE ? 5 : 20);
        assertThat(idle.active()).isZero();
        assertThat(idle.open()).isBetween(1, idle.most());
        int inUse = database.write(sql -> database.figures().active());
        assertThat(inUse).isEqualTo(1);
    }

    @Test
    void aConnectionKeptTooLongIsALeakWithThePlaceThatTookIt() {
        database.read(sql -> {
            nanos.addAndGet(Duration.ofSeconds(29).toNanos());
            assertThat(database.figures().leaks()).isZero();
            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
            PoolFigures figures = database.figures();
            assertThat(figures.leaks()).isEqualTo(1);
            assertThat(figures.latestLeaks()).singleElement().satisfies(leak -> {
                assertThat(leak.place())
                        .contains("PoolTest.aConnectionKeptTooLongIsALeakWithThePlaceThatTookIt(PoolTest.java:");
                assertThat(leak.thread()).isEqualTo(Thread.currentThread().getName());
                assertThat(leak.heldMs()).isEqualTo(31_000);
                assertThat(leak.isReturned()).isFalse();
            });
            return 0;
        });

        PoolFigures after = database.figures();
        assertThat(after.leaks()).isEqualTo(1);
        assertThat(after.latestLeaks()).singleElement().matches(Leak::isReturned);
    }

    @Test
    void whoGetsNoConnectionInTwoSecondsIsToldSoAndCounted() throws Exception {
        CountDownLatch taken = new CountDownLatch(writers);
        CountDownLatch enough = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<Integer>> holders = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                Callable<Integer> hold = () -> database.write(sql -> {
                    taken.countDown();
                    await(enough);
                    return 1;
                });
                holders.add(threads.submit(hold));
            }
            await(taken);

            assertThatThrownBy(() -> database.write(sql -> 1))
                    .isInstanceOf(StorageException.class)
                    .hasMessage(
                            "No connection to the " + database.type().word() + " database "
                                    + database.choice().place()
                                    + " became free within 2 s: ask for less at once; the database's figures say who keeps them.");
            enough.countDown();
            for (Future<Integer> holder : holders) assertThat(holder.get()).isEqualTo(1);
        }
        assertThat(database.figures().timeouts()).isEqualTo(1);
        int written = database.write(sql -> insert(sql, "later"));
        assertThat(written).isEqualTo(1);
    }

    @Test
    void closingLeavesNoSessionAtTheServer() throws Exception {
        if (database.type() == DatabaseType.SQLITE) {
            // No server; what is left of a pool there would keep the file's log from being folded in.
            database.write(sql -> insert(sql, "a"));
            database.close();
            assertThat(Path.of(database.choice().place() + "-wal")).doesNotExist();
            return;
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
            CyclicBarrier together = new CyclicBarrier(10);
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                clients.add(threads.submit(() -> database.write(sql -> {
                    try {
                        return together.await();
                    } catch (Exception broken) {
                        throw new IllegalStateException(broken);
                    }
                })));
            }
            for (Future<Integer> client : clients) client.get();
        }
        assertThat(sessions()).isGreaterThanOrEqualTo(10);

        database.close();

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (sessions() > 0 && System.nanoTime() < end) LockSupport.parkNanos(20_000_000);
        assertThat(sessions()).isZero();
    }

    private int sessions() throws SQLException {
        try (Connection connection =
                        DataSources.forMigrations(database.choice()).getConnection();
                Statement statement = connection.createStatement();
                ResultSet count =
                        statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE application_name ="
                                + " 'cts' AND datname = current_database() AND pid <> pg_backend_pid()")) {
            count.next();
            return count.getInt(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static int insert(DSLContext sql, String key) {
        return sql.insertInto(SYSTEM_SETTINGS)
                .set(Map.of(
                        SYSTEM_SETTINGS.KEY, key,
                        SYSTEM_SETTINGS.VALUE, "1",
                        SYSTEM_SETTINGS.VALUE_TYPE, "integer",
                        SYSTEM_SETTINGS.CATEGORY, "test",
                        SYSTEM_SETTINGS.DESCRIPTION, "",
                        SYSTEM_SETTINGS.IS_EDITABLE, true,
                        SYSTEM_SETTINGS.UPDATED_AT, 1L))
                .execute();
    }
}
