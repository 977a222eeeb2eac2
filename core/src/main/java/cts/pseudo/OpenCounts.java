package cts.pseudo;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How many positions each cell of one key has open, and which cells may open another. Counts are bit-sliced: plane
 * {@code p} holds bit {@code p} of the count of every cell, so a whole grid is counted with a few operations.
 */
final class OpenCounts {
    private final int words;
    /** Cells that take signals. */
    private final long[] taking;

    private final int maxOpen;
    private final long cooldown;
    private final long[][] planes;
    private final Cooldowns cooldowns;

    /** @param all the mask of all cells of the grid */
    OpenCounts(long[] all, int maxOpen, long cooldown) {
        this.words = all.length;
        taking = all.clone();
        this.maxOpen = maxOpen;
        this.cooldown = cooldown;
        planes = new long[32 - Integer.numberOfLeadingZeros(maxOpen)][words];
        cooldowns = new Cooldowns(words);
    }

    /**
     * Lets a signal at {@code time} in where the rules allow, and counts it.
     *
     * @param accepted receives the mask
     * @return whether any cell accepted
     */
    boolean accept(long time, long[] accepted) {
        long any = 0;
        for (int w = 0; w < words; w++) {
            long full = -1L;
            for (int p = 0; p < planes.length; p++) {
                full &= (maxOpen >>> p & 1) != 0 ? planes[p][w] : ~planes[p][w];
            }
            accepted[w] = taking[w] & ~full;
        }
        if (cooldown > 0) {
            cooldowns.dropUpTo(time - cooldown);
            cooldowns.remove(accepted);
        }
        for (int w = 0; w < words; w++) {
            any |= accepted[w];
            add(w, accepted[w]);
        }
        if (any != 0 && cooldown > 0) cooldowns.add(time, accepted);
        return any != 0;
    }

    private void add(int w, long mask) {
        long carry = mask;
        for (int p = 0; carry != 0; p++) {
            long plane = planes[p][w];
            planes[p][w] = plane ^ carry;
            carry &= plane;
        }
    }

    /** One position of each cell in the mask has closed. */
    void close(long[] mask) {
        for (int w = 0; w < words; w++) {
            long borrow = mask[w];
            for (int p = 0; borrow != 0; p++) {
                long plane = planes[p][w];
                planes[p][w] = plane ^ borrow;
                borrow &= ~plane;
            }
        }
    }

    /** Cells that take no more signals and have nothing open from now on. */
    void drop(long[] mask) {
        for (int w = 0; w < words; w++) {
            taking[w] &= ~mask[w];
            for (long[] plane : planes) plane[w] &= ~mask[w];
        }
    }

    /** Whether no cell takes signals any more. */
    boolean isOver() {
        for (long word : taking) if (word != 0) return false;
        return true;
    }

    /** Tells {@code state} which accepted signals still block others at {@code time}. */
    void describe(int key, long time, KernelState state) {
        if (cooldown > 0) cooldowns.describe(key, time - cooldown, state);
    }

    int open(int cell) {
        int count = 0;
        for (int p = 0; p < planes.length; p++) count |= (int) (planes[p][cell >> 6] >>> cell & 1) << p;
        return count;
    }

    void save(DataOutput out) throws IOException {
        for (long[] plane : planes) for (long word : plane) out.writeLong(word);
        cooldowns.save(out);
    }

    void load(DataInput in) throws IOException {
        for (long[] plane : planes) for (int w = 0; w < words; w++) plane[w] = in.readLong();
        cooldowns.load(in);
    }
}
