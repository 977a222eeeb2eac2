package cts.server.proof;

import static cts.server.storage.schema.Tables.SITE_LOGS;
import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.Database;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.PostgresAddress;
import cts.server.storage.TestDatabases;
import cts.server.storage.Write;
import cts.server.storage.repository.SiteLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real process under {@code kill -9} while it backs up, restores and converts: the database is what it was or what it was
 * to become, the same command does it after all, and nothing half done is left.
 */
final class KillMaintenanceTest {
    private static final long SEED = Long.getLong("cts.seed", 20131126);
    private static final boolean DEEP = Boolean.getBoolean("cts.deep");
    private static final int ROUNDS = DEEP ? 6 : 1;
    private static final int OLD_ROWS = 30_000;
    private static final int NEW_ROWS = 40_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

    @TempDir
    Path folder;

    /** A database and its data folder. */
    private record Place(DatabaseChoice choice, Path data) {
        Map<String, String> environment() {
            return choice instanceof DatabaseChoice.Postgresql postgresql
                    ? Map.of("DATABASE_URL", url(postgresql.address()))
                    : Map.of();
        }

        static String url(PostgresAddress address) {
            return "postgresql://%s:%s@%s:%d/%s"
                    .formatted(address.user(), address.password(), address.host(), address.port(), address.database());
        }

        int rows() {
            try (Database database = Database.open(choice)) {
                return database.read(sql -> sql.fetchCount(SITE_LOGS));
            }
        }

        /** Schemas that are no longer needed. */
        int scratchSchemas() {
            if (choice.type() == DatabaseType.SQLITE) return 0;
            try (Database database = Database.open(choice)) {
                return database.read(sql -> sql.fetch("SELECT 1 FROM pg_namespace WHERE nspname LIKE 'cts%'")
                        .size());
            }
        }
    }

    private Place place(DatabaseType type, String name) throws IOException {
        DatabaseChoice choice = TestDatabases.empty(type);
        Path data = type == DatabaseType.SQLITE
                ? Path.of(choice.place()).resolveSibling("").toAbsolutePath().normalize()
                : Files.createDirectories(folder.resolve(name));
        return new Place(choice, data);
    }

    private Place filled(DatabaseType type, String name, int rows) throws IOException {
        Place place = place(type, name);
        TestDatabases.initialize(place.choice());
        List<Write<SiteLogs.Row>> lines = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            lines.add(SiteLogs.write(new SiteLogs.Row(
                    "log-%06d".formatted(i),
                    "info",
                    "kill",
                    "line " + i * 31L,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "{}",
                    i)));
        }
        try (Database database = Database.open(place.choice())) {
            lines.getFirst()
                    .table()
                    .saveAll(database, lines.stream().map(Write::row).toList());
        }
        return place;
    }

    /** Each on one database, and in the long form on both. */
    private static Stream<DatabaseType> sqlite() {
        return DEEP ? Stream.of(DatabaseType.values()) : Stream.of(DatabaseType.SQLITE);
    }

    private static Stream<DatabaseType> postgresql() {
        return DEEP ? Stream.of(DatabaseType.values()) : Stream.of(DatabaseType.POSTGRESQL);
    }

    @ParameterizedTest
    @MethodSource("sqlite")
    void aBackup(DatabaseType type) throws IOException, InterruptedException {
        Place place = filled(type, "data", OLD_ROWS);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            kill(place, random, place.data().resolve("backups"), "db", "backup");
            assertThat(place.rows()).isEqualTo(OLD_ROWS);
        }

        run(place, "db", "backup");

        assertThat(place.rows()).isEqualTo(OLD_ROWS);
        assertTidy(place);
    }

    @ParameterizedTest
    @MethodSource("postgresql")
    void aRestore(DatabaseType type) throws IOException, InterruptedException {
        Place place = filled(type, "data", OLD_ROWS);
        String zip = folder.resolve("new.zip").toString();
        run(filled(type, "other", NEW_ROWS), "db", "backup", "--out", zip);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            kill(place, random, place.data().resolve("restoring"), "db", "restore", zip, "--replace");
            assertThat(place.rows()).as("seed %d, round %d", SEED, round).isIn(OLD_ROWS, NEW_ROWS);
        }

        run(place, "db", "restore", zip, "--replace");

        assertThat(place.rows()).isEqualTo(NEW_ROWS);
        assertTidy(place);
    }

    @ParameterizedTest
    @MethodSource("sqlite")
    void aConversion(DatabaseType type) throws IOException, InterruptedException {
        Place place = filled(type, "data", OLD_ROWS);
        Place target = place(type == DatabaseType.SQLITE ? DatabaseType.POSTGRESQL : DatabaseType.SQLITE, "target");
        String to = target.choice() instanceof DatabaseChoice.Postgresql postgresql
                ? Place.url(postgresql.address())
                : target.data().toString();
        Path sign = target.choice() instanceof DatabaseChoice.Postgresql
                ? place.data().resolve("restoring")
                : target.data().resolve("restoring");
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < ROUNDS && !isThere(target); round++) {
            kill(place, random, sign, "db", "convert", "--to", to);
            assertThat(place.rows()).isEqualTo(OLD_ROWS);
        }

        if (!isThere(target)) run(place, "db", "convert", "--to", to);

        assertThat(target.rows()).isEqualTo(OLD_ROWS);
        assertThat(place.rows()).isEqualTo(OLD_ROWS);
        run(place, "db", "backup");
        assertTidy(place);
    }

    /** A conversion that was killed after its end has been carried out. */
    private static boolean isThere(Place target) {
        if (target.choice() instanceof DatabaseChoice.Sqlite sqlite) return Files.exists(sqlite.file());
        try (Database database = Database.open(target.choice())) {
            return database.read(sql -> !sql.fetch("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")
                    .isEmpty());
        }
    }

    private void kill(Place place, SplittableRandom random, Path sign, String... command)
            throws IOException, InterruptedException {
        Process process = RealProgram.start(folder.resolve("log"), place.environment(), with(command, place.data()));
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (process.isAlive() && !Files.exists(sign) && System.nanoTime() < end) LockSupport.parkNanos(1_000_000);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(700)));
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private void run(Place place, String... command) throws IOException, InterruptedException {
        RealProgram.run(folder.resolve("log"), place.environment(), with(command, place.data()));
    }

    private static String[] with(String[] command, Path data) {
        return Stream.concat(Stream.of(command), Stream.of("--data", data.toString()))
                .toArray(String[]::new);
    }

    private static void assertTidy(Place place) throws IOException {
        assertThat(place.data().resolve("restoring")).doesNotExist();
        assertThat(place.scratchSchemas()).isZero();
        try (Stream<Path> backups = Files.list(place.data().resolve("backups"))) {
            assertThat(backups).allMatch(file -> file.getFileName().toString().endsWith(".zip"));
        }
    }
}
