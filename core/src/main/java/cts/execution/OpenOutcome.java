package cts.execution;

/** What became of an {@link OpenRequest}. */
public sealed interface OpenOutcome {

    /** An entry is on its way; the position's id is that of its entry order. */
    record Opening(String positionId) implements OpenOutcome {}

    /** Nothing was sent. */
    record Refused(Refusal refusal) implements OpenOutcome {}
}
