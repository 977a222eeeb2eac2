package cts.research;

import cts.performance.Tally;
import cts.pseudo.ExitConfiguration;
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
    /** Cells per key that have had no entry yet. */
    private final long[][] untouched;

    private final Map<SignalKey, Integer> numbers = new HashMap<>();
    private final int[][] open;
    private final double[][] marked;

    SweepTallies(List<SignalKey> keys, ExitGrid grid) {
        this.keys = keys;
        this.grid = grid;
        tallies = new Tally[keys.size()][grid.size()];
        untouched = new long[keys.size()][grid.words()];
        open = new int[keys.size()][grid.size()];
        marked = new double[keys.size()][grid.size()];
        for (int key = 0; key < keys.size(); key++) {
            numbers.put(keys.get(key), key);
            for (int cell = 0; cell < grid.size(); cell++) {
                tallies[key][cell] = new Tally();
                untouched[key][cell >> 6] |= 1L << cell;
            }
        }
    }

    @Override
    public void opened(int key, long entryNumber, long time, double price, long[] cells) {
        Tally[] ofKey = tallies[key];
        for (int w = 0; w < cells.length; w++) {
            long first = cells[w] & untouched[key][w];
            untouched[key][w] &= ~first;
            for (; first != 0; first &= first - 1) ofKey[(w << 6) + Long.numberOfTrailingZeros(first)].start(time);
        }
    }

    @Override
    public void closed(PseudoExit exit) {
        Tally[] ofKey = tallies[exit.key()];
        long[] cells = exit.cells();
        long time = exit.exitTime();
        double net = exit.net();
        for (int w = 0; w < cells.length; w++) {
            for (long rest = cells[w]; rest != 0; rest &= rest - 1) {
                ofKey[(w << 6) + Long.numberOfTrailingZeros(rest)].add(time, net);
            }
        }
    }

    /** Notes what is still open, and what the open positions would add at {@code lastPrice}. */
    void finish(PseudoKernel kernel, double lastPrice) {
        for (int key = 0; key < keys.size(); key++) {
            for (int cell = 0; cell < grid.size(); cell++) {
                open[key][cell] = kernel.open(key, cell);
                marked[key][cell] = 1 + tallies[key][cell].compoundReturn();
            }
        }
        kernel.forEachOpen(lastPrice, (key, entryTime, entryPrice, net, cells) -> {
            for (int cell = 0; cell < grid.size(); cell++) {
                if ((cells[cell >> 6] & (1L << cell)) != 0) marked[key][cell] *= 1 + net;
            }
        });
    }

    /** The cell a requested configuration is computed as; negative when it belongs to another part. */
    int find(ExitConfiguration exits) {
        return grid.find(exits);
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
