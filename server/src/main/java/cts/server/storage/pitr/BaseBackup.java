package cts.server.storage.pitr;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.StorageException;
import cts.server.storage.migration.DirectDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of the files of a running PostgreSQL, made whole by the part of its write-ahead log that was written meanwhile. Needs
 * a user who may call {@code pg_backup_start} and see {@code data_directory} (a superuser, or one with those rights granted),
 * and a process that may read the server's files, so one on the same machine.
 *
 * <p>One thread.
 */
public final class BaseBackup {
    /** When the copy was complete: the earliest point in time that can be reached from it. */
    static final String MARK = "cts-base-backup";

    private static final int ARCHIVE_SECONDS = 300;
    private static final int NEW_NAMES = 150_000;

    private final DatabaseChoice.Postgresql choice;
    private final WalArchive archive;

    public BaseBackup(DatabaseChoice.Postgresql choice, WalArchive archive) {
        this.choice = choice;
        this.archive = archive;
    }

    /**
     * What was copied.
     *
     * @param from the server's folder
     * @param earliest point in time that can be reached from it
     */
    public record Report(String from, long files, long bytes, Instant earliest) {}

    /**
     * Copies the server's files.
     *
     * @param target a folder that is not there yet
     * @throws StorageException if the server or the archive is not set up for it, or the files cannot be copied; nothing is
     *     left of the copy then
     */
    public Report take(Path target) {
        Path copy = target.toAbsolutePath().normalize();
        if (Files.exists(copy)) {
            throw StorageException.refused("The folder " + copy + " is there already: name one that is not.");
        }
        Path partial = copy.resolveSibling(copy.getFileName() + ".partial");
        DirectDatabase database = new DirectDatabase(choice);
        try (Connection connection = database.connect()) {
            List<String> obstacles = archive.obstacles(connection);
            if (!obstacles.isEmpty()) {
                throw StorageException.refused("The PostgreSQL server " + choice.place()
                        + " does not fill the archive: " + obstacles.getFirst()
                        + " Put the lines that 'cts db pitr archive' prints into postgresql.conf and restart it.");
            }
            Path data = Path.of(WalArchive.show(connection, "data_directory"));
            requireOwnFiles(connection, data);
            FolderCopy.remove(partial);
            try {
                Report report = copy(connection, data, partial);
                Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE);
                return report;
            } finally {
                FolderCopy.remove(partial);
            }
        } catch (SQLException failure) {
            throw database.failure("Making a base backup", failure);
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The base backup " + copy + " cannot be written (" + failure.getMessage()
                            + "): free some space or name another place, then try again.",
                    failure);
        }
    }

    private static Report copy(Connection connection, Path data, Path partial) throws SQLException, IOException {
        boolean newNames = connection.getMetaData().getDatabaseMajorVersion() * 10_000 >= NEW_NAMES;
        run(
                connection,
                newNames ? "SELECT pg_backup_start('cts', true)" : "SELECT pg_start_backup('cts', true, false)");
        FolderCopy files = new FolderCopy(data, partial);
        files.copyRunning();
        String stop = newNames
                ? "SELECT labelfile, spcmapfile FROM pg_backup_stop(true)"
                : "SELECT labelfile, spcmapfile FROM pg_stop_backup(false, true)";
        try (Statement statement = connection.createStatement()) {
            // It waits until the archive has what belongs to the copy.
            statement.setQueryTimeout(ARCHIVE_SECONDS);
            try (ResultSet label = statement.executeQuery(stop)) {
                label.next();
                files.write("backup_label", label.getString(1));
                String spaces = label.getString(2);
                if (spaces != null && !spaces.isBlank()) files.write("tablespace_map", spaces);
            }
        }
        Instant earliest = now(connection);
        files.write(MARK, earliest + "\n");
        files.force();
        return new Report(data.toString(), files.files(), files.bytes(), earliest);
    }

    /** A server elsewhere may have a folder of the same name. */
    private static void requireOwnFiles(Connection connection, Path data) throws SQLException {
        Path control = data.resolve("global/pg_control");
        long found;
        try (InputStream in = Files.newInputStream(control)) {
            found = ByteBuffer.wrap(in.readNBytes(Long.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .getLong();
        } catch (IOException unreadable) {
            throw StorageException.refused(
                    "The files of the PostgreSQL server in " + data
                            + " cannot be read here: run this on its machine, as its" + " user or root.",
                    unreadable);
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT system_identifier FROM pg_control_system()")) {
            rows.next();
            if (rows.getLong(1) != found) {
                throw StorageException.refused("The folder " + data
                        + " here belongs to another PostgreSQL than the one that answers: run this on its machine.");
            }
        }
        try (Stream<Path> spaces = Files.list(data.resolve("pg_tblspc"))) {
            if (spaces.findAny().isPresent()) {
                throw StorageException.refused("The PostgreSQL server has tablespaces outside of " + data
                        + ", which this does not copy: use pg_basebackup.");
            }
        } catch (IOException unreadable) {
            throw StorageException.refused(
                    "The folder " + data.resolve("pg_tblspc") + " cannot be read: run this as the user of PostgreSQL or"
                            + " root.",
                    unreadable);
        }
    }

    private static Instant now(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT clock_timestamp()");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static void run(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }
}
