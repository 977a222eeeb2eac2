package cts.server.storage.backup;

import static cts.server.storage.schema.Tables.EXCHANGE_CONNECTIONS;
import static cts.server.storage.schema.Tables.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.account.ManualClock;
import cts.server.storage.Database;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.StorageException;
import cts.server.storage.TestDatabases;
import cts.server.storage.UuidSource;
import cts.server.storage.journal.Journal;
import cts.server.storage.journal.Snapshots;
import cts.server.storage.migration.DirectDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database moves into another, and back, unchanged. */
class ConversionTest {
    private final ManualClock clock = new ManualClock();

    @TempDir
    Path folder;

    private Backups backups(DatabaseChoice choice, Path data) {
        SplittableRandom random = new SplittableRandom(data.hashCode());
        return new Backups(
                new Backups.Settings(choice, data.resolve("backups"), 14, ""),
                new EngineFiles(data.resolve("journal"), data.resolve("snapshots")),
                new UuidSource(clock, random::nextLong),
                clock);
    }

    private Conversion conversion(DatabaseChoice choice, Path data) {
        return new Conversion(backups(choice, data), data, clock, BackupProgress.NONE);
    }

    /** A database with rows in every table, of which nobody is logged in and nothing trades. */
    private static DatabaseChoice filled(DatabaseType type) {
        try (Database database = TestDatabases.migrated(type)) {
            EveryTable.fill(database);
            database.write(sql -> sql.deleteFrom(SESSIONS).execute());
            database.write(sql -> sql.update(EXCHANGE_CONNECTIONS)
                    .set(EXCHANGE_CONNECTIONS.IS_LIVE_TRADE, false)
                    .set(EXCHANGE_CONNECTIONS.IS_PRESET_TRADE, false)
                    .execute());
            return database.choice();
        }
    }

    private Manifest tables(DatabaseChoice choice, String name) {
        return BackupFormatTest.write(new DirectDatabase(choice), folder.resolve(name + ".zip"));
    }

    private static Path dataOf(DatabaseChoice choice) {
        return Path.of(choice.place()).resolveSibling("").toAbsolutePath().normalize();
    }

    @ParameterizedTest
    @CsvSource({"SQLITE,POSTGRESQL", "POSTGRESQL,SQLITE"})
    void thereAndBackEveryTableHasTheSameChecksum(DatabaseType here, DatabaseType there) throws IOException {
        DatabaseChoice first = filled(here);
        Manifest before = tables(first, "before");
        Path data = Files.createDirectories(folder.resolve("data"));
        DatabaseChoice second = other(there, "second");
        DatabaseChoice third = other(here, "third");

        Restore.Report report = conversion(first, data).into(second);
        conversion(second, data).into(third);

        assertThat(report.rows()).isEqualTo(before.rows());
        assertThat(report.tables())
                .hasSize(before.tables().size())
                .allMatch(table -> table.bytes() > 0 == table.rows() > 0);
        assertThat(without(tables(second, "second"))).isEqualTo(without(before));
        assertThat(without(tables(third, "third"))).isEqualTo(without(before));
        assertThat(without(tables(first, "after"))).isEqualTo(without(before));
    }

    /**
     * Each conversion adds the backup that it is made of to the database that is left, and ends the leases in the one that
     * it makes.
     */
    private static List<Manifest.TableFile> without(Manifest manifest) {
        return manifest.tables().stream()
                .filter(table -> !Set.of("backups", "engine_leases").contains(table.name()))
                .toList();
    }

    private DatabaseChoice other(DatabaseType type, String name) {
        return type == DatabaseType.SQLITE
                ? new DatabaseChoice.Sqlite(folder.resolve("data").resolve(name + ".db"), "a test asks for it")
                : TestDatabases.empty(type);
    }

    @Test
    void theEngineGoesAlongIntoAnotherFolderAndStaysInItsOwn() throws IOException {
        DatabaseChoice first = filled(DatabaseType.SQLITE);
        Path data = dataOf(first);
        try (Journal journal = Journal.open(data.resolve("journal"))) {
            new Snapshots(data.resolve("snapshots")).write(0, "state".getBytes(StandardCharsets.UTF_8));
            journal.append("record".getBytes(StandardCharsets.UTF_8));
        }
        Path there = Files.createDirectories(folder.resolve("there"));
        DatabaseChoice target = new DatabaseChoice.Sqlite(there.resolve("cts.db"), "a test asks for it");

        Restore.Report report = conversion(first, data).into(target, there);

        assertThat(report.withEngine()).isTrue();
        for (Path place : new Path[] {data, there}) {
            assertThat(new Snapshots(place.resolve("snapshots")).newest()).isPresent();
            assertThat(place.resolve("journal/journal-0000000000000000000.log"))
                    .binaryContent()
                    .contains("record".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void onlyTheCopyLosesItsRightToTrade() throws IOException {
        DatabaseChoice first = filled(DatabaseType.SQLITE);
        try (Database database = Database.open(first)) {
            database.write(sql -> sql.update(EXCHANGE_CONNECTIONS)
                    .set(EXCHANGE_CONNECTIONS.IS_ENABLED, true)
                    .set(EXCHANGE_CONNECTIONS.IS_LIVE_TRADE, true)
                    .execute());
        }
        Path data = dataOf(first);
        Files.writeString(data.resolve("installation"), "one");
        DatabaseChoice second = TestDatabases.empty(DatabaseType.POSTGRESQL);

        conversion(first, data).into(second);

        assertThat(trading(first)).isEqualTo(3);
        assertThat(trading(second)).isZero();
        assertThat(data.resolve("installation")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"SQLITE,POSTGRESQL", "POSTGRESQL,SQLITE"})
    void aTargetThatIsNotEmptyIsRefusedBeforeAnythingIsDone(DatabaseType here, DatabaseType there) throws IOException {
        DatabaseChoice first = filled(here);
        DatabaseChoice taken = filled(there);
        Path data = Files.createDirectories(folder.resolve("data"));
        Conversion conversion = conversion(first, data);

        assertThatThrownBy(() -> conversion.into(taken))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(taken.place() + " is not empty (there are rows in ")
                .hasMessageEndingWith("): name an empty place to convert into.");

        assertThat(data).isEmptyDirectory();
    }

    private static int trading(DatabaseChoice choice) {
        try (Database database = Database.open(choice)) {
            return database.read(
                    sql -> sql.fetchCount(EXCHANGE_CONNECTIONS, EXCHANGE_CONNECTIONS.IS_LIVE_TRADE.isTrue()));
        }
    }
}
