package cts.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jooq.impl.DSL;

/**
 * What a database is and how large, now.
 *
 * @param type of the database
 * @param place file or server, without a password
 * @param reason why this database was chosen
 * @param engine name and version of the database program
 * @param bytes on the disk, a write-ahead log of SQLite included
 */
public record DatabaseFacts(DatabaseType type, String place, String reason, String engine, long bytes) {
    /**
     * Asks the database; takes a few milliseconds.
     *
     * @throws StorageException if it does not answer
     */
    public static DatabaseFacts of(Database database) {
        DatabaseChoice choice = database.choice();
        return switch (choice) {
            case DatabaseChoice.Sqlite sqlite ->
                new DatabaseFacts(
                        choice.type(),
                        choice.place(),
                        choice.reason(),
                        "SQLite " + text(database, "sqlite_version()"),
                        bytes(sqlite));
            case DatabaseChoice.Postgresql _ ->
                new DatabaseFacts(
                        choice.type(),
                        choice.place(),
                        choice.reason(),
                        "PostgreSQL " + text(database, "current_setting('server_version')"),
                        Long.parseLong(text(database, "pg_database_size(current_database())::text")));
        };
    }

    private static String text(Database database, String expression) {
        return database.read(
                sql -> sql.select(DSL.field(expression, String.class)).fetchSingle(0, String.class));
    }

    /** The file and its write-ahead log. */
    public static long bytes(DatabaseChoice.Sqlite sqlite) {
        return size(sqlite.file())
                + size(sqlite.file().resolveSibling(sqlite.file().getFileName() + "-wal"));
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The size of " + file + " cannot be read: see that the file and its folder can be read.", failure);
        }
    }
}
