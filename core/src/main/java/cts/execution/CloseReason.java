package cts.execution;

/** What ended an exchange position. */
public enum CloseReason {
    TAKE_PROFIT,
    STOP_LOSS,
    TRAILING_STOP,
    TIMEOUT,
    MANUAL,
    EMERGENCY,
    /** No confirmed stop in time. */
    UNPROTECTED,
    /** A fill came after the position was given up. */
    LATE_FILL,
    /** The entry ended without a fill. */
    NOT_FILLED
}
