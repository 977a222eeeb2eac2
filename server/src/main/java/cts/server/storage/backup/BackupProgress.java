package cts.server.storage.backup;

/** Hears how far long work has come; called often, on the thread that does it, and must be quick. */
@FunctionalInterface
public interface BackupProgress {
    /** Nobody listens. */
    BackupProgress NONE = (step, done, total) -> {};

    /**
     * Some of it is done.
     *
     * @param step what is being done, in two or three words: {@code writing rows}
     * @param done rows so far in this step
     * @param total rows of this step in the end
     */
    void at(String step, long done, long total);
}
