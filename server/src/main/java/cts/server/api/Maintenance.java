package cts.server.api;

import cts.server.storage.backup.Backups;
import cts.server.storage.backup.Reorganization;
import cts.server.storage.backup.Restore;
import java.nio.file.Path;

/**
 * What can be done to all data of a running server. Restoring and converting take its engine and its database away for as long
 * as they last; the interface answers that it is starting meanwhile.
 *
 * <p>Safe for any thread; blocks until it is done. One thing is done at a time.
 */
public interface Maintenance {
    /** The backups; they are there even when the database is not. */
    Backups backups();

    /**
     * Makes a backup of what is there, restores another in its place, and starts again from that.
     *
     * @throws cts.server.storage.StorageException if it cannot be restored; the server then goes on as before
     */
    Restore.Report restore(Path zip);

    /**
     * Copies everything into another, empty database, and stops there: the next start is to use that one.
     *
     * @param to a PostgreSQL address, or the data folder for a SQLite file
     * @throws cts.server.storage.StorageException if it cannot be copied; the server then goes on as before
     */
    Restore.Report convert(String to);

    /** Puts the database in order, beside the engine. */
    Reorganization.Report reorganize();
}
