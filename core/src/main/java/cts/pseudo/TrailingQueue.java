package cts.pseudo;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The index for one trailing stop: entries grouped by their best price, the highest at the front.
 *
 * <p>A new best price of the market lifts every entry below it to that same price, so those groups become one and stay
 * one. All entries of a group share one stop, and the front group is always hit first. Hence looking for a hit costs one
 * comparison however many entries wait, and lifting costs one merge per entry in its whole life.
 */
final class TrailingQueue {
    private static final int NOBODY = -1;

    private final double factor;
    /** Groups from {@code first} to {@code last} exclusive, best price falling. */
    private double[] best = new double[16];

    private int[] head = new int[16];
    private int[] tail = new int[16];
    private int first;
    private int last;
    /** Next slot of the same group. */
    private int[] next = new int[64];

    TrailingQueue(double factor) {
        this.factor = factor;
    }

    boolean isEmpty() {
        return first == last;
    }

    /** The highest stop of all groups; negative infinity when empty. */
    double highestStop() {
        return first == last ? Double.NEGATIVE_INFINITY : best[first] * factor;
    }

    /** The best price of the group that a new high lifts first; positive infinity when empty. */
    double lowestBest() {
        return first == last ? Double.POSITIVE_INFINITY : best[last - 1];
    }

    /** Takes out the front group and returns its first slot; {@link #after} leads to the others. */
    int pollGroup() {
        int slot = head[first++];
        if (first == last) {
            first = 0;
            last = 0;
        }
        return slot;
    }

    /** The slot after {@code slot} in its group; negative at the end. */
    int after(int slot) {
        return next[slot];
    }

    /** The market has reached {@code price}: whoever was below it is there now. */
    void lift(double price) {
        if (first == last || best[last - 1] >= price) return;
        int top = last - 1;
        while (top > first && best[top - 1] < price) {
            next[tail[top - 1]] = head[top];
            tail[top - 1] = tail[top];
            top--;
        }
        best[top] = price;
        last = top + 1;
        if (top > first && best[top - 1] == price) {
            next[tail[top - 1]] = head[top];
            tail[top - 1] = tail[top];
            last = top;
        }
    }

    /** Adds an entry whose best price is {@code price}, which no other entry's is below. */
    void join(int slot, double price) {
        if (slot >= next.length) next = Arrays.copyOf(next, Math.max(slot + 1, 2 * next.length));
        next[slot] = NOBODY;
        if (first != last && best[last - 1] == price) {
            next[tail[last - 1]] = slot;
            tail[last - 1] = slot;
            return;
        }
        if (last == best.length) makeRoom();
        best[last] = price;
        head[last] = slot;
        tail[last] = slot;
        last++;
    }

    private void makeRoom() {
        int size = last - first;
        int capacity = size > best.length / 2 ? 2 * best.length : best.length;
        double[] newBest = new double[capacity];
        int[] newHead = new int[capacity];
        int[] newTail = new int[capacity];
        System.arraycopy(best, first, newBest, 0, size);
        System.arraycopy(head, first, newHead, 0, size);
        System.arraycopy(tail, first, newTail, 0, size);
        best = newBest;
        head = newHead;
        tail = newTail;
        first = 0;
        last = size;
    }

    /** Drops the slots that are no longer {@code alive}. */
    void retain(boolean[] alive) {
        int kept = first;
        for (int group = first; group < last; group++) {
            int newHead = NOBODY;
            int newTail = NOBODY;
            for (int slot = head[group]; slot != NOBODY; ) {
                int following = next[slot];
                if (alive[slot]) {
                    if (newHead == NOBODY) newHead = slot;
                    else next[newTail] = slot;
                    newTail = slot;
                    next[slot] = NOBODY;
                }
                slot = following;
            }
            if (newHead == NOBODY) continue;
            best[kept] = best[group];
            head[kept] = newHead;
            tail[kept] = newTail;
            kept++;
        }
        last = kept;
    }

    /** Writes the groups; {@code newSlot} translates slots. Only after {@link #retain}. */
    void save(DataOutput out, int[] newSlot) throws IOException {
        out.writeInt(last - first);
        for (int group = first; group < last; group++) {
            out.writeDouble(best[group]);
            for (int slot = head[group]; slot != NOBODY; slot = next[slot]) out.writeInt(newSlot[slot]);
            out.writeInt(NOBODY);
        }
    }

    void load(DataInput in) throws IOException {
        for (int groups = in.readInt(); groups > 0; groups--) {
            double price = in.readDouble();
            for (int slot = in.readInt(); slot != NOBODY; slot = in.readInt()) join(slot, price);
        }
    }
}
