package cts.server.storage.backup;

import static cts.server.storage.schema.Tables.SITE_LOGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.Database;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.StorageException;
import cts.server.storage.TestDatabases;
import cts.server.storage.Write;
import cts.server.storage.migration.DirectDatabase;
import cts.server.storage.repository.SiteLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full at the worst moment: the sentence names the file, what was there stays, and a second try works. */
class FullDiskTest {
    @TempDir
    Path folder;

    @BeforeEach
    void smallDisksCanBeMounted() throws IOException, InterruptedException {
        Assumptions.assumeThat(SmallDisk.isPossible())
                .as("mounting a small disk takes root")
                .isTrue();
    }

    /** Rows that hardly pack, and that SQLite keeps twice: in the table and in an index. */
    private static DatabaseChoice filled(int rows, int characters) {
        SplittableRandom random = new SplittableRandom(11);
        try (Database database = TestDatabases.migrated(DatabaseType.SQLITE)) {
            List<Write<SiteLogs.Row>> lines = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                StringBuilder text = new StringBuilder();
                while (text.length() < characters) text.append(Long.toString(random.nextLong(Long.MAX_VALUE), 36));
                lines.add(SiteLogs.write(new SiteLogs.Row(
                        "log-%06d".formatted(i),
                        "info",
                        text.toString(),
                        "a line",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "{}",
                        i)));
            }
            lines.getFirst()
                    .table()
                    .saveAll(database, lines.stream().map(Write::row).toList());
            return database.choice();
        }
    }

    private static int rows(DatabaseChoice choice) {
        try (Database database = Database.open(choice)) {
            return database.read(sql -> sql.fetchCount(SITE_LOGS));
        }
    }

    @Test
    void aBackupThatDoesNotFit() throws IOException, InterruptedException {
        DirectDatabase database = new DirectDatabase(filled(4_000, 1_000));
        Path place = folder.resolve("small");
        try (SmallDisk disk = SmallDisk.mount(place, 1)) {
            Path zip = place.resolve("b.zip");
            assertThatThrownBy(() -> BackupFormatTest.write(database, zip))
                    .isInstanceOf(StorageException.class)
                    .hasMessage("The backup " + zip + " cannot be written (No space left on device): free some space or"
                            + " choose another place, then try again.");
            assertThat(place).isEmptyDirectory();

            disk.grow(16);
            assertThat(BackupFormatTest.write(database, zip).rows()).isEqualTo(4_000);
        }
    }

    @Test
    void aRestoreIntoSqliteThatDoesNotFit() throws IOException, InterruptedException {
        Path zip = folder.resolve("b.zip");
        BackupFormatTest.write(new DirectDatabase(filled(12_000, 2_000)), zip);
        Path data = folder.resolve("small");
        DatabaseChoice choice = new DatabaseChoice.Sqlite(data.resolve("cts.db"), "a test asks for it");
        Restore restore = new Restore(choice, data, InstantSource.system(), "", BackupProgress.NONE);
        try (SmallDisk disk = SmallDisk.mount(data, 24)) {
            assertThatThrownBy(() -> restore.intoEmpty(zip))
                    .hasMessageContaining("The disk of " + data + " has ")
                    .hasMessageContaining(" MiB left and restoring " + zip + " takes at least ")
                    .hasMessageEndingWith("free some space, then try again.");
            disk.grow(44);
            assertThatThrownBy(() -> restore.intoEmpty(zip))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("Restoring " + zip)
                    .hasMessageContaining("full")
                    .hasMessageEndingWith("its disk is full; free some space, then try again.");
            assertThat(data).isEmptyDirectory();

            disk.grow(150);
            assertThat(restore.intoEmpty(zip).rows()).isEqualTo(12_000);
            assertThat(rows(choice)).isEqualTo(12_000);
        }
    }

    @Test
    void aRestoreIntoPostgresqlThatDoesNotFit() throws IOException, InterruptedException {
        Path zip = folder.resolve("b.zip");
        BackupFormatTest.write(new DirectDatabase(filled(12_000, 2_000)), zip);
        Path place = Files.createTempDirectory("cts-space");
        Path data = Files.createDirectories(folder.resolve("data"));
        DatabaseChoice choice = TestDatabases.empty(DatabaseType.POSTGRESQL);
        TestDatabases.initialize(choice);
        String name = ((DatabaseChoice.Postgresql) choice).address().database();
        Restore restore = new Restore(choice, data, InstantSource.system(), "", BackupProgress.NONE);
        try (SmallDisk disk = SmallDisk.mount(place, 20)) {
            Path space = Files.createDirectories(place.resolve("space"));
            TestDatabases.run(choice, "CREATE TABLESPACE small_" + name + " LOCATION '" + space + "'");
            TestDatabases.run(choice, "ALTER DATABASE " + name + " SET default_tablespace = small_" + name);

            assertThatThrownBy(() -> restore.replacing(zip, () -> {}))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("Restoring " + zip)
                    .hasMessageContaining("No space left on device");
            assertThat(data).isEmptyDirectory();
            assertThat(rows(choice)).isZero();

            disk.grow(200);
            assertThat(restore.replacing(zip, () -> {}).rows()).isEqualTo(12_000);
            assertThat(rows(choice)).isEqualTo(12_000);
            TestDatabases.run(choice, "DROP SCHEMA public CASCADE");
            TestDatabases.run(choice, "ALTER DATABASE " + name + " RESET default_tablespace");
            TestDatabases.run(choice, "DROP TABLESPACE small_" + name);
        }
        Files.delete(place);
    }
}
