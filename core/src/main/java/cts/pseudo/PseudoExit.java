package cts.pseudo;

/** Positions of one entry that close at one price for one reason. The kernel reuses it: valid during the call only. */
public final class PseudoExit {
    int key;
    long entryNumber;
    long entryTime;
    double entryPrice;
    long exitTime;
    double exitPrice;
    ExitReason reason = ExitReason.STOP_LOSS;
    double net;
    final long[] cells;

    PseudoExit(int words) {
        cells = new long[words];
    }

    /** Which stream of signals. */
    public int key() {
        return key;
    }

    /** The number of the signal, in order; its entry is shared by the cells that accepted it. */
    public long entryNumber() {
        return entryNumber;
    }

    public long entryTime() {
        return entryTime;
    }

    public double entryPrice() {
        return entryPrice;
    }

    public long exitTime() {
        return exitTime;
    }

    public double exitPrice() {
        return exitPrice;
    }

    public ExitReason reason() {
        return reason;
    }

    /** Net return as a fraction of the entry price. */
    public double net() {
        return net;
    }

    /** Mask of the cells that close, at least one. Not to be written to. */
    public long[] cells() {
        return cells;
    }
}
