package cts.pseudo;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;

/** The accepted signals of one key that are recent enough to block another, oldest first. */
final class Cooldowns {
    private static final class Accepted {
        final long time;
        final long[] cells;

        Accepted(long time, long[] cells) {
            this.time = time;
            this.cells = cells;
        }
    }

    private final int words;
    private final ArrayDeque<Accepted> recent = new ArrayDeque<>();

    Cooldowns(int words) {
        this.words = words;
    }

    void add(long time, long[] cells) {
        recent.addLast(new Accepted(time, cells.clone()));
    }

    /** Forgets what was accepted at {@code time} or before. */
    void dropUpTo(long time) {
        while (!recent.isEmpty() && recent.getFirst().time <= time) recent.removeFirst();
    }

    /** Takes the blocked cells out of {@code mask}. */
    void remove(long[] mask) {
        for (Accepted accepted : recent) {
            for (int w = 0; w < words; w++) mask[w] &= ~accepted.cells[w];
        }
    }

    /** Tells {@code state} what was accepted after {@code time}. */
    void describe(int key, long time, KernelState state) {
        for (Accepted accepted : recent) {
            if (accepted.time > time) state.cooling(key, accepted.time, accepted.cells);
        }
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(recent.size());
        for (Accepted accepted : recent) {
            out.writeLong(accepted.time);
            for (long word : accepted.cells) out.writeLong(word);
        }
    }

    void load(DataInput in) throws IOException {
        for (int n = in.readInt(); n > 0; n--) {
            long time = in.readLong();
            long[] cells = new long[words];
            for (int w = 0; w < words; w++) cells[w] = in.readLong();
            recent.addLast(new Accepted(time, cells));
        }
    }
}
