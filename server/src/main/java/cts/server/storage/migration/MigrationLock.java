package cts.server.storage.migration;

import cts.server.storage.DataFolder;
import cts.server.storage.DataSources;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.Failures;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets one process migrate a database at a time; the others wait. On SQLite an exclusive lock on a file beside the
 * database, on PostgreSQL an advisory lock. Both end with the process.
 */
final class MigrationLock implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    /** "CTS" and the year of its first schema: any number that nobody else uses will do. */
    private static final long ADVISORY_KEY = 0x435453_2026L;

    /** Gives the lock back. */
    private interface Release {
        void run() throws IOException, SQLException;
    }

    /** Tries once to get the lock. */
    private interface Attempt {
        boolean succeeds() throws IOException, SQLException;
    }

    private final DatabaseChoice choice;
    private final Release release;

    private MigrationLock(DatabaseChoice choice, Release release) {
        this.choice = choice;
        this.release = release;
    }

    /**
     * Waits for the lock.
     *
     * @throws StorageException if it is still held by another after the patience, or cannot be asked for
     */
    static MigrationLock take(DatabaseChoice choice, Sleeper sleeper, Duration patience) throws InterruptedException {
        return switch (choice) {
            case DatabaseChoice.Sqlite sqlite -> file(sqlite, sleeper, patience);
            case DatabaseChoice.Postgresql postgresql -> advisory(postgresql, sleeper, patience);
        };
    }

    @Override
    public void close() {
        try {
            release.run();
        } catch (IOException | SQLException failure) {
            throw Failures.of(choice, "Giving back the migration lock", failure);
        }
    }

    private static MigrationLock file(DatabaseChoice.Sqlite choice, Sleeper sleeper, Duration patience)
            throws InterruptedException {
        Path file = choice.file().resolveSibling(choice.file().getFileName() + ".migrating");
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The folder of the sqlite database " + choice.file() + " cannot be written ("
                            + failure.getClass().getSimpleName() + "): make it writable for this user.",
                    failure);
        }
        FileLock[] held = new FileLock[1];
        boolean taken = false;
        try {
            await(
                    () -> {
                        Optional<FileLock> lock = DataFolder.tryLock(channel);
                        lock.ifPresent(got -> held[0] = got);
                        return lock.isPresent();
                    },
                    choice,
                    sleeper,
                    patience);
            taken = true;
        } finally {
            if (!taken) {
                close(channel, choice);
            }
        }
        return new MigrationLock(choice, () -> {
            held[0].release();
            channel.close();
        });
    }

    private static MigrationLock advisory(DatabaseChoice.Postgresql choice, Sleeper sleeper, Duration patience)
            throws InterruptedException {
        Connection connection;
        try {
            connection = DataSources.forMigrations(choice).getConnection();
        } catch (SQLException failure) {
            throw Failures.unreachable(choice, failure);
        }
        boolean taken = false;
        try {
            // A server that stands still in the middle of an answer must not hold us up for ever.
            connection.setNetworkTimeout(Runnable::run, (int) Math.max(1_000, patience.toMillis()));
            await(() -> tryAdvisory(connection), choice, sleeper, patience);
            taken = true;
        } catch (SQLException failure) {
            throw Failures.of(choice, "Taking the migration lock", failure);
        } finally {
            if (!taken) {
                close(connection, choice);
            }
        }
        // The lock belongs to the session and ends with it.
        return new MigrationLock(choice, connection::close);
    }

    private static boolean tryAdvisory(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT pg_try_advisory_lock(" + ADVISORY_KEY + ")")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private static void await(Attempt attempt, DatabaseChoice choice, Sleeper sleeper, Duration patience)
            throws InterruptedException {
        try {
            for (long looks = patience.dividedBy(BETWEEN_LOOKS); !attempt.succeeds(); looks--) {
                if (looks <= 0) {
                    throw StorageException.unavailable("The " + choice.type().word() + " database " + choice.place()
                            + " is still being migrated by another process after " + patience.toSeconds()
                            + " s: let that one finish, then start again.");
                }
                sleeper.sleep(BETWEEN_LOOKS);
            }
        } catch (IOException | SQLException failure) {
            throw Failures.of(choice, "Taking the migration lock", failure);
        }
    }

    private static void close(AutoCloseable resource, DatabaseChoice choice) {
        try {
            resource.close();
        } catch (Exception failure) {
            throw Failures.of(choice, "Giving back the migration lock", failure);
        }
    }
}
