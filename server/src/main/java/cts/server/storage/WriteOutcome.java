package cts.server.storage;

/** What became of a durable write. */
public sealed interface WriteOutcome {
    /** The rows are on the disk. */
    record Durable() implements WriteOutcome {}

    /**
     * Nothing of it was written and nothing ever will be.
     *
     * @param sentence why
     */
    record Refused(String sentence) implements WriteOutcome {}
}
