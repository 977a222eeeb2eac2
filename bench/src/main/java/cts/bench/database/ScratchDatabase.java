package cts.bench.database;

import cts.server.storage.Database;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.Sleeper;
import cts.server.storage.migration.DatabaseInitializer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A migrated database without rows that is gone when it is closed. */
final class ScratchDatabase implements AutoCloseable {
    private final Path folder;
    private final Optional<EmbeddedPostgres> server;
    private final String url;
    private final Database database;

    private ScratchDatabase(Path folder, Optional<EmbeddedPostgres> server, String url, Database database) {
        this.folder = folder;
        this.server = server;
        this.url = url;
        this.database = database;
    }

    static ScratchDatabase open(DatabaseType type) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("cts-bench");
        return switch (type) {
            case SQLITE -> {
                Path file = folder.resolve("cts.db");
                DatabaseChoice choice = new DatabaseChoice.Sqlite(file, "a benchmark asks for it");
                yield new ScratchDatabase(folder, Optional.empty(), "jdbc:sqlite:" + file, made(choice));
            }
            case POSTGRESQL -> {
                // As it comes: with fsync, and its usual memory.
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(folder.toFile())
                        .start();
                String address = "localhost:" + server.getPort() + "/postgres";
                DatabaseChoice choice = DatabaseChoice.choose(
                        Map.of("DATABASE_URL", "postgresql://postgres:postgres@" + address),
                        Optional.empty(),
                        folder,
                        DatabaseChoice.Mode.DEVELOPMENT);
                yield new ScratchDatabase(
                        folder,
                        Optional.of(server),
                        "jdbc:postgresql://" + address + "?user=postgres&password=postgres",
                        made(choice));
            }
        };
    }

    private static Database made(DatabaseChoice choice) throws InterruptedException {
        new DatabaseInitializer(choice, Sleeper.REAL).initialize();
        return Database.open(choice);
    }

    Database database() {
        return database;
    }

    /** A connection past CTS, set up as CTS sets up its own where that matters for speed. */
    Connection bare() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        if (server.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = NORMAL");
                statement.execute("PRAGMA cache_size = -65536");
            }
        }
        return connection;
    }

    /**
     * Does what PostgreSQL's autovacuum does within minutes of many new rows; SQLite learns of its rows only when it is
     * reorganised.
     */
    void settle() throws SQLException {
        if (server.isEmpty()) return;
        try (Connection connection = bare();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
        }
    }

    @Override
    public void close() throws IOException {
        database.close();
        if (server.isPresent()) server.get().close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
