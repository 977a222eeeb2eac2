package cts.execution;

/** Something a person should be able to read: what happened to a symbol, in one sentence. */
public record Notice(long time, String symbol, Kind kind, String sentence) {

    /** What the notice is about. */
    public enum Kind {
        /** An unexplained difference: nothing new opens on the symbol. */
        FROZEN,
        UNFROZEN,
        /** A position that is not ours. */
        FOREIGN_POSITION,
        /** An order that is not ours. */
        FOREIGN_ORDER,
        /** An event that cannot be; it changed nothing. */
        REFUSED_EVENT,
        /** A quantity had no confirmed stop in time and is being closed. */
        UNPROTECTED,
        /** An order was refused by the exchange or could not be written down. */
        ORDER_FAILED,
        /** The connection's state: lost, back, reconciled, stopped. */
        CONNECTION
    }
}
