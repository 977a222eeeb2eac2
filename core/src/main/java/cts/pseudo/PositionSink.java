package cts.pseudo;

/** Receives closed pseudo positions one by one, event by event, within one in order of entry, then set. */
@FunctionalInterface
public interface PositionSink {
    /**
     * One position of one set.
     *
     * @param key which stream of signals
     * @param cell which exit configuration of the grid
     * @param net fraction of the entry price
     */
    void closed(
            int key,
            int cell,
            long entryTime,
            double entryPrice,
            long exitTime,
            double exitPrice,
            ExitReason reason,
            double net);
}
