package cts.pseudo;

/** Sees the open pseudo positions of a kernel. */
@FunctionalInterface
public interface OpenVisitor {
    /**
     * One entry with everything that is open of it.
     *
     * @param key which stream of signals
     * @param net what the positions would result in at the price asked for
     * @param cells mask of the cells that have one open; valid during the call only
     */
    void open(int key, long entryTime, double entryPrice, double net, long[] cells);
}
