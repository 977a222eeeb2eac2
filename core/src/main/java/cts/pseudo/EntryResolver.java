package cts.pseudo;

import cts.market.Direction;

/**
 * Closes what an event closes of one entry: stops first, the highest first, so that a cell with a stop loss and a trailing
 * stop leaves at the nearer one; then take profits; then the time-out. Prices are signed (see {@link Ladder}).
 */
final class EntryResolver {
    private final int words;
    private final long[] all;
    private final OpenCounts[] counts;
    private final PseudoListener listener;
    private final PseudoExit exit;
    private final double kept;
    private final double taken;

    EntryResolver(long[] all, Costs costs, OpenCounts[] counts, PseudoListener listener) {
        this.words = all.length;
        this.all = all;
        this.counts = counts;
        this.listener = listener;
        exit = new PseudoExit(words);
        kept = costs.keptWhenSelling();
        taken = costs.takenWhenBuying();
    }

    /** Resolves a touched entry of {@code book} against an event that closes at {@code time}. */
    void resolve(EntryBook book, int slot, long time, double open, double high, double low, double close) {
        exit.key = book.key[slot];
        exit.entryNumber = book.sequence(slot);
        exit.entryTime = book.entryTime[slot];
        exit.exitTime = time;
        closeAtStops(book, slot, open, low);
        closeAtTakeProfits(book, slot, open, high);
        if (book.isTimedOut(slot, time)) close(book, slot, all, close, ExitReason.TIMEOUT);
    }

    private void closeAtStops(EntryBook book, int slot, double open, double low) {
        Ladder ladder = book.ladder;
        double entry = book.entry[slot];
        int rung = book.down[slot];
        long trails = book.hitTrails[slot];
        for (; ; ) {
            double stop = Double.NEGATIVE_INFINITY;
            if (rung < ladder.downFactor.length) {
                double level = entry * ladder.downFactor[rung];
                if (level >= low) stop = level;
            }
            int trail = highest(book, slot, trails);
            double trailStop = trail < 0 ? Double.NEGATIVE_INFINITY : book.hitStop(slot, trail);
            if (stop >= trailStop) {
                if (stop == Double.NEGATIVE_INFINITY) break;
                close(book, slot, ladder.downCells[rung], Math.min(open, stop), ExitReason.STOP_LOSS);
                rung++;
            } else {
                close(book, slot, ladder.trailCells[trail], Math.min(open, trailStop), ExitReason.TRAILING_STOP);
                trails &= ~(1L << trail);
            }
        }
        book.down[slot] = rung;
    }

    private static int highest(EntryBook book, int slot, long trails) {
        int highest = -1;
        for (long rest = trails; rest != 0; rest &= rest - 1) {
            int trail = Long.numberOfTrailingZeros(rest);
            if (highest < 0 || book.hitStop(slot, trail) > book.hitStop(slot, highest)) highest = trail;
        }
        return highest;
    }

    private void closeAtTakeProfits(EntryBook book, int slot, double open, double high) {
        Ladder ladder = book.ladder;
        double entry = book.entry[slot];
        int rung = book.up[slot];
        for (; rung < ladder.upFactor.length; rung++) {
            double level = entry * ladder.upFactor[rung];
            if (level > high) break;
            close(book, slot, ladder.upCells[rung], Math.max(open, level), ExitReason.TAKE_PROFIT);
            book.startTrails(slot, rung);
        }
        book.up[slot] = rung;
    }

    private void close(EntryBook book, int slot, long[] cells, double signedPrice, ExitReason reason) {
        long[] open = book.open;
        int at = slot * words;
        long any = 0;
        for (int w = 0; w < words; w++) {
            long closing = open[at + w] & cells[w];
            exit.cells[w] = closing;
            open[at + w] &= ~closing;
            any |= closing;
        }
        if (any == 0) return;
        int sign = book.direction.sign();
        double entry = sign * book.entry[slot];
        double price = sign * signedPrice;
        exit.entryPrice = entry;
        exit.exitPrice = price;
        exit.reason = reason;
        exit.net = (book.direction == Direction.LONG ? price * kept - entry * taken : entry * kept - price * taken)
                / entry;
        counts[exit.key].close(exit.cells);
        listener.closed(exit);
    }
}
