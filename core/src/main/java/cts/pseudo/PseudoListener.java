package cts.pseudo;

/** Hears what happens to pseudo positions, on the kernel's thread, during the event that causes it. */
public interface PseudoListener {

    /**
     * Sets of one key took a signal; with entry delay 1 their positions open with the next event.
     *
     * @param key which stream of signals
     * @param time of the signal
     * @param cells mask of the cells that accepted; valid during the call only
     */
    default void accepted(int key, long time, long[] cells) {}

    /**
     * Positions of one key opened at one price.
     *
     * @param key which stream of signals
     * @param entryNumber as in {@link PseudoExit#entryNumber()}
     * @param time of the entry
     * @param price of the entry
     * @param cells mask of the cells that accepted the signal; valid during the call only
     */
    void opened(int key, long entryNumber, long time, double price, long[] cells);

    /** Positions of one entry closed at one price. Calls come in order of (exit, entry). */
    void closed(PseudoExit exit);
}
