package cts.server.storage.migration;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.DataSources;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.Sleeper;
import cts.server.storage.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real processes: several that start at once, and one that is killed in the middle of a migration. */
class MigratingProcessTest {
    private static final int LOOKS_IN_A_ROW = 25;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @ParameterizedTest
    @EnumSource
    void ofSeveralProcessesAtOnceOneMigratesAndTheOthersWait(DatabaseType type, @TempDir Path folder) throws Exception {
        DatabaseChoice choice = TestDatabases.empty(type);
        List<Process> processes = new ArrayList<>();
        List<Path> logs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            logs.add(folder.resolve("log" + i));
            processes.add(MigratingProcess.start(choice, logs.get(i)));
        }
        int applied = 0;
        for (int i = 0; i < processes.size(); i++) {
            assertThat(processes.get(i).waitFor(120, TimeUnit.SECONDS)).isTrue();
            String log = Files.readString(logs.get(i));
            assertThat(processes.get(i).exitValue()).as(log).isZero();
            applied += Integer.parseInt(log.strip().replaceFirst("(?s).*applied ", ""));
        }
        assertThat(applied).isEqualTo(TestDatabases.SCHEMA_VERSION);
        assertThat(DatabaseInitializer.drift(choice).none()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aProcessKilledInMidMigrationLeavesTheOldStateAndTheNextTryMigrates(DatabaseType type, @TempDir Path folder)
            throws Exception {
        DatabaseChoice choice = TestDatabases.empty(type);
        new Migrations(choice, MigratingProcess.folder("start")).migrate();
        TestDatabases.run(choice, "INSERT INTO parent (id) VALUES ('p')");
        TestDatabases.run(choice, "INSERT INTO child (id, parent_id) VALUES ('c', 'p')");
        var before = SeededRows.contents(choice);
        Path log = folder.resolve("log");

        Process process = MigratingProcess.start(choice, log, "slow-" + type.word());
        awaitMidMigration(choice, process, log);
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        try (MigrationLock _ = MigrationLock.take(choice, Sleeper.REAL, Duration.ofSeconds(30))) {
            assertThat(new Migrations(choice, MigratingProcess.folder("grown"))
                            .migrate()
                            .applied())
                    .extracting(MigrationScript::words)
                    .containsExactly("2: two");
        }
        var after = SeededRows.contents(choice);
        assertThat(after.remove("extra")).isEmpty();
        assertThat(after).isEqualTo(before);
    }

    private static void awaitMidMigration(DatabaseChoice choice, Process process, Path log) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        int looks = 0;
        while (looks < LOOKS_IN_A_ROW) {
            assertThat(process.isAlive() && System.nanoTime() < end)
                    .as(Files.readString(log))
                    .isTrue();
            looks = isMigrating(choice) ? looks + 1 : 0;
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** Whether a transaction that writes is open there. */
    private static boolean isMigrating(DatabaseChoice choice) throws SQLException {
        try (Connection connection = DataSources.forMigrations(choice).getConnection();
                Statement statement = connection.createStatement()) {
            return switch (choice) {
                case DatabaseChoice.Sqlite _ -> {
                    statement.execute("PRAGMA busy_timeout = 0");
                    try {
                        statement.execute("BEGIN IMMEDIATE");
                        statement.execute("ROLLBACK");
                        yield false;
                    } catch (SQLException busy) {
                        yield true;
                    }
                }
                case DatabaseChoice.Postgresql _ -> {
                    try (ResultSet sleeping = statement.executeQuery(
                            "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(100000)%' AND pid <>"
                                    + " pg_backend_pid() AND state = 'active' AND datname = current_database()")) {
                        yield sleeping.next();
                    }
                }
            };
        }
    }
}
