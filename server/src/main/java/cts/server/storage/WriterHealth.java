package cts.server.storage;

/**
 * How the storage writer is doing.
 *
 * @param state the word for it
 * @param sentence what is wrong and what to do, empty if nothing is
 * @param backlog rows that wait
 * @param written rows written since the start
 * @param coalesced rows that a newer one replaced before they were written
 * @param retries tries that failed and were repeated
 * @param refused rows the database does not accept; more than 0 is a fault of the program
 */
public record WriterHealth(
        State state, String sentence, int backlog, long written, long coalesced, long retries, long refused) {
    /** From good to bad. */
    public enum State {
        KEEPING_UP,
        /** More rows wait than should: no new orders until it has caught up. */
        BEHIND,
        /** The database does not answer: rows wait and are tried again. */
        FAILING,
        /** Rows were refused and are not in the database: no new orders until a restart. */
        REFUSING
    }
}
