package cts.performance;

import cts.pseudo.ExitReason;
import cts.pseudo.PseudoExit;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The closed positions of one key, written once for all sets that shared entry and exit; a set's history is a list of
 * numbers of rows here. Entries stand apart, as each has many exits. One thread.
 */
public final class OutcomeLog {
    private static final int HISTORIC = 1 << 6;
    private static final int RECENT = 256;
    private static final int NOWHERE = -1;

    private long[] exitTime = new long[16];
    private double[] exitPrice = new double[16];
    private double[] net = new double[16];
    /** Number of the {@link ExitReason}, plus {@link #HISTORIC}. */
    private byte[] kind = new byte[16];
    /** Where the entry stands. */
    private int[] entry = new int[16];

    private int size;

    private record Entry(long time, double price) {}

    private long[] entryTime = new long[16];
    private double[] entryPrice = new double[16];
    private int entries;
    /** Where entries were found last, by the lowest bits of their numbers; one that is not found stands there again. */
    private final int[] recent = new int[RECENT];

    /**
     * Writes a row.
     *
     * @param historic whether it comes from history rather than from the live stream
     * @return its number
     */
    public int add(PseudoExit exit, boolean historic) {
        if (size == net.length) resize(larger(size));
        exitTime[size] = exit.exitTime();
        exitPrice[size] = exit.exitPrice();
        net[size] = exit.net();
        kind[size] = (byte) (exit.reason().number() | (historic ? HISTORIC : 0));
        entry[size] = entryOf(exit);
        return size++;
    }

    private int entryOf(PseudoExit exit) {
        int slot = (int) exit.entryNumber() & (RECENT - 1);
        int known = recent[slot];
        boolean found = known < entries
                && entryTime[known] == exit.entryTime()
                && Double.compare(entryPrice[known], exit.entryPrice()) == 0;
        if (found) return known;
        if (entries == entryTime.length) resizeEntries(larger(entries));
        entryTime[entries] = exit.entryTime();
        entryPrice[entries] = exit.entryPrice();
        recent[slot] = entries;
        return entries++;
    }

    /** Little more than needed: there are many logs, and each is compacted often. */
    private static int larger(int capacity) {
        return capacity + Math.max(16, capacity / 4);
    }

    private void resize(int capacity) {
        exitTime = Arrays.copyOf(exitTime, capacity);
        exitPrice = Arrays.copyOf(exitPrice, capacity);
        net = Arrays.copyOf(net, capacity);
        kind = Arrays.copyOf(kind, capacity);
        entry = Arrays.copyOf(entry, capacity);
    }

    private void resizeEntries(int capacity) {
        entryTime = Arrays.copyOf(entryTime, capacity);
        entryPrice = Arrays.copyOf(entryPrice, capacity);
    }

    public int size() {
        return size;
    }

    public long entryTime(int row) {
        return entryTime[entry[row]];
    }

    public long exitTime(int row) {
        return exitTime[row];
    }

    public double entryPrice(int row) {
        return entryPrice[entry[row]];
    }

    public double exitPrice(int row) {
        return exitPrice[row];
    }

    /** Net return as a fraction of the entry price. */
    public double net(int row) {
        return net[row];
    }

    public ExitReason reason(int row) {
        return ExitReason.of(kind[row] & ~HISTORIC);
    }

    public boolean isHistoric(int row) {
        return (kind[row] & HISTORIC) != 0;
    }

    /**
     * Drops the rows nobody refers to any more, and the entries without rows.
     *
     * @param used the rows to keep
     * @return the new number of each row that is kept
     */
    public int[] compact(BitSet used) {
        int[] newRow = new int[size];
        int kept = 0;
        for (int row = used.nextSetBit(0); row >= 0 && row < size; row = used.nextSetBit(row + 1)) {
            newRow[row] = kept;
            exitTime[kept] = exitTime[row];
            exitPrice[kept] = exitPrice[row];
            net[kept] = net[row];
            kind[kept] = kind[row];
            entry[kept] = entry[row];
            kept++;
        }
        size = kept;
        compactEntries();
        resize(larger(size));
        return newRow;
    }

    /** In the order in which rows come to them and none twice, so that equal rows make equal logs. */
    private void compactEntries() {
        Map<Entry, Integer> places = new HashMap<>();
        long[] times = new long[entries];
        double[] prices = new double[entries];
        int[] newPlace = new int[entries];
        Arrays.fill(newPlace, NOWHERE);
        for (int row = 0; row < size; row++) {
            int old = entry[row];
            if (newPlace[old] == NOWHERE) {
                int place = places.size();
                Integer known = places.putIfAbsent(new Entry(entryTime[old], entryPrice[old]), place);
                newPlace[old] = known == null ? place : known;
                times[newPlace[old]] = entryTime[old];
                prices[newPlace[old]] = entryPrice[old];
            }
            entry[row] = newPlace[old];
        }
        for (int slot = 0; slot < RECENT; slot++) {
            recent[slot] = recent[slot] < entries ? Math.max(0, newPlace[recent[slot]]) : 0;
        }
        entries = places.size();
        entryTime = Arrays.copyOf(times, larger(entries));
        entryPrice = Arrays.copyOf(prices, larger(entries));
    }

    public void save(DataOutput out) throws IOException {
        out.writeInt(entries);
        for (int i = 0; i < entries; i++) {
            out.writeLong(entryTime[i]);
            out.writeDouble(entryPrice[i]);
        }
        out.writeInt(size);
        for (int row = 0; row < size; row++) {
            out.writeInt(entry[row]);
            out.writeLong(exitTime[row]);
            out.writeDouble(exitPrice[row]);
            out.writeDouble(net[row]);
            out.writeByte(kind[row]);
        }
    }

    /** Reads what {@link #save} wrote, into a new log. */
    public void load(DataInput in) throws IOException {
        entries = in.readInt();
        resizeEntries(larger(entries));
        for (int i = 0; i < entries; i++) {
            entryTime[i] = in.readLong();
            entryPrice[i] = in.readDouble();
        }
        size = in.readInt();
        resize(larger(size));
        for (int row = 0; row < size; row++) {
            entry[row] = in.readInt();
            exitTime[row] = in.readLong();
            exitPrice[row] = in.readDouble();
            net[row] = in.readDouble();
            kind[row] = in.readByte();
        }
    }
}
