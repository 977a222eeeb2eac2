package cts.server.storage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.TestDatabases;
import cts.server.storage.migration.DirectDatabase;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is what comes back, on either database. */
class BackupFormatTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"SQLITE,SQLITE", "SQLITE,POSTGRESQL", "POSTGRESQL,SQLITE", "POSTGRESQL,POSTGRESQL"})
    void everyTableComesBackOnTheOtherDatabaseWithTheSameChecksums(DatabaseType from, DatabaseType to) {
        Manifest first;
        try (Database database = TestDatabases.migrated(from)) {
            EveryTable.fill(database);
            first = write(new DirectDatabase(database.choice()), folder.resolve("first.zip"));
        }
        DirectDatabase target = new DirectDatabase(TestDatabases.empty(to));
        try (BackupFile backup = BackupFile.open(folder.resolve("first.zip"))) {
            backup.verify(BackupProgress.NONE);
            BackupLoader loader = new BackupLoader(backup, target, BackupProgress.NONE);
            assertThat(loader.load()).hasSameSizeAs(first.tables());
            loader.compare();
        }
        Manifest second = write(target, folder.resolve("second.zip"));

        assertThat(first.tables()).hasSizeGreaterThan(35).allMatch(table -> table.rows() == 3);
        assertThat(second.tables()).isEqualTo(first.tables());
        assertThat(second.databaseType()).isEqualTo(to.word());
    }

    @Test
    void theScriptsAndTheQueryClassesGiveOneShape() {
        int newest = new DirectDatabase(TestDatabases.empty(DatabaseType.SQLITE)).newestVersion();

        assertThat(SchemaShape.older(newest)).isEqualTo(SchemaShape.newest(newest));
    }

    @ParameterizedTest
    @EnumSource
    void seesNothingOfWhatIsWrittenMeanwhileAndHoldsNobodyUp(DatabaseType type) {
        try (Database database = TestDatabases.migrated(type)) {
            EveryTable.fill(database);
            List<Integer> added = new ArrayList<>();
            BackupWriter writer = writer(new DirectDatabase(database.choice()));

            Manifest manifest = writer.write(folder.resolve("b.zip"), (step, done, total) -> {
                if (added.isEmpty()) added.add(deleteEverythingOf(database));
            });

            assertThat(added).containsExactly(7);
            assertThat(manifest.tables()).allMatch(table -> table.rows() == 3);
        }
    }

    @Test
    void jsonOfOneMeaningHasOneText() throws BadValue {
        assertThat(CanonicalJson.of(" { \"b\" : 1.0 , \"a\":[1e2, -0.10,\"\\u00e9\\/\\n\"], \"b\":2}"))
                .isEqualTo("{\"a\":[100,-0.10,\"é/\\n\"],\"b\":2}");
        assertThat(CanonicalJson.of("[ ]")).isEqualTo("[]");
        assertThatThrownBy(() -> CanonicalJson.of("{\"a\":1e999999999}")).hasMessageContaining("digits");
        assertThatThrownBy(() -> CanonicalJson.of("{\"a\":1} x")).isInstanceOf(BadValue.class);
        assertThatThrownBy(() -> CanonicalJson.of("")).isInstanceOf(BadValue.class);
    }

    @ParameterizedTest
    @EnumSource
    void aValueThatIsNoNumberIsRefusedByTableAndRow(DatabaseType type) {
        try (Database database = TestDatabases.migrated(type)) {
            EveryTable.fill(database);
            String notFinite = type == DatabaseType.SQLITE ? "9e999" : "'NaN'";
            database.write(sql -> sql.execute("UPDATE indication_states SET strength = " + notFinite));

            assertThatThrownBy(() -> write(new DirectDatabase(database.choice()), folder.resolve("b.zip")))
                    .hasMessageContaining("strength of a row of indication_states (id ")
                    .hasMessageContaining("where a finite number must be; mend that row.");
            assertThat(folder).isEmptyDirectory();
        }
    }

    private static int deleteEverythingOf(Database database) {
        return database.write(sql -> sql.execute("DELETE FROM fills WHERE 1 = 1 AND id NOT IN"
                        + " (SELECT fill_id FROM ledger_entries WHERE fill_id IS NOT NULL)")
                + sql.execute("DELETE FROM verdicts")
                + sql.execute("UPDATE users SET is_active = is_active"));
    }

    static Manifest write(DirectDatabase database, Path file) {
        return writer(database).write(file, BackupProgress.NONE);
    }

    static BackupWriter writer(DirectDatabase database) {
        Path nowhere = Path.of("nowhere");
        return new BackupWriter(database, new EngineFiles(nowhere, nowhere), InstantSource.system(), "");
    }
}
