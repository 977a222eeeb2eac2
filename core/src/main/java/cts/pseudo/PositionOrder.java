package cts.pseudo;

import java.util.Arrays;

/**
 * Passes everything on to another listener, and tells a {@link PositionSink} of every closed position in order of set
 * within one entry. {@link #flush} after each event: trades of one moment are events of their own.
 */
public final class PositionOrder implements PseudoListener {
    private final PseudoListener next;
    private final PositionSink sink;
    /** Mask of the cells that closed of the current entry, and how, by cell. */
    private final long[] closed;

    private final double[] price;

    private final double[] net;
    private final ExitReason[] reason;
    private long entryNumber = -1;
    private int key;
    private long entryTime;
    private double entryPrice;
    private long exitTime;

    /** @param cells how many there are in the grid */
    public PositionOrder(PseudoListener next, PositionSink sink, int cells) {
        this.next = next;
        this.sink = sink;
        price = new double[cells];
        net = new double[cells];
        reason = new ExitReason[cells];
        Arrays.fill(reason, ExitReason.STOP_LOSS);
        closed = new long[(cells + 63) / 64];
    }

    @Override
    public void accepted(int key, long time, long[] cells) {
        next.accepted(key, time, cells);
    }

    @Override
    public void opened(int key, long entryNumber, long time, double price, long[] cells) {
        next.opened(key, entryNumber, time, price, cells);
    }

    @Override
    public void closed(PseudoExit exit) {
        if (exit.entryNumber() != entryNumber) flush();
        entryNumber = exit.entryNumber();
        key = exit.key();
        entryTime = exit.entryTime();
        entryPrice = exit.entryPrice();
        exitTime = exit.exitTime();
        long[] cells = exit.cells();
        for (int w = 0; w < cells.length; w++) {
            closed[w] |= cells[w];
            for (long rest = cells[w]; rest != 0; rest &= rest - 1) {
                int cell = (w << 6) + Long.numberOfTrailingZeros(rest);
                price[cell] = exit.exitPrice();
                net[cell] = exit.net();
                reason[cell] = exit.reason();
            }
        }
        next.closed(exit);
    }

    /** Tells of what the event closed last. */
    public void flush() {
        if (entryNumber < 0) return;
        for (int cell = 0; cell < reason.length; cell++) {
            if ((closed[cell >> 6] & (1L << cell)) == 0) continue;
            sink.closed(key, cell, entryTime, entryPrice, exitTime, price[cell], reason[cell], net[cell]);
        }
        Arrays.fill(closed, 0);
        entryNumber = -1;
    }
}
