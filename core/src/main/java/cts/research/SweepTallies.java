package cts.research;

import cts.performance.Tally;
import cts.pseudo.CellMasks;
import cts.pseudo.ExitGrid;
import cts.pseudo.PseudoExit;
import cts.pseudo.PseudoKernel;
import cts.pseudo.PseudoListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Adds up what a kernel closes, set by set. */
final class SweepTallies implements PseudoListener {
    private final List<SignalKey> keys;
    private final ExitGrid grid;
    private final Tally[][] tallies;
    /** Cells that have had no entry yet. */
    private final CellMasks unopened;

    private final long[] first;

    private final Map<SignalKey, Integer> numbers = new HashMap<>();
    private final int[][] open;
    private final double[][] marked;

    SweepTallies(List<SignalKey> keys, ExitGrid grid) {
        this.keys = keys;
        this.grid = grid;
        tallies = new Tally[keys.size()][grid.size()];
        unopened = CellMasks.all(keys.size(), grid);
        first = new long[grid.words()];
        open = new int[keys.size()][grid.size()];
        marked = new double[keys.size()][grid.size()];
        for (int key = 0; key < keys.size(); key++) {
            numbers.put(keys.get(key), key);
            for (int cell = 0; cell < grid.size(); cell++) {
                tallies[key][cell] = new Tally();
            }
        }
    }

    @Override
    public void opened(int key, long entryNumber, long time, double price, long[] cells) {
        if (unopened.take(key, cells, first)) start(key, time, first, 0, first.length);
    }

    @Override
    public void closed(PseudoExit exit) {
        add(exit.key(), exit.exitTime(), exit.net(), exit.cells(), 0, exit.cells().length);
    }

    /**
     * Some cells had their first entry. Threads may share the cells among them, here and in {@link #add}.
     *
     * @param from first word of the mask that counts
     * @param to the word after the last one
     */
    void start(int key, long time, long[] cells, int from, int to) {
        Tally[] ofKey = tallies[key];
        for (int w = from; w < to; w++) {
            for (long rest = cells[w]; rest != 0; rest &= rest - 1) {
                ofKey[(w << 6) + Long.numberOfTrailingZeros(rest)].start(time);
            }
        }
    }

    /** A position of each of some cells closed. */
    void add(int key, long time, double net, long[] cells, int from, int to) {
        Tally[] ofKey = tallies[key];
        for (int w = from; w < to; w++) {
            for (long rest = cells[w]; rest != 0; rest &= rest - 1) {
                ofKey[(w << 6) + Long.numberOfTrailingZeros(rest)].add(time, net);
            }
        }
    }

    /** Notes what is still open, and what the open positions would add at {@code lastPrice}. */
    void finish(PseudoKernel kernel, double lastPrice) {
        finish(kernel, lastPrice, CellMasks.all(keys.size(), grid));
    }

    /** The same for some cells. */
    void finish(PseudoKernel kernel, double lastPrice, CellMasks which) {
        for (int key = 0; key < keys.size(); key++) {
            for (int cell = 0; cell < grid.size(); cell++) {
                if (!which.has(key, cell)) continue;
                open[key][cell] = kernel.open(key, cell);
                marked[key][cell] = 1 + tallies[key][cell].compoundReturn();
            }
        }
        kernel.forEachOpen(lastPrice, (key, entryTime, entryPrice, net, cells) -> {
            for (int cell = 0; cell < grid.size(); cell++) {
                boolean isOpen = (cells[cell >> 6] & (1L << cell)) != 0;
                if (isOpen && which.has(key, cell)) marked[key][cell] *= 1 + net;
            }
        });
    }

    Tally tally(SignalKey key, int cell) {
        return tallies[number(key)][cell];
    }

    long open(SignalKey key, int cell) {
        return open[number(key)][cell];
    }

    double marked(SignalKey key, int cell) {
        return marked[number(key)][cell] - 1;
    }

    private int number(SignalKey key) {
        return Objects.requireNonNull(numbers.get(key));
    }
}
