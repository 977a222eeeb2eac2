package cts.server.storage.retention;

/** What was done to one table so far. One thread. */
final class Tally {
    private long olderThan;
    private CandleSum archived = CandleSum.NONE;
    private long deleted;
    private int dropped;
    private long freedBytes;

    /** Rows before this time go; of several limits the newest is told. */
    void limit(long before) {
        olderThan = Math.max(olderThan, before);
    }

    void archived(CandleSum rows) {
        archived = archived.plus(rows);
    }

    void deleted(long rows) {
        deleted += rows;
    }

    void dropped(long bytes) {
        dropped++;
        freedBytes += bytes;
    }

    void freed(long bytes) {
        freedBytes += bytes;
    }

    long olderThan() {
        return olderThan;
    }

    CandleSum archived() {
        return archived;
    }

    long deletedRows() {
        return deleted;
    }

    int droppedPartitions() {
        return dropped;
    }

    long freedBytes() {
        return freedBytes;
    }
}
