package cts.server.storage;

import cts.server.storage.migration.DatabaseInitializer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Real databases for tests: SQLite files, and one PostgreSQL server per test run with a fresh database each. */
public final class TestDatabases {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabases() {}

    /** One server for all tests; it ends with the virtual machine. */
    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** An empty database. */
    public static DatabaseChoice empty(DatabaseType type) {
        return switch (type) {
            case SQLITE -> new DatabaseChoice.Sqlite(temporaryFolder().resolve("cts.db"), "a test asks for it");
            case POSTGRESQL -> postgresql("test" + NUMBER.incrementAndGet(), "");
        };
    }

    /** A database with the program's schema and no rows. */
    public static Database migrated(DatabaseType type) {
        return Database.open(
                switch (type) {
                    case SQLITE -> {
                        Path file = temporaryFolder().resolve("cts.db");
                        try {
                            Files.copy(MigratedFile.PATH, file);
                        } catch (IOException failure) {
                            throw new UncheckedIOException(failure);
                        }
                        yield new DatabaseChoice.Sqlite(file, "a test asks for it");
                    }
                    case POSTGRESQL ->
                        postgresql("test" + NUMBER.incrementAndGet(), " TEMPLATE " + MigratedTemplate.NAME);
                });
    }

    /** Migrated once, then copied: that is much faster. */
    private static final class MigratedFile {
        static final Path PATH = make();

        private static Path make() {
            DatabaseChoice choice = empty(DatabaseType.SQLITE);
            initialize(choice);
            return Path.of(choice.place());
        }
    }

    /** As {@link MigratedFile}. */
    private static final class MigratedTemplate {
        static final String NAME = make();

        private static String make() {
            DatabaseChoice choice = empty(DatabaseType.POSTGRESQL);
            initialize(choice);
            return ((DatabaseChoice.Postgresql) choice).address().database();
        }
    }

    public static void initialize(DatabaseChoice choice) {
        try {
            new DatabaseInitializer(choice, Sleeper.REAL).initialize();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    public static int serverPort() {
        return Server.RUNNING.getPort();
    }

    /** Runs one statement outside CTS's own ways. */
    public static void run(DatabaseChoice choice, String statement) {
        try (Connection connection = DataSources.forMigrations(choice).getConnection();
                Statement run = connection.createStatement()) {
            run.execute(statement);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("cts-test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static DatabaseChoice postgresql(String name, String template) {
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement create = connection.createStatement()) {
            create.execute("CREATE DATABASE " + name + template);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return new DatabaseChoice.Postgresql(
                new PostgresAddress("localhost", serverPort(), name, "postgres", "postgres", Map.of()),
                "a test asks for it");
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException ignored) {
            // A temporary folder that cannot be deleted harms nobody.
        }
    }
}
