package cts.server.storage.migration;

/** Whether a database could be cloned. */
sealed interface CloneOutcome {
    /** It lies there until it is closed. */
    record Made(DatabaseClone copy) implements CloneOutcome {}

    /**
     * The database does not let us.
     *
     * @param why as a sentence, with the mend
     */
    record NotAllowed(String why) implements CloneOutcome {}
}
