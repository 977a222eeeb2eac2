package cts.simulation;

/** What the scripted exchange does to its client. */
public enum Fault {
    /** A command or question has no answer. */
    TIME_OUT,
    /** A request arrives seconds after it was sent. */
    LATE_ARRIVAL,
    /** An answer comes twice. */
    DUPLICATE,
    /** An answer is overtaken by a later one. */
    REORDERED,
    PARTIAL_FILL,
    /** An order is refused for no reason of ours. */
    REJECTED,
    DISCONNECTED
}
