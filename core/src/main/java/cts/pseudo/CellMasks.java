package cts.pseudo;

/** Some cells of some keys: a mask of cells per key. One thread at a time. */
public final class CellMasks {
    private final long[][] masks;

    private CellMasks(int keys, int words) {
        masks = new long[keys][words];
    }

    /** No cell of any key. */
    public static CellMasks none(int keys, ExitGrid grid) {
        return new CellMasks(keys, grid.words());
    }

    /** Every cell of every key. */
    public static CellMasks all(int keys, ExitGrid grid) {
        return same(keys, grid.all());
    }

    /** The same cells of every key. */
    public static CellMasks same(int keys, long[] mask) {
        CellMasks same = new CellMasks(keys, 0);
        for (int key = 0; key < keys; key++) same.masks[key] = mask.clone();
        return same;
    }

    public int keys() {
        return masks.length;
    }

    /** The mask of a key; not to be written to. */
    public long[] of(int key) {
        return masks[key];
    }

    public boolean has(int key, int cell) {
        return (masks[key][cell >> 6] & (1L << cell)) != 0;
    }

    public void add(CellMasks others) {
        for (int key = 0; key < masks.length; key++) {
            for (int w = 0; w < masks[key].length; w++) masks[key][w] |= others.masks[key][w];
        }
    }

    public void remove(CellMasks others) {
        for (int key = 0; key < masks.length; key++) {
            for (int w = 0; w < masks[key].length; w++) masks[key][w] &= ~others.masks[key][w];
        }
    }

    public void retain(CellMasks others) {
        for (int key = 0; key < masks.length; key++) {
            for (int w = 0; w < masks[key].length; w++) masks[key][w] &= others.masks[key][w];
        }
    }

    /**
     * Takes out the cells of a mask.
     *
     * @param taken receives those of them that were there
     * @return whether there were any
     */
    public boolean take(int key, long[] mask, long[] taken) {
        long any = 0;
        for (int w = 0; w < mask.length; w++) {
            taken[w] = masks[key][w] & mask[w];
            masks[key][w] &= ~mask[w];
            any |= taken[w];
        }
        return any != 0;
    }

    /** Adds the cells of a key in which two masks differ; the second one begins at word {@code from}. */
    void addDifference(int key, long[] one, long[] other, int from) {
        for (int w = 0; w < one.length; w++) masks[key][w] |= one[w] ^ other[from + w];
    }

    public CellMasks copy() {
        CellMasks copy = new CellMasks(masks.length, 0);
        for (int key = 0; key < masks.length; key++) copy.masks[key] = masks[key].clone();
        return copy;
    }
}
