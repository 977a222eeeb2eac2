package cts.performance;

import cts.pseudo.ExitReason;
import cts.pseudo.PseudoExit;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The closed positions of one key, written once for all sets that shared entry and exit; a set's history is a list of
 * numbers of rows here. One thread.
 */
public final class OutcomeLog {
    private static final int HISTORIC = 1 << 6;

    private long[] entryTime = new long[16];
    private long[] exitTime = new long[16];
    private double[] entryPrice = new double[16];
    private double[] exitPrice = new double[16];
    private double[] net = new double[16];
    /** Number of the {@link ExitReason}, plus {@link #HISTORIC}. */
    private byte[] kind = new byte[16];

    private int size;

    /**
     * Writes a row.
     *
     * @param historic whether it comes from history rather than from the live stream
     * @return its number
     */
    public int add(PseudoExit exit, boolean historic) {
        if (size == net.length) grow(2 * size);
        entryTime[size] = exit.entryTime();
        exitTime[size] = exit.exitTime();
        entryPrice[size] = exit.entryPrice();
        exitPrice[size] = exit.exitPrice();
        net[size] = exit.net();
        kind[size] = (byte) (exit.reason().number() | (historic ? HISTORIC : 0));
        return size++;
    }

    private void grow(int capacity) {
        entryTime = Arrays.copyOf(entryTime, capacity);
        exitTime = Arrays.copyOf(exitTime, capacity);
        entryPrice = Arrays.copyOf(entryPrice, capacity);
        exitPrice = Arrays.copyOf(exitPrice, capacity);
        net = Arrays.copyOf(net, capacity);
        kind = Arrays.copyOf(kind, capacity);
    }

    public int size() {
        return size;
    }

    public long entryTime(int row) {
        return entryTime[row];
    }

    public long exitTime(int row) {
        return exitTime[row];
    }

    public double entryPrice(int row) {
        return entryPrice[row];
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
     * Drops the rows nobody refers to any more.
     *
     * @param used the rows to keep
     * @return the new number of each row that is kept
     */
    public int[] compact(BitSet used) {
        int[] newRow = new int[size];
        int kept = 0;
        for (int row = used.nextSetBit(0); row >= 0 && row < size; row = used.nextSetBit(row + 1)) {
            newRow[row] = kept;
            entryTime[kept] = entryTime[row];
            exitTime[kept] = exitTime[row];
            entryPrice[kept] = entryPrice[row];
            exitPrice[kept] = exitPrice[row];
            net[kept] = net[row];
            kind[kept] = kind[row];
            kept++;
        }
        size = kept;
        grow(Math.max(16, 2 * kept));
        return newRow;
    }

    public void save(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int row = 0; row < size; row++) {
            out.writeLong(entryTime[row]);
            out.writeLong(exitTime[row]);
            out.writeDouble(entryPrice[row]);
            out.writeDouble(exitPrice[row]);
            out.writeDouble(net[row]);
            out.writeByte(kind[row]);
        }
    }

    /** Reads what {@link #save} wrote, into a new log. */
    public void load(DataInput in) throws IOException {
        int count = in.readInt();
        grow(Math.max(16, count));
        for (size = 0; size < count; size++) {
            entryTime[size] = in.readLong();
            exitTime[size] = in.readLong();
            entryPrice[size] = in.readDouble();
            exitPrice[size] = in.readDouble();
            net[size] = in.readDouble();
            kind[size] = in.readByte();
        }
    }
}
