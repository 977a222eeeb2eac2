package cts.server.storage.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.DataSources;
import cts.server.storage.Database;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.PostgresAddress;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageException;
import cts.server.storage.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseInitializerTest {
    private static final Sleeper NO_WAIT = duration -> {};

    @ParameterizedTest
    @EnumSource
    void makesAFreshDatabaseAndNothingTheSecondTime(DatabaseType type) throws Exception {
        DatabaseChoice choice = TestDatabases.empty(type);

        DatabaseInitializer.Report first = new DatabaseInitializer(choice, NO_WAIT).initialize();
        DatabaseInitializer.Report second = new DatabaseInitializer(choice, NO_WAIT).initialize();

        assertThat(first.applied()).isEqualTo(first.scripts()).isNotEmpty();
        assertThat(first.version()).isEqualTo(first.scripts().size());
        assertThat(first.tables()).isEqualTo(39);
        assertThat(second.applied()).isEmpty();
        assertThat(second.version()).isEqualTo(first.version());
        assertThat(second.log()).anyMatch(line -> line.contains("a test asks for it"));
        try (Database database = Database.open(choice)) {
            int noted = database.read(sql ->
                    sql.fetchCount(DSL.table("schema_migrations"), DSL.condition("success AND checksum IS NOT NULL")));
            assertThat(noted).isEqualTo(first.scripts().size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoStartsAtOnceMigrateOnce(DatabaseType type) throws Exception {
        DatabaseChoice choice = TestDatabases.empty(type);
        Callable<DatabaseInitializer.Report> start = () -> new DatabaseInitializer(choice, Sleeper.REAL).initialize();

        try (ExecutorService starts = Executors.newFixedThreadPool(3)) {
            List<Future<DatabaseInitializer.Report>> reports = starts.invokeAll(List.of(start, start, start));
            int applied = 0;
            for (Future<DatabaseInitializer.Report> report : reports) {
                applied += report.get().applied().size();
            }
            assertThat(applied).isEqualTo(reports.getFirst().get().scripts().size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesANewerDatabase(DatabaseType type) {
        DatabaseChoice choice = TestDatabases.empty(type);
        TestDatabases.initialize(choice);
        TestDatabases.run(
                choice,
                "INSERT INTO schema_migrations SELECT installed_rank + 100, '999', 'later', type, 'V999__later.sql', 1,"
                        + " installed_by, installed_on, execution_time, success FROM schema_migrations WHERE version = '001'");

        assertThatThrownBy(() -> new DatabaseInitializer(choice, NO_WAIT).initialize())
                .hasMessageContaining("has schema version 999, which is newer than this program knows")
                .extracting(failure -> ((StorageException) failure).kind())
                .isEqualTo(StorageException.Kind.REFUSED);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnEditedScript(DatabaseType type) {
        DatabaseChoice choice = TestDatabases.empty(type);
        TestDatabases.initialize(choice);
        TestDatabases.run(choice, "UPDATE schema_migrations SET checksum = checksum + 1 WHERE version = '002'");

        assertThatThrownBy(() -> new DatabaseInitializer(choice, NO_WAIT).initialize())
                .hasMessageContaining("another text of script 002");
    }

    @ParameterizedTest
    @EnumSource
    void refusesAMissingScript(DatabaseType type) {
        DatabaseChoice choice = TestDatabases.empty(type);
        migrate(choice, "testmigrations/grown");

        assertThatThrownBy(() -> migrate(choice, "testmigrations/gap"))
                .hasMessageContaining("script 1 (one), which this program does not have");
    }

    @ParameterizedTest
    @EnumSource
    void refusesScriptsWithAGapOrTwoOfOneNumberBeforeTheFirst(DatabaseType type) throws Exception {
        DatabaseChoice choice = TestDatabases.empty(type);

        assertThatThrownBy(() -> migrate(choice, "testmigrations/gapped"))
                .hasMessage("The program has a migration 3 but no 2: install CTS anew, its archive is incomplete.");
        assertThatThrownBy(() -> migrate(choice, "testmigrations/duplicate"))
                .hasMessageStartingWith(
                        "The program has two migrations of one number (Found more than one migration with" + " version")
                .hasMessageEndingWith("): install CTS anew, its archive is a mixture.")
                .extracting(failure -> ((StorageException) failure).kind())
                .isEqualTo(StorageException.Kind.REFUSED);
        try (Connection connection = DataSources.forMigrations(choice).getConnection()) {
            assertThat(Catalogue.read(connection).tables()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailingScriptLeavesTheOldSchema(DatabaseType type) throws Exception {
        DatabaseChoice choice = TestDatabases.empty(type);
        migrate(choice, "testmigrations/start");

        assertThatThrownBy(() -> migrate(choice, "testmigrations/broken")).isInstanceOf(StorageException.class);

        try (Connection connection = DataSources.forMigrations(choice).getConnection()) {
            // The second script of that folder works and the third does not: neither may be left.
            assertThat(Catalogue.read(connection).tables()).isEqualTo(2);
        }
        assertThat(migrate(choice, "testmigrations/grown")).hasSize(1);
    }

    @Test
    void aSqliteMigrationThatLosesRowsIsRolledBack() {
        DatabaseChoice choice = TestDatabases.empty(DatabaseType.SQLITE);
        migrate(choice, "testmigrations/start");
        TestDatabases.run(choice, "INSERT INTO parent (id) VALUES ('p')");

        assertThatThrownBy(() -> migrate(choice, "testmigrations/losing"))
                .hasMessageContaining("0 of 1 rows of parent");
        assertThat(migrate(choice, "testmigrations/grown")).hasSize(1);
    }

    @Test
    void aSqliteMigrationThatLeavesDanglingReferencesIsRolledBack() {
        DatabaseChoice choice = TestDatabases.empty(DatabaseType.SQLITE);
        migrate(choice, "testmigrations/start");

        assertThatThrownBy(() -> migrate(choice, "testmigrations/dangling"))
                .hasMessageContaining("a row of child that refers to a missing row of parent");
    }

    @Test
    void aSqliteParentTableCanBeRebuiltWithoutLosingItsChildren() {
        DatabaseChoice choice = TestDatabases.empty(DatabaseType.SQLITE);
        migrate(choice, "testmigrations/start");
        TestDatabases.run(choice, "INSERT INTO parent (id) VALUES ('p')");
        TestDatabases.run(choice, "INSERT INTO child (id, parent_id) VALUES ('c', 'p')");

        migrate(choice, "testmigrations/rebuilding");

        try (Database database = Database.open(choice)) {
            int children = database.read(sql -> sql.fetchCount(sql.selectFrom("child")));
            assertThat(children).isEqualTo(1);
        }
    }

    @Test
    void triesThreeTimesWhenTheServerDoesNotAnswer() {
        DatabaseChoice choice = new DatabaseChoice.Postgresql(
                new PostgresAddress("localhost", 1, "cts", "u", "topsecret", Map.of()), "a test asks for it");
        List<Duration> waits = new ArrayList<>();

        assertThatThrownBy(() -> new DatabaseInitializer(choice, waits::add).initialize())
                .hasMessageContaining("The postgresql database u@localhost:1/cts cannot be opened")
                .hasMessageEndingWith("see that the server runs and that DATABASE_URL is right.")
                .message()
                .doesNotContain("topsecret");
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void waitsForAnotherProcessUpToItsPatienceAndThenSaysSo() throws Exception {
        DatabaseChoice choice = TestDatabases.empty(DatabaseType.SQLITE);
        List<Duration> waits = new ArrayList<>();

        try (MigrationLock _ = MigrationLock.take(choice, NO_WAIT, Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> MigrationLock.take(choice, waits::add, Duration.ofSeconds(30)))
                    .hasMessageContaining("is still being migrated by another process after 30 s");
        }
        assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofSeconds(30));
        MigrationLock.take(choice, NO_WAIT, Duration.ZERO).close();
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNoDatabase() throws Exception {
        Path file = TestDatabases.temporaryFolder().resolve("cts.db");
        Files.writeString(file, "This is not a database, and long enough not to be taken for an empty one.".repeat(20));
        DatabaseChoice choice = new DatabaseChoice.Sqlite(file, "a test asks for it");

        assertThatThrownBy(() -> new DatabaseInitializer(choice, NO_WAIT).initialize())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(file.toString());
        assertThat(Files.readString(file)).startsWith("This is not a database");
    }

    private static List<MigrationScript> migrate(DatabaseChoice choice, String folder) {
        return new Migrations(choice, new ScriptFolders(List.of(folder), List.of(), Map.of()))
                .migrate()
                .applied();
    }
}
