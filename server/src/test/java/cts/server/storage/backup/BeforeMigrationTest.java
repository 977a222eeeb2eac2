package cts.server.storage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.account.ManualClock;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageException;
import cts.server.storage.TestDatabases;
import cts.server.storage.UuidSource;
import cts.server.storage.migration.DatabaseInitializer;
import cts.server.storage.migration.DirectDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows are secured before a script changes them, and only then. */
class BeforeMigrationTest {
    @TempDir
    Path folder;

    private static DatabaseChoice atVersionFive(DatabaseType type) {
        DatabaseChoice choice = TestDatabases.empty(type);
        new DirectDatabase(choice).migrateTo(5);
        return choice;
    }

    private static void addUser(DatabaseChoice choice) {
        TestDatabases.run(
                choice,
                "INSERT INTO users (id, username, role, is_active, created_at, updated_at) VALUES ('u', 'n', 'admin', "
                        + (choice.type() == DatabaseType.SQLITE ? "1" : "true") + ", 1, 1)");
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseWithRowsIsBackedUpInItsOldVersionFirst(DatabaseType type) throws InterruptedException {
        DatabaseChoice choice = atVersionFive(type);
        addUser(choice);
        // On PostgreSQL candles have no partitions yet, neither here nor in the copy that proves the backup.
        TestDatabases.run(
                choice, "INSERT INTO market_data VALUES ('x', 'BTCUSD', '1m', 1384387200000, 1, 2, 0.5, 1.5, 9)");
        ManualClock clock = new ManualClock();
        SplittableRandom random = new SplittableRandom(3);
        Backups backups = new Backups(
                new Backups.Settings(choice, folder.resolve("backups"), 14, ""),
                new EngineFiles(folder.resolve("none"), folder.resolve("none")),
                new UuidSource(clock, random::nextLong),
                clock);

        DatabaseInitializer.Report report = new DatabaseInitializer(
                        choice,
                        Sleeper.REAL,
                        () -> "Secured in "
                                + backups.beforeChange("a migration").file() + ".")
                .initialize();

        assertThat(report.log()).anyMatch(line -> line.startsWith("Secured in cts-"));
        assertThat(backups.list())
                .singleElement()
                .satisfies(backup -> assertThat(backup.schemaVersion()).isEqualTo(5))
                .satisfies(backup -> assertThat(backup.kind()).isEqualTo(Backup.Kind.BEFORE_CHANGE))
                .satisfies(backup -> assertThat(backup.rows()).isEqualTo(2));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsMigratedWhenTheRowsCannotBeSecured(DatabaseType type) throws SQLException {
        DatabaseChoice choice = atVersionFive(type);
        addUser(choice);

        assertThatThrownBy(() -> new DatabaseInitializer(choice, Sleeper.REAL, () -> {
                            throw StorageException.refused("the disk is full.");
                        })
                        .initialize())
                .hasMessage("the disk is full.");

        DirectDatabase database = new DirectDatabase(choice);
        try (Connection connection = database.connect()) {
            assertThat(database.version(connection)).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseWithoutRowsAndOneThatIsUpToDateAreNotBackedUp(DatabaseType type) throws InterruptedException {
        DatabaseChoice choice = atVersionFive(type);
        AtomicInteger secured = new AtomicInteger();
        DatabaseInitializer initializer =
                new DatabaseInitializer(choice, Sleeper.REAL, () -> "Secured " + secured.incrementAndGet() + ".");

        initializer.initialize();
        addUser(choice);
        initializer.initialize();

        assertThat(secured).hasValue(0);
    }
}
