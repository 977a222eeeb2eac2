package cts.pseudo;

import java.util.Arrays;

/**
 * Slots by threshold, the lowest first; a stop goes in negated, so that the highest comes first. Four children per node:
 * half the levels of a binary heap, and the four lie side by side.
 */
final class ThresholdHeap {
    private double[] keys = new double[64];
    private int[] slots = new int[64];
    private int size;

    /** The lowest threshold; positive infinity when empty. */
    double lowest() {
        return size == 0 ? Double.POSITIVE_INFINITY : keys[0];
    }

    void add(double key, int slot) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            slots = Arrays.copyOf(slots, 2 * size);
        }
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >> 2;
            if (keys[parent] <= key) break;
            keys[at] = keys[parent];
            slots[at] = slots[parent];
            at = parent;
        }
        keys[at] = key;
        slots[at] = slot;
    }

    /** Takes out the slot with the lowest threshold. */
    int poll() {
        int slot = slots[0];
        size--;
        if (size > 0) sink(0, keys[size], slots[size]);
        return slot;
    }

    /** Drops the slots that are no longer {@code alive}. */
    void retain(boolean[] alive) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!alive[slots[i]]) continue;
            keys[kept] = keys[i];
            slots[kept++] = slots[i];
        }
        size = kept;
        for (int i = (kept - 2) >> 2; i >= 0; i--) sink(i, keys[i], slots[i]);
    }

    private void sink(int at, double key, int slot) {
        for (; ; ) {
            int child = 4 * at + 1;
            if (child >= size) break;
            int end = Math.min(child + 4, size);
            int least = child;
            double leastKey = keys[child];
            for (int i = child + 1; i < end; i++) {
                if (keys[i] < leastKey) {
                    least = i;
                    leastKey = keys[i];
                }
            }
            if (leastKey >= key) break;
            keys[at] = leastKey;
            slots[at] = slots[least];
            at = least;
        }
        keys[at] = key;
        slots[at] = slot;
    }
}
