package cts.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.TestDatabases;
import cts.server.storage.UtcDay;
import cts.server.storage.repository.Candles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The real server under {@code kill -9} while it cleans up, on both databases: at no moment is a candle gone, and the next
 * clean-up leaves each of them once, unchanged, where it belongs.
 */
final class KillRetentionTest {
    private static final long SEED = Long.getLong("cts.seed", 20131127);
    private static final int ROUNDS = Boolean.getBoolean("cts.deep") ? 8 : 2;
    private static final String[] OPTIONS = {"--feed", "simulated", "--set", "engine.indications=direction:3"};

    private static final long FIRST = new UtcDay(20_000).from();
    private static final int DAYS = 30;
    private static final int KEPT_DAYS = 7;
    private static final List<String> SYMBOLS = List.of("AAA", "BBB", "CCC", "DDD");
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final int CANDLES = DAYS * 24 * 60 * SYMBOLS.size();
    /** The day that holds the newest candle less seven days, and those after it, stay. */
    private static final int KEPT = (KEPT_DAYS + 1) * 24 * 60 * SYMBOLS.size();

    private static final String OURS = " WHERE exchange = 'live'";

    @ParameterizedTest
    @EnumSource
    void aCleanUp(DatabaseType type, @TempDir Path folder) throws IOException, InterruptedException {
        ProgramData data = ProgramData.in(folder.resolve("data"), type);
        Files.createDirectories(data.folder());
        fill(data);
        String sums = sums(data, List.of("market_data"));
        SplittableRandom random = new SplittableRandom(SEED);
        Path log = folder.resolve("log");
        int inTheMiddle = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int before = data.count("archived_market_data" + OURS);
            try (RunningServer server = RunningServer.start(data, log, OPTIONS)) {
                server.await("ready");
                Thread asking = Thread.ofPlatform().start(() -> cleanUpUntilKilled(server));
                while (asking.isAlive() && data.count("archived_market_data" + OURS) == before) {
                    LockSupport.parkNanos(1_000_000);
                }
                LockSupport.parkNanos(random.nextLong(Duration.ofMillis(100).toNanos()));
                server.kill();
                asking.join();
            }
            int archived = data.count("archived_market_data" + OURS);
            if (archived > before && archived < CANDLES - KEPT) inTheMiddle++;
            assertThat(sums(data, tables(data)))
                    .as("after kill %d, seed %d", round, SEED)
                    .isEqualTo(sums);
        }

        try (RunningServer server = RunningServer.start(data, log, OPTIONS)) {
            server.await("ready");
            RunningServer.Reply done = server.post("/api/database/cleanup-historical", "{}");
            assertThat(done.status()).as(done.error()).isEqualTo(200);
            server.stop();
        }

        assertThat(inTheMiddle).as("kills in the middle, seed %d", SEED).isPositive();
        assertThat(data.count("market_data" + OURS)).isEqualTo(KEPT);
        assertThat(data.count("archived_market_data" + OURS)).isEqualTo(CANDLES - KEPT);
        assertThat(sums(data, List.of("market_data", "archived_market_data"))).isEqualTo(sums);
    }

    /** Where candles lie: a day that is taken out of market_data has a table of its own for a while. */
    private static List<String> tables(ProgramData data) {
        List<String> tables = new ArrayList<>(List.of("market_data", "archived_market_data"));
        if (data.choice().type() == DatabaseType.POSTGRESQL) {
            try (Database database = Database.open(data.choice())) {
                tables.addAll(database.read(sql -> sql.fetch("SELECT relname FROM pg_class WHERE relkind = 'r' AND"
                                + " relname LIKE 'market\\_data\\_leaving\\_%'")
                        .getValues(0, String.class)));
            }
        }
        return tables;
    }

    /** Number and contents of all candles; one that lies in two of the tables counts once. */
    private static String sums(ProgramData data, List<String> tables) {
        String all = tables.stream()
                .map(table -> "SELECT symbol, open_time, open, high, low, close, volume FROM " + table + OURS)
                .collect(Collectors.joining(" UNION "));
        try (Database database = Database.open(data.choice())) {
            return database.read(sql -> sql.fetchSingle(
                            "SELECT count(*), sum(open), sum(high), sum(low), sum(close), sum(volume), sum(open_time / 60000),"
                                    + " sum(close * (open_time / 60000 % 1009)) FROM (" + all + ") candles")
                    .toString());
        }
    }

    private static void fill(ProgramData data) {
        TestDatabases.initialize(data.choice());
        try (Database database = Database.open(data.choice())) {
            List<Candles.Row> rows = new ArrayList<>(CANDLES);
            for (String symbol : SYMBOLS) {
                for (int i = 0; i < CANDLES / SYMBOLS.size(); i++) {
                    double price = 100 + i % 977;
                    rows.add(new Candles.Row(
                            "live", symbol, "1m", FIRST + i * MINUTE, price, price + 1, price - 1, price + 0.25, i));
                }
            }
            new Candles(database).saveAll(rows);
        }
    }

    private static void cleanUpUntilKilled(RunningServer server) {
        try {
            server.post("/api/database/cleanup-historical", "{}");
        } catch (IOException | InterruptedException killed) {
            // The answer that the kill cut off.
            return;
        }
    }
}
