package cts.server.storage.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.DataSources;
import cts.server.storage.Database;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.PostgresAddress;
import cts.server.storage.TestDatabases;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DryRunTest {
    @ParameterizedTest
    @EnumSource
    void triesWhatIsDueOnACopyAndLeavesTheDatabaseAlone(DatabaseType type) throws Exception {
        DatabaseChoice choice = firstRelease(type);
        SeededRows.fill(choice, 3, 5);
        SortedMap<String, List<String>> before = SeededRows.contents(choice);
        int laidOut = partitions(choice);

        DryRun.Report report = dryRun(choice).to(Optional.empty());

        assertThat(report.from()).isEqualTo(6);
        assertThat(report.to()).isEqualTo(10);
        assertThat(report.steps()).extracting(DryRun.Step::number).containsExactly(7, 8, 9, 10);
        assertThat(report.steps()).allSatisfy(step -> {
            assertThat(step.direction()).isEqualTo(DryRun.Direction.MIGRATE);
            assertThat(step.milliseconds())
                    .hasValueSatisfying(ms -> assertThat(ms).isNotNegative());
        });
        assertThat(report.steps().getFirst().sql())
                .contains("CREATE TABLE archived_market_data")
                .doesNotContain("${");
        assertThat(report.drift())
                .hasValueSatisfying(drift -> assertThat(drift.none()).isTrue());
        assertThat(report.tables())
                .hasSize(39)
                .contains(
                        new DryRun.Rows("market_data", Optional.of(5L), Optional.of(5L)),
                        new DryRun.Rows("presets", Optional.empty(), Optional.of(0L)));
        assertThat(report.log())
                .containsExactly("Tried 4 scripts on a copy with all rows; the database itself was not changed.");
        assertThat(locks(report, 8))
                .contains(
                        type == DatabaseType.POSTGRESQL
                                ? "ACCESS EXCLUSIVE on market_data"
                                : "the file's lock for writing: others read on, but do not write");
        assertUntouched(choice, before);
        assertThat(partitions(choice)).isEqualTo(laidOut);
    }

    @ParameterizedTest
    @EnumSource
    void alsoShowsWhatARollbackWouldDo(DatabaseType type) throws Exception {
        DatabaseChoice choice = TestDatabases.empty(type);
        new Migrations(choice).migrate();
        SeededRows.fill(choice, 4, 5);
        SortedMap<String, List<String>> before = SeededRows.contents(choice);

        DryRun.Report report = dryRun(choice).to(Optional.of(7));

        assertThat(report.steps()).extracting(DryRun.Step::number).containsExactly(10, 9, 8);
        assertThat(report.steps()).extracting(DryRun.Step::direction).containsOnly(DryRun.Direction.UNDO);
        assertThat(report.drift()).isEmpty();
        assertThat(report.tables())
                .contains(
                        new DryRun.Rows("presets", Optional.of(5L), Optional.empty()),
                        new DryRun.Rows("users", Optional.of(5L), Optional.of(5L)),
                        // On PostgreSQL the archive of version 7 can hold nothing, so its candles go back.
                        new DryRun.Rows(
                                "market_data", Optional.of(5L), Optional.of(type == DatabaseType.SQLITE ? 5L : 10L)));
        if (type == DatabaseType.POSTGRESQL) {
            assertThat(locks(report, 8)).contains("ACCESS EXCLUSIVE on archived_market_data");
        }
        assertUntouched(choice, before);
    }

    @ParameterizedTest
    @EnumSource
    void worksBesideAServerThatIsInTheMiddleOfATransaction(DatabaseType type) throws Exception {
        DatabaseChoice choice = TestDatabases.empty(type);
        new Migrations(choice).migrate();
        SeededRows.fill(choice, 4, 2);
        List<DryRun.Report> reports = new ArrayList<>();

        try (Database server = Database.open(choice)) {
            server.write(sql -> {
                sql.execute("DELETE FROM verdicts");
                try {
                    reports.add(dryRun(choice).to(Optional.of(9)));
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
                return 0;
            });
        }

        assertThat(reports.getFirst().tables()).contains(new DryRun.Rows("verdicts", Optional.of(2L), Optional.of(2L)));
    }

    @ParameterizedTest
    @EnumSource
    void saysWhenNothingIsDueAndRefusesVersionsThatAreNotThere(DatabaseType type) throws Exception {
        DatabaseChoice choice = TestDatabases.empty(type);
        new Migrations(choice).migrate();

        DryRun.Report report = dryRun(choice).to(Optional.empty());

        assertThat(report.steps()).isEmpty();
        assertThat(report.log()).containsExactly("The schema is at version 10 already.");
        assertThatThrownBy(() -> dryRun(choice).to(Optional.of(11)))
                .hasMessage("There is no schema version 11: choose one from 0 to 10.");
        assertThatThrownBy(() -> dryRun(choice).to(Optional.of(-1)))
                .hasMessage("There is no schema version -1: choose one from 0 to 10.");
    }

    @Test
    void refusesAFileThatIsNotThereAndMakesNone() {
        DatabaseChoice choice = TestDatabases.empty(DatabaseType.SQLITE);

        assertThatThrownBy(() -> dryRun(choice).to(Optional.empty()))
                .hasMessageContaining("there is nothing to try on");
        assertThat(Path.of(choice.place())).doesNotExist();
    }

    @Test
    void aCopyThatAKilledProcessLeftGoesAndOneInUseStays() throws Exception {
        DatabaseChoice choice = firstRelease(DatabaseType.SQLITE);
        Path folder = Path.of(choice.place()).resolveSibling("");
        Path left = Files.writeString(folder.resolve("cts_dry_run_1.db"), "left");
        Files.writeString(folder.resolve("cts_dry_run_1.db.lock"), "");
        Path used = Files.writeString(folder.resolve("cts_dry_run_2.db"), "used");
        Path lock = Files.writeString(folder.resolve("cts_dry_run_2.db.lock"), "");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            channel.lock();

            dryRun(choice).to(Optional.empty());

            assertThat(left).doesNotExist();
            assertThat(used).exists();
        }
    }

    @Test
    void withoutTheRightToMakeASchemaItTellsTheSqlAlone() throws Exception {
        DatabaseChoice choice = firstRelease(DatabaseType.POSTGRESQL);
        PostgresAddress address = ((DatabaseChoice.Postgresql) choice).address();
        String user = "poor_" + address.database();
        TestDatabases.run(choice, "CREATE USER " + user + " PASSWORD 'poor'");
        TestDatabases.run(choice, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + user);
        DatabaseChoice poor = new DatabaseChoice.Postgresql(
                new PostgresAddress("localhost", address.port(), address.database(), user, "poor", Map.of()),
                "a test asks for it");

        DryRun.Report report = dryRun(poor).to(Optional.empty());

        assertThat(report.log())
                .containsExactly("The user " + user + " may not make a schema in " + poor.place()
                        + ", so nothing was tried: GRANT CREATE ON DATABASE to it for a dry run.");
        assertThat(report.steps())
                .hasSize(4)
                .allSatisfy(step -> assertThat(step.milliseconds()).isEmpty());
        assertThat(report.tables()).isEmpty();
    }

    private static List<String> locks(DryRun.Report report, int number) {
        return report.steps().stream()
                .filter(step -> step.number() == number)
                .findFirst()
                .orElseThrow()
                .locks();
    }

    private static void assertUntouched(DatabaseChoice choice, SortedMap<String, List<String>> before)
            throws Exception {
        assertThat(SeededRows.contents(choice)).isEqualTo(before);
        switch (choice) {
            case DatabaseChoice.Sqlite sqlite -> {
                try (var files = Files.list(sqlite.file().resolveSibling(""))) {
                    assertThat(files.map(file -> String.valueOf(file.getFileName())))
                            .noneMatch(name -> name.startsWith("cts_dry_run"));
                }
            }
            case DatabaseChoice.Postgresql _ ->
                assertThat(number(choice, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'cts_dry_run%'"))
                        .isZero();
        }
    }

    private static int partitions(DatabaseChoice choice) throws SQLException {
        return choice.type() == DatabaseType.SQLITE ? 0 : number(choice, "SELECT count(*) FROM pg_inherits");
    }

    private static int number(DatabaseChoice choice, String query) throws SQLException {
        try (Connection connection = DataSources.forMigrations(choice).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static DryRun dryRun(DatabaseChoice choice) {
        return new DryRun(choice, duration -> {}, System::nanoTime);
    }

    private static DatabaseChoice firstRelease(DatabaseType type) {
        DatabaseChoice choice = TestDatabases.empty(type);
        Migrations.upTo(choice, ScriptFolders.of(type), 6).migrate();
        return choice;
    }
}
