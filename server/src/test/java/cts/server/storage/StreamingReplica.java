package cts.server.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A real PostgreSQL and a second one that streams from it. */
final class StreamingReplica implements AutoCloseable {
    private final EmbeddedPostgres primary;
    private final Path copy;
    private EmbeddedPostgres replica;

    private StreamingReplica(EmbeddedPostgres primary, Path copy, EmbeddedPostgres replica) {
        this.primary = primary;
        this.copy = copy;
        this.replica = replica;
    }

    static StreamingReplica start() throws IOException, SQLException {
        Path folder = TestDatabases.temporaryFolder();
        Path data = folder.resolve("primary");
        EmbeddedPostgres primary = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("fsync", "off")
                .setServerConfig("wal_keep_size", "64MB")
                .start();
        Path copy = folder.resolve("replica");
        copy(primary, data, copy);
        return new StreamingReplica(primary, copy, server(copy, 0));
    }

    private static void copy(EmbeddedPostgres primary, Path data, Path copy) throws IOException, SQLException {
        try (Connection connection = primary.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('copy', true)");
            copyFiles(data, copy);
            try (ResultSet label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                label.next();
                Files.writeString(copy.resolve("backup_label"), label.getString(1));
            }
        }
        Files.createFile(copy.resolve("standby.signal"));
        Files.writeString(
                copy.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=localhost port=" + primary.getPort() + " user=postgres'\n",
                StandardOpenOption.APPEND);
    }

    private static void copyFiles(Path data, Path copy) throws IOException {
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(
                        copy.resolve(data.relativize(folder)),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!List.of("postmaster.pid", "postmaster.opts", "epg-lock")
                                .contains(file.getFileName().toString())
                        && !file.startsWith(data.resolve("pg_wal"))) {
                    try {
                        Files.copy(file, copy.resolve(data.relativize(file)));
                    } catch (NoSuchFileException gone) {
                        // A file the server removed meanwhile is not part of the copy; its log says so when replayed.
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static EmbeddedPostgres server(Path data, int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "off");
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    PostgresAddress primaryAddress(String database) {
        return address(primary.getPort(), database);
    }

    PostgresAddress replicaAddress(String database) {
        return address(replica.getPort(), database);
    }

    private static PostgresAddress address(int port, String database) {
        return new PostgresAddress("localhost", port, database, "postgres", "postgres", java.util.Map.of());
    }

    void onPrimary(String statement) throws SQLException {
        run(primary, statement);
    }

    void onReplica(String statement) throws SQLException {
        run(replica, statement);
    }

    private static void run(EmbeddedPostgres server, String statement) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    void stopReplica() throws IOException {
        replica.close();
    }

    void restartReplica() throws IOException {
        replica = server(copy, replica.getPort());
    }

    @Override
    public void close() {
        try {
            replica.close();
            primary.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
