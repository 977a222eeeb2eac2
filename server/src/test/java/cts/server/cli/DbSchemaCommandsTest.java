package cts.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.migration.DirectDatabase;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code cts db dry-run}, {@code verify}, {@code rollback} and {@code pitr} on a folder that no server uses. */
class DbSchemaCommandsTest {
    private final Path folder;

    DbSchemaCommandsTest(@TempDir Path folder) {
        this.folder = folder;
        new DirectDatabase(new DatabaseChoice.Sqlite(folder.resolve("cts.db"), "a test asks for it")).migrateTo(6);
    }

    /** What a command did. */
    private record Said(int status, String out, String errors) {}

    @Test
    void dryRunShowsSqlTimesLocksAndRowsAndChangesNothing() {
        Said dry = run("dry-run");

        assertThat(dry.status()).isZero();
        assertThat(dry.out())
                .containsSubsequence(
                        "-- 007 archived market data, ",
                        "-- lock: the file's lock for writing",
                        "CREATE TABLE archived_market_data (",
                        "-- 010 operations, ",
                        "CREATE TABLE scheduled_tasks (",
                        "TABLE",
                        "ROWS BEFORE",
                        "archived_market_data",
                        "From version 6 to 11. Tried 5 scripts on a copy with all rows; the database itself was not changed.");
        JsonNode back = JsonMapper.shared()
                .readTree(run("dry-run", "--to", "5", "--json").out());
        assertThat(back.path("steps").size()).isEqualTo(1);
        assertThat(back.path("steps").get(0).path("sql").asString()).isEqualTo("DROP TABLE site_logs;\n");
        assertThat(run("verify").out()).contains("version 6 of 11");
    }

    @Test
    void verifyFailsOnAnOlderSchemaAndSucceedsAfterTheMigration() {
        Said old = run("verify");
        assertThat(old.status()).isEqualTo(1);
        assertThat(old.out())
                .contains("It is older than this program: 'cts db migrate' brings it up to date.")
                .contains("missing:\n")
                .contains("  table archived_market_data\n");

        assertThat(run("migrate").status()).isZero();

        Said fresh = run("verify", "--json");
        assertThat(fresh.status()).isZero();
        JsonNode told = JsonMapper.shared().readTree(fresh.out());
        assertThat(told.path("fits").asBoolean()).isTrue();
        assertThat(told.path("fingerprint").asString())
                .hasSize(64)
                .isEqualTo(told.path("expected").asString());
    }

    @Test
    void rollbackSaysWhatItDidAndRefusesWhatIsNotThere() {
        run("migrate");

        Said done = run("rollback", "--to", "9");
        assertThat(done.errors()).isEmpty();
        assertThat(done.out())
                .startsWith("Made and proved the backup " + folder.resolve("backups"))
                .contains("Undid migration 10: operations.\nDropped: backups, cleanup_log,")
                .endsWith("The schema is at version 9.\n");
        Said refused = run("rollback", "--to", "10");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.errors())
                .isEqualTo("cts: the sqlite database " + folder.resolve("cts.db")
                        + " has schema version 9 and cannot be rolled back to 10: choose a version from 0 to 9.\n");
        assertThat(run("rollback", "--to", "9").out())
                .isEqualTo("The schema is at version 9 already.\nThe schema is at version 9.\n");
    }

    @Test
    void aPersonAtATerminalTypesWhatHappensAndNobodyElseIsAsked() {
        StringWriter shown = new StringWriter();

        assertThatCode(() -> terminal(shown, "rollback to 5 \n").demand("rollback to 5", "Everything goes back."))
                .doesNotThrowAnyException();
        assertThat(shown.toString()).isEqualTo("Everything goes back.\nType 'rollback to 5' to go on: ");
        for (String typed : new String[] {"yes\n", "\n", ""}) {
            assertThatThrownBy(() -> terminal(shown, typed).demand("rollback to 5", "Everything goes back."))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessage("nothing was done, because 'rollback to 5' was not typed.");
        }
        assertThatCode(() -> new TypedConfirmation(Optional.empty()).demand("rollback to 5", ""))
                .doesNotThrowAnyException();
    }

    @Test
    void aPointInTimeOfASqliteFileIsRefusedInOneSentence() {
        String[][] ways = {
            {"pitr"},
            {"pitr", "archive", "--archive", "a"},
            {"pitr", "base", "--archive", "a", "--base", "b"},
            {"pitr", "restore", "--archive", "a", "--base", "b", "--to", "2026-01-31T13:45:10Z", "--into", "c"}
        };
        for (String[] way : ways) {
            Said refused = run(way);
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.errors())
                    .startsWith("cts: a point in time needs PostgreSQL (DATABASE_URL), but the database")
                    .hasLineCount(1);
            assertThat(refused.out()).isEmpty();
        }
    }

    private static TypedConfirmation terminal(StringWriter shown, String typed) {
        return new TypedConfirmation(Optional.of(new TypedConfirmation.Terminal(
                new PrintWriter(shown, true), new BufferedReader(new StringReader(typed)))));
    }

    private Said run(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "db";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--data";
        all[arguments.length + 2] = folder.toString();
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        int status = Program.run(all, new PrintWriter(out, true), new PrintWriter(errors, true));
        return new Said(status, out.toString(), errors.toString());
    }
}
