package cts.research;

import cts.pseudo.CellMasks;
import cts.pseudo.ExitGrid;
import cts.pseudo.PseudoExit;
import cts.pseudo.PseudoListener;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down what a kernel tells, to be read later for some cells: the first entry of each cell, and every result. A record
 * is a head (the key and which words of the mask follow), the time, the net result (NaN for an entry) and those words. It
 * lies in one block, so that growing copies nothing. One thread.
 */
final class KernelLog implements PseudoListener {
    private static final int BLOCK = 8192;
    private static final int HEAD = 3;
    private static final long END_OF_BLOCK = -1;

    private final int words;
    private final int blockSize;
    /** Cells that have had no entry yet; only the first one of a cell is written down. */
    private final CellMasks unopened;

    private final long[] first;
    private final List<long[]> blocks = new ArrayList<>();
    private long[] block = {};
    private int at;

    KernelLog(int keys, ExitGrid grid) {
        words = grid.words();
        blockSize = Math.max(BLOCK, 2 * (HEAD + words + 1));
        unopened = CellMasks.all(keys, grid);
        first = new long[words];
    }

    /** Is told what was written. */
    @FunctionalInterface
    interface Reader {
        /**
         * A record.
         *
         * @param net NaN for a first entry
         * @param block holds the words {@code from} to {@code to}, exclusive, of the mask; the others are 0
         * @param shift what must be added to the number of a word to find it in the block
         */
        void read(int key, long time, double net, long[] block, int from, int to, int shift);
    }

    /** The most bytes that one record takes. */
    static long recordBytes(int words) {
        return 8L * (HEAD + words);
    }

    @Override
    public void opened(int key, long entryNumber, long time, double price, long[] cells) {
        if (unopened.take(key, cells, first)) add(key, time, Double.NaN, first);
    }

    @Override
    public void closed(PseudoExit exit) {
        add(exit.key(), exit.exitTime(), exit.net(), exit.cells());
    }

    private void add(int key, long time, double net, long[] cells) {
        int from = 0;
        while (from < words && cells[from] == 0) from++;
        int to = words;
        while (to > from && cells[to - 1] == 0) to--;
        // One more for the sign that a block ends.
        if (at + HEAD + to - from >= block.length) startBlock();
        block[at] = (long) key << 32 | from << 16 | to;
        block[at + 1] = time;
        block[at + 2] = Double.doubleToRawLongBits(net);
        at += HEAD;
        for (int w = from; w < to; w++) block[at++] = cells[w];
    }

    private void startBlock() {
        if (block.length > 0) block[at] = END_OF_BLOCK;
        block = new long[blockSize];
        blocks.add(block);
        at = 0;
    }

    /** Where the next record will lie, as far as one can tell. */
    long position() {
        return blocks.isEmpty() ? 0 : (long) (blocks.size() - 1) * blockSize + at;
    }

    /** Reads the records from one position to another, exclusive. */
    void read(long first, long end, Reader reader) {
        for (long position = first; position < end; ) {
            long blockEnd = (position / blockSize + 1) * blockSize;
            read(
                    blocks.get((int) (position / blockSize)),
                    (int) (position % blockSize),
                    (int) Math.min(blockSize, end - (blockEnd - blockSize)),
                    reader);
            position = blockEnd;
        }
    }

    private static void read(long[] here, int first, int end, Reader reader) {
        for (int i = first; i < end && here[i] != END_OF_BLOCK; ) {
            int from = (int) (here[i] >> 16) & 0xffff;
            int to = (int) here[i] & 0xffff;
            int key = (int) (here[i] >> 32);
            reader.read(key, here[i + 1], Double.longBitsToDouble(here[i + 2]), here, from, to, i + HEAD - from);
            i += HEAD + to - from;
        }
    }
}
