package cts.server.storage.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.DataSources;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.StorageException;
import cts.server.storage.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RollbackTest {
    private static final int NEWEST = 10;
    private static final BeforeChange SECURED = () -> "Nothing to secure in a test.";
    /** Candles go back from the archive to where they came from; everything else stays where it is. */
    private static final Set<String> CANDLES = Set.of("market_data", "archived_market_data");

    @ParameterizedTest
    @EnumSource
    void everyNumberGoesDownAndUpAndDownWithRowsInAllTables(DatabaseType type) throws Exception {
        DatabaseChoice choice = TestDatabases.empty(type);
        new Migrations(choice).migrate();
        Set<String> everything = schema(choice);
        assertThat(everything).isEqualTo(Catalogue.expected(type).lines());
        List<Set<String>> schemas = schemasOnTheWayUp(type);
        for (int to = NEWEST - 1; to >= 0; to--) {
            SeededRows.fill(choice, to, 3);
            SortedMap<String, List<String>> before = SeededRows.contents(choice);
            assertThat(before)
                    .hasSize(39)
                    .allSatisfy((table, rows) -> assertThat(rows).as(table).hasSizeGreaterThanOrEqualTo(3));

            Rollback.Outcome outcome = rollback(choice).to(to, SECURED);

            assertThat(schema(choice)).as("schema at %d", to).isEqualTo(schemas.get(to));
            assertThat(outcome.undone())
                    .extracting(MigrationScript::number)
                    .containsExactlyElementsOf(numbersDownTo(to + 1));
            SortedMap<String, List<String>> down = SeededRows.contents(choice);
            assertUnchanged(before, down, to);
            Set<String> gone = new TreeSet<>(before.keySet());
            gone.removeAll(down.keySet());
            assertThat(outcome.droppedTables()).containsExactlyElementsOf(gone);

            assertThat(new Migrations(choice).migrate().applied())
                    .extracting(MigrationScript::number)
                    .hasSize(NEWEST - to)
                    .contains(to + 1, NEWEST);
            assertThat(schema(choice)).as("schema up from %d", to).isEqualTo(everything);
            SortedMap<String, List<String>> up = SeededRows.contents(choice);
            for (Map.Entry<String, List<String>> table : down.entrySet()) {
                assertThat(up).as("up from %d", to).containsEntry(table.getKey(), table.getValue());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRollbackToNothingLeavesTheEmptyHistoryAlone(DatabaseType type) throws Exception {
        DatabaseChoice choice = TestDatabases.empty(type);
        new Migrations(choice).migrate();
        SeededRows.fill(choice, 1, 2);

        Rollback.Outcome outcome = rollback(choice).to(0, SECURED);

        assertThat(schema(choice)).isEmpty();
        assertThat(outcome.from()).isEqualTo(NEWEST);
        assertThat(outcome.droppedTables()).hasSize(39);
        assertThat(outcome.log())
                .startsWith("Nothing to secure in a test.", "Undid migration 10: operations.")
                .endsWith("Undid migration 1: people and settings.");
        assertThat(new Migrations(choice).history().misfit()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRollbackToWhereItStandsDoesNothingAndSecuresNothing(DatabaseType type) throws Exception {
        DatabaseChoice choice = TestDatabases.empty(type);
        new Migrations(choice).migrate();

        Rollback.Outcome outcome = rollback(choice).to(NEWEST, () -> {
            throw new AssertionError("nothing to secure");
        });

        assertThat(outcome.undone()).isEmpty();
        assertThat(outcome.log()).containsExactly("The schema is at version 10 already.");
    }

    @ParameterizedTest
    @EnumSource
    void nothingChangesWhenTheRowsCannotBeSecured(DatabaseType type) {
        DatabaseChoice choice = TestDatabases.empty(type);
        new Migrations(choice).migrate();
        SeededRows.fill(choice, 1, 1);
        SortedMap<String, List<String>> before = SeededRows.contents(choice);

        assertThatThrownBy(() -> rollback(choice).to(3, () -> {
                    throw StorageException.unavailable("The disk is full: free some space.");
                }))
                .hasMessage("The disk is full: free some space.");

        assertThat(schema(choice)).isEqualTo(Catalogue.expected(type).lines());
        assertThat(SeededRows.contents(choice)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void refusesVersionsThatAreNotThere(DatabaseType type) {
        DatabaseChoice choice = at(type, 6);

        for (int to : new int[] {-1, 7, 10}) {
            assertThatThrownBy(() -> rollback(choice).to(to, SECURED))
                    .hasMessage("The " + type.word() + " database " + choice.place()
                            + " has schema version 6 and cannot be rolled back to " + to
                            + ": choose a version from 0 to 6.");
        }
        assertThat(version(choice)).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource
    void refusesANewerAndAnEditedDatabase(DatabaseType type) {
        DatabaseChoice choice = at(type, 2);
        TestDatabases.run(choice, "UPDATE schema_migrations SET checksum = checksum + 1 WHERE version = '002'");
        assertThatThrownBy(() -> rollback(choice).to(1, SECURED)).hasMessageContaining("another text of script 002");
        TestDatabases.run(choice, "UPDATE schema_migrations SET checksum = checksum - 1 WHERE version = '002'");
        TestDatabases.run(
                choice,
                "INSERT INTO schema_migrations SELECT 100, '999', 'later', type, 'V999__later.sql', 1, installed_by,"
                        + " installed_on, execution_time, success FROM schema_migrations WHERE version = '001'");
        assertThatThrownBy(() -> rollback(choice).to(1, SECURED))
                .hasMessageContaining("has schema version 999, which is newer than this program knows");
        assertThat(schema(choice)).isEqualTo(schema(at(type, 2)));
    }

    @ParameterizedTest
    @EnumSource
    void refusesBeforeAnythingWhenAnUndoScriptIsMissing(DatabaseType type) {
        DatabaseChoice choice = TestDatabases.empty(type);
        // Has U2 and no U1.
        ScriptFolders folders = folders("partial");
        new Migrations(choice, folders).migrate();
        List<String> secured = new ArrayList<>();

        assertThatThrownBy(() -> new Rollback(choice, duration -> {}, folders, Optional.empty()).to(0, () -> {
                    secured.add("secured");
                    return "";
                }))
                .hasMessageContaining(
                        "Migration 1: one cannot be undone, because the program lacks the script that does")
                .hasMessageEndingWith("Nothing was changed.");
        assertThat(secured).isEmpty();
        assertThat(new Migrations(choice, folders).migrate().applied()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFailingUndoScriptStaysAtItsVersionAndCanBeTriedAgain(DatabaseType type) throws Exception {
        DatabaseChoice choice = TestDatabases.empty(type);
        // U2 works, the second statement of U1 fails as long as the table "in_the_way" is missing.
        ScriptFolders folders = folders("failing");
        new Migrations(choice, folders).migrate();
        TestDatabases.run(choice, "INSERT INTO parent (id) VALUES ('p')");

        assertThatThrownBy(() -> new Rollback(choice, duration -> {}, folders, Optional.empty()).to(0, SECURED))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("Undoing migration 1: one failed in the " + type.word());

        assertThat(new Migrations(choice, folders).history().scripts())
                .filteredOn(script -> script.appliedAt().isPresent())
                .extracting(MigrationScript::number)
                .containsExactly(1);
        assertThat(SeededRows.contents(choice).get("parent")).containsExactly("{id=p}");

        TestDatabases.run(choice, "CREATE TABLE in_the_way (id TEXT)");
        new Rollback(choice, duration -> {}, folders, Optional.empty()).to(0, SECURED);
        assertThat(schema(choice)).isEmpty();
    }

    @Test
    void anSqliteUndoThatLeavesDanglingReferencesIsTakenBack() {
        DatabaseChoice choice = TestDatabases.empty(DatabaseType.SQLITE);
        ScriptFolders folders = folders("careless");
        new Migrations(choice, folders).migrate();
        TestDatabases.run(choice, "INSERT INTO parent (id) VALUES ('p')");
        TestDatabases.run(choice, "INSERT INTO child (id, parent_id) VALUES ('c', 'p')");

        assertThatThrownBy(() -> new Rollback(choice, duration -> {}, folders, Optional.empty()).to(1, SECURED))
                .hasMessageContaining("a row of child that refers to a missing row of parent");
        assertThat(SeededRows.contents(choice).get("parent")).containsExactly("{id=p}");
    }

    private static void assertUnchanged(
            Map<String, List<String>> before, Map<String, List<String>> after, int version) {
        for (Map.Entry<String, List<String>> table : after.entrySet()) {
            if (!CANDLES.contains(table.getKey())) {
                assertThat(table.getValue())
                        .as("%s at %d", table.getKey(), version)
                        .isEqualTo(before.get(table.getKey()));
            }
        }
        if (version >= 3) {
            assertThat(candles(after)).as("candles at %d", version).isEqualTo(candles(before));
        }
    }

    private static Set<String> candles(Map<String, List<String>> contents) {
        Set<String> rows = new TreeSet<>();
        CANDLES.forEach(table -> rows.addAll(contents.getOrDefault(table, List.of())));
        return rows;
    }

    private static List<Integer> numbersDownTo(int last) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = NEWEST; number >= last; number--) numbers.add(number);
        return numbers;
    }

    private static Rollback rollback(DatabaseChoice choice) {
        return new Rollback(choice, duration -> {});
    }

    private static ScriptFolders folders(String name) {
        return new ScriptFolders(List.of("testmigrations/grown"), List.of("testmigrations/undo-" + name), Map.of());
    }

    /** A fresh database of a version. */
    private static DatabaseChoice at(DatabaseType type, int version) {
        DatabaseChoice choice = TestDatabases.empty(type);
        if (version > 0) {
            Migrations.upTo(choice, ScriptFolders.of(type), version).migrate();
        }
        return choice;
    }

    /** The schema of each version from 0, of a database that never was at a newer one. */
    private static List<Set<String>> schemasOnTheWayUp(DatabaseType type) {
        DatabaseChoice choice = TestDatabases.empty(type);
        List<Set<String>> schemas = new ArrayList<>(List.of(Set.of()));
        for (int version = 1; version < NEWEST; version++) {
            Migrations.upTo(choice, ScriptFolders.of(type), version).migrate();
            schemas.add(schema(choice));
        }
        return schemas;
    }

    private static int version(DatabaseChoice choice) {
        return new Migrations(choice).history().version();
    }

    private static Set<String> schema(DatabaseChoice choice) {
        try (Connection connection = DataSources.forMigrations(choice).getConnection()) {
            return Catalogue.read(connection).lines();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
