package cts.execution;

/** Where an exchange position is in its life. */
public enum PositionStatus {
    /** The entry is on its way, nothing filled. */
    OPENING,
    /** Quantity is held. */
    OPEN,
    /** Being closed, or flat with orders that have yet to end. */
    CLOSING,
    /** Flat, all its orders have ended. */
    CLOSED
}
