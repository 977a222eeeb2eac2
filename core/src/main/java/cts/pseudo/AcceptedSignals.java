package cts.pseudo;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Signals that some cells have accepted and whose entries are still to be opened, in order. */
final class AcceptedSignals {
    private final int words;
    private int[] keys = new int[16];
    private long[] cells;
    private int size;

    AcceptedSignals(int words) {
        this.words = words;
        cells = new long[16 * words];
    }

    int size() {
        return size;
    }

    int key(int index) {
        return keys[index];
    }

    void copyCells(int index, long[] target) {
        System.arraycopy(cells, index * words, target, 0, words);
    }

    void add(int key, long[] mask) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            cells = Arrays.copyOf(cells, 2 * size * words);
        }
        keys[size] = key;
        System.arraycopy(mask, 0, cells, size * words, words);
        size++;
    }

    void clear() {
        size = 0;
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeInt(keys[i]);
            for (int w = 0; w < words; w++) out.writeLong(cells[i * words + w]);
        }
    }

    void load(DataInput in) throws IOException {
        long[] mask = new long[words];
        for (int count = in.readInt(); count > 0; count--) {
            int key = in.readInt();
            for (int w = 0; w < words; w++) mask[w] = in.readLong();
            add(key, mask);
        }
    }
}
