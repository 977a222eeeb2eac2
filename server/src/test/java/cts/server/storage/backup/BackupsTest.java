package cts.server.storage.backup;

import static cts.server.storage.schema.Tables.BACKUPS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.account.ManualClock;
import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.StorageException;
import cts.server.storage.TestDatabases;
import cts.server.storage.UuidSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A backup counts when it was restored; the right ones stay. */
class BackupsTest {
    private final ManualClock clock = new ManualClock();

    @TempDir
    Path folder;

    private Backups backups(Database database, int keep) {
        SplittableRandom random = new SplittableRandom(1);
        Path none = folder.resolve("none");
        return new Backups(
                new Backups.Settings(database.choice(), folder.resolve("backups"), keep, ""),
                new EngineFiles(none, none),
                new UuidSource(clock, random::nextLong),
                clock);
    }

    @ParameterizedTest
    @EnumSource
    void aBackupIsWrittenProvenAndSaysHowMuchWouldBeLost(DatabaseType type) throws IOException {
        try (Database database = TestDatabases.migrated(type)) {
            EveryTable.fill(database);
            Backups backups = backups(database, 14);
            assertThat(backups.recovery()).isEmpty();

            Backup made = backups.create(Backup.Kind.MANUAL, BackupProgress.NONE);
            clock.advance(Duration.ofMinutes(90));

            assertThat(made.status()).isEqualTo(Backup.Status.PROVEN);
            assertThat(made.rows()).isGreaterThan(100);
            assertThat(made.bytes()).isEqualTo(Files.size(backups.file(made)));
            assertThat(made.sha256()).isEqualTo(Checksum.of(backups.file(made)));
            assertThat(backups.list()).contains(made);
            assertThat(backups.recovery().orElseThrow().ageMs())
                    .isEqualTo(Duration.ofMinutes(90).toMillis());
            assertThat(backups.recovery().orElseThrow().restoreMs()).isPositive();
            assertThat(backups.running()).isEmpty();
            try (Stream<Path> left = Files.list(folder.resolve("backups"))) {
                assertThat(left).containsExactly(backups.file(made));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsReadBackIsComparedWithWhatWasWritten(DatabaseType type) {
        try (Database database = TestDatabases.migrated(type)) {
            EveryTable.fill(database);
            Backups backups = backups(database, 14);
            Backup made = backups.create(Backup.Kind.MANUAL, BackupProgress.NONE);
            // A number written otherwise: the file is whole and every row of it goes in, but comes back in other
            // digits.
            String[] sums = new String[2];
            int[] bytes = new int[1];
            Zips.changed(backups.file(made), backups.file(made), files -> {
                files.computeIfPresent("tables/preset_symbol_performance.tsv", (name, rows) -> {
                    byte[] others = new String(rows, UTF_8)
                            .replaceFirst("(\\t\\d+\\.\\d*[1-9])\\t", "$10\t")
                            .getBytes(UTF_8);
                    sums[0] = Zips.checksum(rows);
                    sums[1] = Zips.checksum(others);
                    bytes[0] = others.length;
                    return others;
                });
                files.computeIfPresent(
                        Manifest.NAME,
                        (name, text) -> new String(text, UTF_8)
                                .replace(sums[0], sums[1])
                                .replaceFirst(
                                        "(?s)(\"tables/preset_symbol_performance.tsv\".*?\"bytes\" *: *)\\d+",
                                        "$1" + bytes[0])
                                .getBytes(UTF_8));
                return files;
            });
            assertThat(sums[1]).isNotEqualTo(sums[0]);

            assertThatThrownBy(() -> backups.verify(made.id(), BackupProgress.NONE))
                    .hasMessageContaining("did not come back as it was written")
                    .hasMessageContaining("preset_symbol_performance");
            assertThat(backups.get(made.id()).status()).isEqualTo(Backup.Status.FAILED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBackupThatDoesNotComeBackIsNoneAndMayBeProvenLater(DatabaseType type) throws IOException {
        try (Database database = TestDatabases.migrated(type)) {
            EveryTable.fill(database);
            Backups backups = backups(database, 14);
            Backup made = backups.create(Backup.Kind.MANUAL, BackupProgress.NONE);
            byte[] whole = Files.readAllBytes(backups.file(made));
            Zips.changed(backups.file(made), backups.file(made), files -> {
                files.computeIfPresent("tables/users.tsv", (name, rows) -> new byte[rows.length]);
                return files;
            });

            assertThatThrownBy(() -> backups.verify(made.id(), BackupProgress.NONE))
                    .hasMessageContaining(backups.file(made).toString())
                    .hasMessageContaining("tables/users.tsv");
            assertThat(backups.get(made.id()).status()).isEqualTo(Backup.Status.FAILED);
            assertThat(backups.get(made.id()).error().orElseThrow()).contains("tables/users.tsv");

            Files.write(backups.file(made), whole);
            assertThat(backups.verify(made.id(), BackupProgress.NONE).status()).isEqualTo(Backup.Status.PROVEN);
        }
    }

    @Test
    void theNewestScheduledOnesStayAndWhatPeopleMadeStaysToo() {
        try (Database database = TestDatabases.migrated(DatabaseType.SQLITE)) {
            Backups backups = backups(database, 2);
            Backup manual = backups.create(Backup.Kind.MANUAL, BackupProgress.NONE);
            Backup change = backups.beforeChange("a test");
            for (int day = 0; day < 4; day++) {
                clock.advance(Duration.ofDays(1));
                backups.runScheduled();
            }

            List<Backup> present = backups.list().stream()
                    .filter(backup -> backup.removedAt().isEmpty())
                    .toList();
            assertThat(present)
                    .extracting(Backup::kind)
                    .containsExactly(
                            Backup.Kind.SCHEDULED,
                            Backup.Kind.SCHEDULED,
                            Backup.Kind.BEFORE_CHANGE,
                            Backup.Kind.MANUAL);
            assertThat(present).allMatch(backup -> Files.exists(backups.file(backup)));
            assertThat(backups.list()).hasSize(6);
            assertThat(backups.remove(manual.id()).removedAt()).isPresent();
            assertThat(backups.file(manual)).doesNotExist();
            assertThat(backups.file(change)).exists();
        }
    }

    @Test
    void filesThatNoRowTellsOfAreFoundAndRowsWithoutAFileSaySo() throws IOException {
        Backup made;
        try (Database database = TestDatabases.migrated(DatabaseType.SQLITE)) {
            made = backups(database, 14).create(Backup.Kind.BEFORE_CHANGE, BackupProgress.NONE);
        }
        try (Database another = TestDatabases.migrated(DatabaseType.SQLITE)) {
            Backups backups = backups(another, 14);
            Files.writeString(folder.resolve("backups/notes.txt"), "not a backup");

            assertThat(backups.list())
                    .singleElement()
                    .satisfies(found -> assertThat(found.id()).isEqualTo(made.id()))
                    .satisfies(found -> assertThat(found.kind()).isEqualTo(Backup.Kind.BEFORE_CHANGE))
                    .satisfies(found -> assertThat(found.status()).isEqualTo(Backup.Status.WRITTEN))
                    .satisfies(found -> assertThat(found.rows()).isEqualTo(made.rows()));
            Files.delete(backups.file(made));
            assertThat(backups.list().getFirst().removedAt()).isPresent();
            assertThatThrownBy(() -> backups.get(made.id()))
                    .hasMessage("There is no backup " + made.id() + "; see the list.");
        }
    }

    @Test
    void aBackupThatCannotBeWrittenIsNotedAndTheNextOneWorks() throws IOException {
        try (Database database = TestDatabases.migrated(DatabaseType.SQLITE)) {
            Backups backups = backups(database, 14);
            Files.writeString(folder.resolve("backups"), "a file where the folder should be");

            assertThatThrownBy(() -> backups.runScheduled())
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(folder.resolve("backups").toString())
                    .hasMessageEndingWith("free some space or choose another place, then try again.");
            String status = database.read(sql ->
                    sql.select(BACKUPS.STATUS).from(BACKUPS).fetchSingle().value1());
            assertThat(status).isEqualTo("failed");

            Files.delete(folder.resolve("backups"));
            assertThat(backups.runScheduled().status()).isEqualTo(Backup.Status.PROVEN);
        }
    }

    @Test
    void whatAKilledProcessLeftIsSweptAway() throws IOException {
        try (Database database = TestDatabases.migrated(DatabaseType.SQLITE)) {
            Path own = Files.createDirectories(folder.resolve("backups"));
            Files.writeString(own.resolve("cts-20260101-000000-manual-x.zip.partial"), "half");
            Files.createDirectories(own.resolve("scratch-1"));
            Files.writeString(own.resolve("scratch-1/cts.db"), "half");
            Files.writeString(own.resolve("mine.zip"), "left alone");

            backups(database, 14);

            assertThat(own).isDirectoryNotContaining(path -> !path.endsWith("mine.zip"));
        }
    }
}
