package cts.server.api;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.migration.DatabaseInitializer;
import cts.server.storage.migration.Drift;
import cts.server.storage.migration.DryRun;
import cts.server.storage.migration.Rollback;
import java.util.Optional;

/**
 * What can be done to the schema of the server's database, also while that cannot be used.
 *
 * <p>Safe for any thread; every method blocks until it is done, and throws
 * {@link cts.server.storage.StorageException} with a sentence when it cannot.
 */
public interface SchemaWork {
    /** Which database it is, and why. */
    DatabaseChoice choice();

    /** Number of the newest script that is applied to it, 0 before the first. */
    int version();

    /** Migrates and verifies; a server that waits for its database goes on with it then. */
    DatabaseInitializer.Report migrate() throws InterruptedException;

    /**
     * Tries a migration or a rollback on a copy.
     *
     * @param to a version; empty for the newest
     */
    DryRun.Report dryRun(Optional<Integer> to) throws InterruptedException;

    /** How it differs from what this program expects. */
    Drift drift();

    /**
     * Rolls back to a version, after a backup, with the engines ended; they do not start again before a migration.
     *
     * @param to 0 or more, below the database's version
     */
    Rollback.Outcome rollback(int to);
}
