package cts.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The SQLite file itself: whether it can give freed pages back piece by piece ({@code auto_vacuum = INCREMENTAL}). A new file
 * gets that before its first table; an old one has to be written anew for it.
 */
public final class SqliteFile {
    /** A file up to this size is written anew when it is opened, which takes less than a second. */
    static final long SMALL_BYTES = 64L << 20;

    private static final int INCREMENTAL = 2;

    private SqliteFile() {}

    /**
     * Makes a new file, or a small old one, able to give pages back. Nobody else may have it open.
     *
     * @return what was done or is to be done, in a sentence; nothing on PostgreSQL and where all is well
     */
    public static Optional<String> prepare(DatabaseChoice choice) {
        if (!(choice instanceof DatabaseChoice.Sqlite sqlite)) return Optional.empty();
        try {
            boolean isNew = !Files.exists(sqlite.file()) || Files.size(sqlite.file()) == 0;
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + sqlite.file());
                    Statement statement = connection.createStatement()) {
                if (isNew) {
                    // Before the write-ahead log is chosen, which writes the file's first page and settles this.
                    statement.execute("PRAGMA auto_vacuum = " + INCREMENTAL);
                    statement.execute("PRAGMA journal_mode = WAL");
                    return Optional.empty();
                }
                if (mode(statement) == INCREMENTAL) return Optional.empty();
                if (Files.size(sqlite.file()) > SMALL_BYTES) {
                    return Optional.of("The database file keeps the room of deleted rows for new ones:"
                            + " a reorganisation lets it shrink.");
                }
                statement.execute("PRAGMA auto_vacuum = " + INCREMENTAL);
                statement.execute("VACUUM");
                return Optional.of("The database file was written anew: from now on it shrinks when rows are deleted.");
            }
        } catch (SQLException failure) {
            throw Failures.of(choice, "Preparing the file", failure);
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The size of " + sqlite.file() + " cannot be read: see that the file and its folder can be read.",
                    failure);
        }
    }

    /**
     * Writes the file anew, without holes and able to give pages back; needs as much free disk as the file has bytes, and
     * every writer waits. Does nothing on PostgreSQL, which does this by itself.
     */
    public static void rewrite(Database database) {
        if (database.type() == DatabaseType.POSTGRESQL) return;
        try (Database.Lent lent = database.lend(StatementSource.Purpose.WRITING);
                Statement statement = lent.connection().createStatement()) {
            statement.execute("PRAGMA auto_vacuum = " + INCREMENTAL);
            statement.execute("VACUUM");
        } catch (SQLException failure) {
            throw Failures.of(database.choice(), "Writing the file anew", failure);
        }
    }

    private static int mode(Statement statement) throws SQLException {
        try (ResultSet mode = statement.executeQuery("PRAGMA auto_vacuum")) {
            return mode.next() ? mode.getInt(1) : 0;
        }
    }
}
