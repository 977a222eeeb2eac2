package cts.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class SqliteFileTest {
    private static final int INCREMENTAL = 2;

    private final Path file = TestDatabases.temporaryFolder().resolve("old.db");
    private final DatabaseChoice choice = new DatabaseChoice.Sqlite(file, "a test asks for it");

    @Test
    void newDatabaseCanGiveItsPagesBack() throws SQLException {
        try (Database database = TestDatabases.migrated(DatabaseType.SQLITE)) {
            assertThat(mode(Path.of(database.choice().place()))).isEqualTo(INCREMENTAL);
        }
        assertThat(SqliteFile.prepare(choice)).isEmpty();
        assertThat(mode(file)).isEqualTo(INCREMENTAL);
    }

    @Test
    void smallOldFileIsWrittenAnewAndKeepsItsRows() throws SQLException {
        run("CREATE TABLE kept (x INTEGER)", "INSERT INTO kept VALUES (7)");
        assertThat(SqliteFile.prepare(choice))
                .hasValueSatisfying(told -> assertThat(told).contains("written anew"));
        assertThat(mode(file)).isEqualTo(INCREMENTAL);
        assertThat(number("SELECT x FROM kept")).isEqualTo(7);
        assertThat(SqliteFile.prepare(choice)).isEmpty();
    }

    @Test
    void largeOldFileIsLeftUntilAReorganisation() throws SQLException {
        run("CREATE TABLE large (x BLOB)", "INSERT INTO large VALUES (zeroblob(" + (SqliteFile.SMALL_BYTES + 1) + "))");
        assertThat(SqliteFile.prepare(choice))
                .hasValueSatisfying(told -> assertThat(told).contains("reorganisation"));
        assertThat(mode(file)).isZero();
        try (Database database = Database.open(choice)) {
            SqliteFile.rewrite(database);
        }
        assertThat(mode(file)).isEqualTo(INCREMENTAL);
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement run = connection.createStatement()) {
            for (String statement : statements) run.execute(statement);
        }
    }

    private int number(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement run = connection.createStatement();
                ResultSet row = run.executeQuery(query)) {
            return row.getInt(1);
        }
    }

    private static int mode(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement run = connection.createStatement();
                ResultSet row = run.executeQuery("PRAGMA auto_vacuum")) {
            return row.getInt(1);
        }
    }
}
