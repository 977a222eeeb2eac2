package cts.pseudo;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What the future of every (key, cell) of a kernel depends on at one moment: which signals it has positions of, and which
 * block it still. Two kernels of the same signals that agree in a cell have the same future in it.
 *
 * <p>Immutable once made.
 */
public final class KernelState {
    private final int keys;
    private final ExitGrid grid;
    private final int words;
    private int[] key = new int[64];
    private boolean[] isOpen = new boolean[64];
    private long[] number = new long[64];
    private long[] cells;
    private int size;

    /** A signal with positions, known by its number, or one that blocks others, known by its time. */
    private record Thing(int key, boolean isOpen, long number) {}

    private KernelState(int keys, ExitGrid grid) {
        this.keys = keys;
        this.grid = grid;
        words = grid.words();
        cells = new long[64 * words];
    }

    /**
     * The state of a kernel between two events.
     *
     * @param keys how many it has
     * @param time of the last event
     */
    public static KernelState of(PseudoKernel kernel, int keys, long time) {
        KernelState state = new KernelState(keys, kernel.grid());
        kernel.describe(time, state);
        return state;
    }

    /** Positions of a signal, open or waiting for their entry; {@code mask} begins at word {@code from}. */
    void open(int ofKey, long signal, long[] mask, int from) {
        add(ofKey, true, signal, mask, from);
    }

    /** A signal of {@code time} blocks others. */
    void cooling(int ofKey, long time, long[] mask) {
        add(ofKey, false, time, mask, 0);
    }

    private void add(int ofKey, boolean open, long signal, long[] mask, int from) {
        if (size == key.length) {
            key = Arrays.copyOf(key, 2 * size);
            isOpen = Arrays.copyOf(isOpen, 2 * size);
            number = Arrays.copyOf(number, 2 * size);
            cells = Arrays.copyOf(cells, 2 * size * words);
        }
        key[size] = ofKey;
        isOpen[size] = open;
        number[size] = signal;
        System.arraycopy(mask, from, cells, size * words, words);
        size++;
    }

    /** The cells in which the two differ. Costs most when this one is the larger. */
    public CellMasks differing(KernelState other) {
        CellMasks differing = CellMasks.none(keys, grid);
        Map<Thing, long[]> here = masks();
        long[] nothing = new long[words];
        for (int i = 0; i < other.size; i++) {
            long[] mask = here.remove(other.thing(i));
            differing.addDifference(other.key[i], mask == null ? nothing : mask, other.cells, i * words);
        }
        here.forEach((thing, mask) -> differing.addDifference(thing.key(), mask, nothing, 0));
        return differing;
    }

    private Map<Thing, long[]> masks() {
        Map<Thing, long[]> masks = new HashMap<>();
        for (int i = 0; i < size; i++) masks.put(thing(i), Arrays.copyOfRange(cells, i * words, (i + 1) * words));
        return masks;
    }

    private Thing thing(int i) {
        return new Thing(key[i], isOpen[i], number[i]);
    }
}
