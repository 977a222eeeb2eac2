package cts.pseudo;

import java.util.Arrays;

/** The slots of an {@link EntryBook} that the current event touches, each once. One thread. */
final class TouchedSlots {
    private boolean[] touched = new boolean[64];
    private int[] slots = new int[64];
    private long[] sorting = new long[64];
    private int count;

    void add(int slot) {
        if (touched[slot]) return;
        touched[slot] = true;
        if (count == slots.length) slots = Arrays.copyOf(slots, 2 * count);
        slots[count++] = slot;
    }

    int count() {
        return count;
    }

    int get(int index) {
        return slots[index];
    }

    /** Puts them in order of entry. */
    void sort(long[] sequence) {
        if (count < 2) return;
        if (sorting.length < count) sorting = new long[slots.length];
        long oldest = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) oldest = Math.min(oldest, sequence[slots[i]]);
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            sorting[i] = ((sequence[slot] - oldest) << 32) | slot;
        }
        Arrays.sort(sorting, 0, count);
        for (int i = 0; i < count; i++) slots[i] = (int) sorting[i];
    }

    /** Ends the look at one; it stays in its place until {@link #clear}. */
    void release(int slot) {
        touched[slot] = false;
    }

    /** After the event, when all are released. */
    void clear() {
        count = 0;
    }

    void grow(int capacity) {
        touched = Arrays.copyOf(touched, capacity);
    }
}
