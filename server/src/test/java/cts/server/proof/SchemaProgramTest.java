package cts.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The schema goes back and forth under the real program, and a schema that does not fit stops trading and nothing else. */
final class SchemaProgramTest {
    private static final String INDEX = "CREATE INDEX fills_by_order ON fills (order_id, filled_at, id)";
    private static final String POSITIONS =
            "SELECT direction, quantity, entry_price, exit_price, realised_pnl, fees, opened_at, closed_at FROM"
                    + " active_exchange_positions";

    @Test
    void afterARollbackToNothingTheNextStartBeginsAnew(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("log");
        Path data = folder.resolve("data");
        String[] options = {
            "--speed", "max", "--ticks", RealProgram.ticks(folder, 700).toString()
        };
        try (RunningServer server = RunningServer.start(data, log, options)) {
            server.awaitEnd();
            assertThat(RealProgram.refusal(folder, "db", "rollback", "--to", "0", "--data", data.toString()))
                    .isEqualTo("cts: a server uses the data folder " + data
                            + " and a rollback needs it at rest; stop the server first.\n");
            server.stop();
        }
        List<String> first = rows(data, POSITIONS);
        assertThat(first).isNotEmpty();

        RealProgram.run(folder.resolve("rollback"), "db", "rollback", "--to", "0", "--data", data.toString());

        assertThat(Files.readString(folder.resolve("rollback")))
                .contains("Made and proved the backup " + data.resolve("backups"))
                .contains("Undid migration 1: people and settings.")
                .contains("The engine's state lies in " + data.resolve("engine-before-rollback-"))
                .endsWith("The schema is at version 0.\n");
        assertThat(rows(data, "SELECT name FROM sqlite_schema WHERE type = 'table'"))
                .containsExactly("schema_migrations");
        Path aside = entry(data, "engine-before-rollback-");
        assertThat(aside.resolve("journal")).isNotEmptyDirectory();
        assertThat(aside.resolve("snapshots")).isNotEmptyDirectory();
        assertThat(data.resolve("journal")).doesNotExist();

        try (RunningServer server = RunningServer.start(data, log, options)) {
            server.awaitEnd();
            server.stop();
        }
        assertThat(rows(data, POSITIONS)).isEqualTo(first);
        assertThat(rows(data, "SELECT count(*) FROM exchange_connections")).containsExactly("1");
    }

    @Test
    void aDriftedSchemaStopsTradingButNotTheStatusAndTradingBeginsWhenItIsMended(@TempDir Path folder)
            throws Exception {
        Path log = folder.resolve("log");
        Path data = folder.resolve("data");
        RealProgram.run(log, "db", "migrate", "--data", data.toString());
        run(data, "DROP INDEX fills_by_order");
        assertThat(RealProgram.refusal(folder, "db", "verify", "--data", data.toString()))
                .contains("missing:\n  index fills_by_order on fills[order_id, filled_at, id]\n")
                .endsWith("The schema is not as expected.\n");

        try (RunningServer server = RunningServer.start(data, log, "--feed", "simulated")) {
            JsonNode failed = server.await("error");
            assertThat(failed.path("error").asString()).contains("it lacks: index fills_by_order on fills");
            RunningServer.Reply orders = server.get("/api/orders");
            assertThat(orders.status()).isEqualTo(503);
            assertThat(orders.error()).startsWith("The database is not ready: The sqlite database");
            assertThat(server.post("/api/install/database/migrate", "{}").error())
                    .contains("it lacks: index");

            run(data, INDEX);
            assertThat(server.post("/api/install/database/migrate", "{}").status())
                    .isEqualTo(200);
            server.await("ready");
            assertThat(server.get("/api/orders").status()).isEqualTo(200);

            rollBackAndUpAgain(server);
            server.stop();
        }
        assertThat(Files.readString(log)).doesNotContain("Exception").doesNotContain("WARNING");
    }

    private static void rollBackAndUpAgain(RunningServer server) throws IOException, InterruptedException {
        RunningServer.Reply done =
                server.post("/api/install/database/rollback", "{\"to\":9,\"confirm\":\"rollback to 9\"}");
        assertThat(done.error()).isEmpty();
        assertThat(done.data().path("to").asInt()).isEqualTo(9);
        assertThat(server.await("error").path("error").asString())
                .isEqualTo("The database was rolled back to version 9 and this server stays down: start the CTS of that"
                        + " version, or bring it up again with 'cts db migrate'.");
        assertThat(server.post("/api/install/database/migrate", "{}")
                        .data()
                        .path("applied")
                        .get(0)
                        .path("number")
                        .asInt())
                .isEqualTo(10);
        server.await("ready");
    }

    @Test
    void aDamagedDatabaseIsToldInOneSentenceAndTheServerWaitsForItsMend(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("log");
        Path data = Files.createDirectory(folder.resolve("data"));
        byte[] pages = new byte[8192];
        System.arraycopy("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII), 0, pages, 0, 16);
        Files.write(data.resolve("cts.db"), pages);
        String sentence = "The file " + data.resolve("cts.db")
                + " is damaged or no SQLite database: restore a backup, or move it away to begin with an empty one.";

        try (RunningServer server = RunningServer.start(data, log, "--feed", "simulated")) {
            assertThat(server.await("error").path("error").asString()).isEqualTo(sentence);
            Files.move(data.resolve("cts.db"), folder.resolve("damaged.db"));
            assertThat(server.post("/api/install/database/init", "{}").status()).isEqualTo(200);
            server.await("ready");
            server.stop();
        }
        assertThat(Files.readString(log).lines().findFirst().orElseThrow()).endsWith("No engine runs: " + sentence);
    }

    private static Path entry(Path folder, String prefix) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(each -> String.valueOf(each.getFileName()).startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void run(Path data, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("cts.db"));
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private static List<String> rows(Path data, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("cts.db"));
                Statement run = connection.createStatement();
                ResultSet result = run.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) row.add(String.valueOf(result.getString(column)));
                rows.add(String.join("|", row));
            }
        }
        Collections.sort(rows);
        return rows;
    }
}
