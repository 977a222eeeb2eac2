package cts.pseudo;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Signals that some cells have accepted and whose entries are still to be opened, in order. */
final class AcceptedSignals {
    private final int words;
    private int[] keys = new int[16];
    private long[] numbers = new long[16];
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

    /** The number of the signal. */
    long number(int index) {
        return numbers[index];
    }

    void copyCells(int index, long[] target) {
        System.arraycopy(cells, index * words, target, 0, words);
    }

    void add(int key, long number, long[] mask) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            numbers = Arrays.copyOf(numbers, 2 * size);
            cells = Arrays.copyOf(cells, 2 * size * words);
        }
        keys[size] = key;
        numbers[size] = number;
        System.arraycopy(mask, 0, cells, size * words, words);
        size++;
    }

    void clear() {
        size = 0;
    }

    /** Takes cells of a key out; a signal that none is left of goes. */
    void drop(int key, long[] mask) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            long left = 0;
            for (int w = 0; w < words; w++) {
                long open = cells[i * words + w];
                if (keys[i] == key) open &= ~mask[w];
                cells[kept * words + w] = open;
                left |= open;
            }
            if (left == 0) continue;
            keys[kept] = keys[i];
            numbers[kept] = numbers[i];
            kept++;
        }
        size = kept;
    }

    long[] cells(int index) {
        return Arrays.copyOfRange(cells, index * words, (index + 1) * words);
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeInt(keys[i]);
            out.writeLong(numbers[i]);
            for (int w = 0; w < words; w++) out.writeLong(cells[i * words + w]);
        }
    }

    void load(DataInput in) throws IOException {
        long[] mask = new long[words];
        for (int count = in.readInt(); count > 0; count--) {
            int key = in.readInt();
            long number = in.readLong();
            for (int w = 0; w < words; w++) mask[w] = in.readLong();
            add(key, number, mask);
        }
    }
}
