package cts.performance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The newest closed positions of one set, oldest first, as rows of an {@link OutcomeLog}. When it has grown 20 % over its
 * size the oldest go. One thread.
 */
public final class ResultHistory {
    private final OutcomeLog log;
    private int[] rows = new int[4];
    private int first;
    private int last;

    public ResultHistory(OutcomeLog log) {
        this.log = log;
    }

    /**
     * Adds the newest.
     *
     * @param size how many are kept when it is trimmed
     * @return how many of the oldest went
     */
    public int add(int row, int size) {
        if (last == rows.length) makeRoom();
        rows[last++] = row;
        if (size() <= size + size / 5) return 0;
        int dropped = size() - size;
        first += dropped;
        return dropped;
    }

    private void makeRoom() {
        int size = size();
        int[] target = 2 * size > rows.length ? new int[rows.length + Math.max(4, rows.length / 2)] : rows;
        System.arraycopy(rows, first, target, 0, size);
        rows = target;
        first = 0;
        last = size;
    }

    public void clear() {
        rows = new int[4];
        first = 0;
        last = 0;
    }

    public int size() {
        return last - first;
    }

    /** The row in the log of the result {@code back} before the newest. */
    public int row(int back) {
        return rows[last - 1 - back];
    }

    /** The net result {@code back} before the newest. */
    public double net(int back) {
        return log.net(rows[last - 1 - back]);
    }

    /** Sum of the newest {@code count} net results, which there must be. */
    public double sum(int count) {
        double sum = 0;
        for (int i = last - count; i < last; i++) sum += log.net(rows[i]);
        return sum;
    }

    public OutcomeLog log() {
        return log;
    }

    /** The newest {@code count} net results, oldest first. */
    public double[] newest(int count) {
        double[] results = new double[count];
        for (int i = 0; i < count; i++) results[i] = log.net(rows[last - count + i]);
        return results;
    }

    /** Notes the rows that are in use. */
    public void mark(BitSet used) {
        for (int i = first; i < last; i++) used.set(rows[i]);
    }

    /** Follows a compaction of the log. */
    public void renumber(int[] newRow) {
        rows = Arrays.copyOfRange(rows, first, Math.max(last, first + 1));
        last -= first;
        first = 0;
        for (int i = 0; i < last; i++) rows[i] = newRow[rows[i]];
    }

    public void save(DataOutput out) throws IOException {
        out.writeInt(size());
        for (int i = first; i < last; i++) out.writeInt(rows[i]);
    }

    public void load(DataInput in) throws IOException {
        int count = in.readInt();
        rows = new int[Math.max(4, count)];
        for (last = 0; last < count; last++) rows[last] = in.readInt();
    }
}
