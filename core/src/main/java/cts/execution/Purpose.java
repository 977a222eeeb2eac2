package cts.execution;

/** What an order does for its position. */
public enum Purpose {
    ENTRY,
    STOP,
    TAKE_PROFIT,
    /** Closes at market. */
    EXIT
}
