package cts.server.storage.migration;

/** What must succeed before the database is changed in a way that loses rows: a snapshot or backup of it. */
@FunctionalInterface
public interface BeforeChange {
    /**
     * Secures the rows; called with the migration lock held, at most once per change.
     *
     * @return where they are now, as a sentence for the log
     * @throws cts.server.storage.StorageException if that fails; nothing is changed then
     * @throws InterruptedException if interrupted; nothing is changed then
     */
    String secure() throws InterruptedException;
}
