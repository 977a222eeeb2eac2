package cts.performance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The newest closed positions of one set, oldest first, as rows of an {@link OutcomeLog}. When it has grown 20 % over its
 * size the oldest go.
 *
 * <p>Rows rise, so the gaps between them are kept: in groups of 7 bits, the greatest first, the last one of a gap with its
 * highest bit set. That can be read from either end and takes one or two bytes a result. One thread.
 */
public final class ResultHistory {
    private static final int GROUP = 7;
    private static final int GROUP_MASK = 0x7f;
    private static final int LAST = 0x80;
    private static final int MOST_GROUPS = 5;
    private static final byte[] NOTHING = {};

    private final OutcomeLog log;
    private byte[] gaps = NOTHING;
    private int start;
    private int end;
    private int oldest;
    private int newest;
    private int size;

    public ResultHistory(OutcomeLog log) {
        this.log = log;
    }

    /**
     * Adds the newest.
     *
     * @param row greater than every row before it
     * @param most how many are kept when it is trimmed, 1 or more
     * @return how many of the oldest went
     */
    public int add(int row, int most) {
        append(row);
        if (size <= most + most / 5) return 0;
        int dropped = size - most;
        for (int i = 0; i < dropped; i++) dropOldest();
        return dropped;
    }

    private void append(int row) {
        if (size == 0) oldest = row;
        else write(row - newest);
        newest = row;
        size++;
    }

    private void write(int gap) {
        if (end + MOST_GROUPS > gaps.length) makeRoom();
        end = write(gap, end);
    }

    /** Writes a gap and tells where it ends. */
    private int write(int gap, int at) {
        int place = at;
        if (gap > GROUP_MASK) {
            int groups = (31 + GROUP - Integer.numberOfLeadingZeros(gap)) / GROUP;
            for (int group = groups - 1; group > 0; group--) {
                gaps[place++] = (byte) ((gap >>> (GROUP * group)) & GROUP_MASK);
            }
        }
        gaps[place] = (byte) ((gap & GROUP_MASK) | LAST);
        return place + 1;
    }

    private void makeRoom() {
        int length = end - start;
        // What has been dropped makes room as long as moving the rest is seldom.
        boolean fits = start >= MOST_GROUPS && start >= length / 8;
        byte[] target = fits ? gaps : new byte[length + Math.max(2 * MOST_GROUPS, length / 4)];
        System.arraycopy(gaps, start, target, 0, length);
        gaps = target;
        start = 0;
        end = length;
    }

    /** The gap after it goes with it. */
    private void dropOldest() {
        size--;
        oldest += gapAfter(start);
        start = endOfGapAfter(start);
    }

    public void clear() {
        gaps = NOTHING;
        start = 0;
        end = 0;
        size = 0;
    }

    public int size() {
        return size;
    }

    /** Sum of the newest {@code count} net results, which there must be; the oldest is added first. */
    public double sum(int count) {
        if (count == 0) return 0;
        int row = newest;
        int at = end;
        for (int i = 1; i < count; i++) {
            row -= gapBefore(at);
            at = startOfGapBefore(at);
        }
        double sum = log.net(row);
        for (; at < end; at = endOfGapAfter(at)) {
            row += gapAfter(at);
            sum += log.net(row);
        }
        return sum;
    }

    private int gapAfter(int at) {
        int gap = 0;
        for (int i = at; ; i++) {
            int group = gaps[i];
            gap = (gap << GROUP) | (group & GROUP_MASK);
            if (group < 0) return gap;
        }
    }

    private int endOfGapAfter(int at) {
        int to = at;
        while (gaps[to] >= 0) to++;
        return to + 1;
    }

    private int gapBefore(int at) {
        int from = startOfGapBefore(at);
        int gap = 0;
        for (int i = from; i < at; i++) gap = (gap << GROUP) | (gaps[i] & GROUP_MASK);
        return gap;
    }

    private int startOfGapBefore(int at) {
        int from = at - 1;
        while (from > start && gaps[from - 1] >= 0) from--;
        return from;
    }

    public OutcomeLog log() {
        return log;
    }

    /** The rows in the log of the newest {@code count} results, oldest first. */
    public int[] rows(int count) {
        int[] rows = new int[count];
        int row = newest;
        int at = end;
        for (int i = count - 1; i >= 0; i--) {
            rows[i] = row;
            if (i == 0) break;
            row -= gapBefore(at);
            at = startOfGapBefore(at);
        }
        return rows;
    }

    /** The newest {@code count} net results, oldest first. */
    public double[] newest(int count) {
        return Arrays.stream(rows(count)).mapToDouble(log::net).toArray();
    }

    /** Notes the rows that are in use. */
    public void mark(BitSet used) {
        if (size == 0) return;
        int row = oldest;
        used.set(row);
        for (int at = start; at < end; at = endOfGapAfter(at)) {
            row += gapAfter(at);
            used.set(row);
        }
    }

    /** Follows a compaction of the log, in which gaps only shrink. */
    public void renumber(int[] newRow) {
        if (size == 0) return;
        int row = oldest;
        int last = newRow[row];
        int place = start;
        oldest = last;
        for (int at = start; at < end; ) {
            row += gapAfter(at);
            // Before it may be written over.
            at = endOfGapAfter(at);
            int next = newRow[row];
            place = write(next - last, place);
            last = next;
        }
        end = place;
        newest = last;
    }

    public void save(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int row : rows(size)) out.writeInt(row);
    }

    public void load(DataInput in) throws IOException {
        for (int count = in.readInt(); count > 0; count--) append(in.readInt());
    }
}
