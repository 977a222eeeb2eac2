package cts.pseudo;

/** Slots first in, first out. */
final class SlotQueue {
    private int[] slots = new int[64];
    private int first;
    private int last;

    boolean isEmpty() {
        return first == last;
    }

    int first() {
        return slots[first];
    }

    void removeFirst() {
        first++;
        if (first == last) {
            first = 0;
            last = 0;
        }
    }

    void add(int slot) {
        if (last == slots.length) {
            int size = last - first;
            int[] target = size > slots.length / 2 ? new int[2 * slots.length] : slots;
            System.arraycopy(slots, first, target, 0, size);
            slots = target;
            first = 0;
            last = size;
        }
        slots[last++] = slot;
    }

    /** Drops the slots that are no longer {@code alive}. */
    void retain(boolean[] alive) {
        int kept = 0;
        for (int i = first; i < last; i++) if (alive[slots[i]]) slots[kept++] = slots[i];
        first = 0;
        last = kept;
    }
}
