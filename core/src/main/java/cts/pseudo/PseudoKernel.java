package cts.pseudo;

import cts.market.Direction;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The kernel: opens a pseudo position in every cell of a grid for every signal, and closes each where its exits say.
 * Sweep, backtest, replay, paper and live trading all call {@link #onEvent} and nothing else.
 *
 * <p>A kernel serves one symbol and one grid. Signals come under keys; a key has a direction, and each (key, cell) is a
 * set. Within an event, in this order: entries waiting since the last event open at its open; signals are accepted
 * against the positions open when it began; stops, take profits and time-outs close, in order of entry, stops first; best
 * prices rise and trailing stops move, effective from the next event; with entry delay 0, accepted signals open at its
 * close.
 *
 * <p>One thread. Does not allocate on an event once its arrays have grown to the load.
 */
public final class PseudoKernel {
    private final ExitGrid grid;
    private final KernelSettings settings;
    private final PseudoListener listener;
    private final Direction[] directions;
    private final OpenCounts[] counts;
    private final EntryBook longs;
    private final EntryBook shorts;
    private final EntryResolver resolver;
    private final AcceptedSignals accepted;
    private final long[] mask;
    /** Of the next signal. */
    private long nextNumber;
    /** Entries from this number on meet their first event. */
    private long firstFresh;

    /**
     * @param directions of the keys, by number
     * @param listener hears openings and exits
     */
    public PseudoKernel(ExitGrid grid, List<Direction> directions, KernelSettings settings, PseudoListener listener) {
        this(grid, directions, settings, listener, 0);
    }

    /**
     * A kernel that begins in the middle.
     *
     * @param firstNumber of its first signal, so that entries have the number they have in a kernel that began before
     */
    public PseudoKernel(
            ExitGrid grid,
            List<Direction> directions,
            KernelSettings settings,
            PseudoListener listener,
            long firstNumber) {
        nextNumber = firstNumber;
        this.grid = grid;
        this.settings = settings;
        this.listener = listener;
        this.directions = directions.toArray(Direction[]::new);
        int words = grid.words();
        long[] all = grid.all();
        counts = new OpenCounts[this.directions.length];
        for (int k = 0; k < counts.length; k++) {
            counts[k] = new OpenCounts(all, settings.maxOpen(), settings.cooldown());
        }
        longs = new EntryBook(new Ladder(grid, Direction.LONG), Direction.LONG, words, settings.timeout());
        shorts = new EntryBook(new Ladder(grid, Direction.SHORT), Direction.SHORT, words, settings.timeout());
        resolver = new EntryResolver(all, settings.costs(), counts, listener);
        accepted = new AcceptedSignals(words);
        mask = new long[words];
    }

    public ExitGrid grid() {
        return grid;
    }

    public KernelSettings settings() {
        return settings;
    }

    /** Entries with open positions, plus accepted ones that wait for the next event. */
    public int openEntries() {
        return longs.aliveCount() + shorts.aliveCount() + accepted.size();
    }

    /** Open positions of a set, those included that wait for their entry. */
    public int open(int key, int cell) {
        return counts[key].open(cell);
    }

    /** Shows every open entry in order, with its net result if it closed at {@code price}. */
    public void forEachOpen(double price, OpenVisitor visitor) {
        for (EntryBook book : List.of(longs, shorts)) {
            for (int slot : book.slotsByEntry()) {
                double entry = book.direction.sign() * book.entry[slot];
                double net = settings.costs().net(book.direction, entry, price);
                visitor.open(book.key[slot], book.entryTime[slot], entry, net, book.openCells(slot));
            }
        }
    }

    /**
     * One candle or tick, and the signals that come at its close. Events must come in order of time.
     *
     * @param openTime when it opens; for a tick the same as closeTime
     * @param closeTime when it closes: its time
     * @param signals keys that fire, each at most once
     * @param signalCount how many of them count
     */
    public void onEvent(
            long openTime,
            long closeTime,
            double open,
            double high,
            double low,
            double close,
            int[] signals,
            int signalCount) {
        if (signalCount == 0
                && accepted.size() == 0
                && longs.isQuiet(low, high, closeTime)
                && shorts.isQuiet(-high, -low, closeTime)) {
            return;
        }
        firstFresh = accepted.size() > 0 ? accepted.number(0) : nextNumber;
        openWaiting(openTime, open, high, low);
        for (int i = 0; i < signalCount; i++) {
            accept(signals[i], closeTime);
        }
        longs.collect(low, high, closeTime);
        shorts.collect(-high, -low, closeTime);
        resolve(closeTime, open, high, low, close);
        longs.finish(high);
        shorts.finish(-low);
        if (settings.entryDelay() == 0) openAtClose(closeTime, close);
    }

    private void accept(int key, long time) {
        long number = nextNumber++;
        if (!counts[key].accept(time, mask)) return;
        accepted.add(key, number, mask);
        listener.accepted(key, time, mask);
    }

    private void openWaiting(long time, double price, double high, double low) {
        for (int i = 0; i < accepted.size(); i++) {
            EntryBook book = book(accepted.key(i));
            book.touchFresh(open(i, time, price), book == longs ? low : -high);
        }
        accepted.clear();
    }

    private void openAtClose(long time, double price) {
        for (int i = 0; i < accepted.size(); i++) book(accepted.key(i)).settle(open(i, time, price));
        accepted.clear();
    }

    private int open(int index, long time, double price) {
        int key = accepted.key(index);
        accepted.copyCells(index, mask);
        long number = accepted.number(index);
        listener.opened(key, number, time, price, mask);
        return book(key).add(key, number, directions[key].sign() * price, time, mask);
    }

    private EntryBook book(int key) {
        return directions[key] == Direction.LONG ? longs : shorts;
    }

    /** Both directions together, in order of entry. */
    private void resolve(long time, double open, double high, double low, double close) {
        longs.sortTouched();
        shorts.sortTouched();
        int l = 0;
        int s = 0;
        while (l < longs.touched.count() || s < shorts.touched.count()) {
            if (longs.touchedSequence(l) < shorts.touchedSequence(s)) {
                resolve(longs, longs.touched.get(l++), time, open, high, low, close);
            } else {
                resolve(shorts, shorts.touched.get(s++), time, -open, -low, -high, -close);
            }
        }
    }

    private void resolve(EntryBook book, int slot, long time, double open, double high, double low, double close) {
        resolver.resolve(book, slot, time, open, high, low, close);
        if (book.sequence(slot) >= firstFresh) book.startImmediateTrails(slot);
        book.release(slot);
    }

    /** Tells {@code state} everything that the future of each cell depends on; between events only. */
    void describe(long time, KernelState state) {
        longs.describe(state);
        shorts.describe(state);
        for (int i = 0; i < accepted.size(); i++) {
            state.open(accepted.key(i), accepted.number(i), accepted.cells(i), 0);
        }
        for (int key = 0; key < counts.length; key++) counts[key].describe(key, time, state);
    }

    /** Takes cells out: their positions are gone without a result, and they accept no more. Between events only. */
    public void drop(CellMasks cells) {
        for (int key = 0; key < counts.length; key++) {
            counts[key].drop(cells.of(key));
            accepted.drop(key, cells.of(key));
            book(key).drop(key, cells.of(key));
        }
    }

    /** Whether every cell of every key has been dropped. */
    public boolean isOver() {
        for (OpenCounts count : counts) if (!count.isOver()) return false;
        return true;
    }

    /** Writes the complete state; between events only. */
    public void save(DataOutput out) throws IOException {
        out.writeLong(nextNumber);
        accepted.save(out);
        for (OpenCounts count : counts) count.save(out);
        longs.save(out);
        shorts.save(out);
    }

    /** Reads what {@link #save} wrote, into a new kernel of the same grid, keys and settings. */
    public void load(DataInput in) throws IOException {
        nextNumber = in.readLong();
        accepted.load(in);
        for (OpenCounts count : counts) count.load(in);
        longs.load(in);
        shorts.load(in);
    }
}
