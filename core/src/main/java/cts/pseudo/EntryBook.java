package cts.pseudo;

import cts.market.Direction;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The entries of one direction that have open positions, with the index that finds the ones an event touches: a heap of
 * next levels up, a heap of next levels down, a {@link TrailingQueue} per trailing stop, and the order of entry for
 * time-outs. An event that touches nobody costs four comparisons. Prices are signed (see {@link Ladder}).
 *
 * <p>An entry lives in a slot of the columns until all its cells are closed. What is left of it in the index then is
 * dropped when it comes up, or all at once when the dead outnumber the living.
 */
final class EntryBook {
    private static final int NEVER_PURGED_BELOW = 64;

    final Ladder ladder;
    final Direction direction;
    private final int words;
    private final int trails;
    private final long timeout;

    double[] entry = new double[64];
    long[] entryTime = new long[64];
    private long[] sequence = new long[64];
    int[] key = new int[64];
    /** Next rung that is not yet reached. */
    int[] up = new int[64];

    int[] down = new int[64];
    /** Trailing stops hit by the current event, and where they stood. */
    long[] hitTrails = new long[64];

    double[] hitStop;
    /** Cells with an open position, {@link #words} per slot. */
    long[] open;

    private boolean[] alive = new boolean[64];
    private boolean[] waitsUp = new boolean[64];
    private boolean[] waitsDown = new boolean[64];
    private int used;
    private int[] free = new int[64];
    private int freeCount;
    private int[] dead = new int[64];
    private int deadCount;
    private int aliveCount;

    private final ThresholdHeap ups = new ThresholdHeap();
    private final ThresholdHeap downs = new ThresholdHeap();
    private final TrailingQueue[] queues;
    private final SlotQueue byEntry = new SlotQueue();

    private double upGate;
    private double stopGate;
    private double liftGate;
    private long timeoutGate;

    final TouchedSlots touched = new TouchedSlots();
    /** Trailing stops that start with the current event: slot, then number, in pairs. */
    private int[] starting = new int[64];

    private int startingCount;

    EntryBook(Ladder ladder, Direction direction, int words, long timeout) {
        this.ladder = ladder;
        this.direction = direction;
        this.words = words;
        this.timeout = timeout;
        trails = ladder.trailFactor.length;
        hitStop = new double[64 * trails];
        open = new long[64 * words];
        queues = new TrailingQueue[trails];
        for (int v = 0; v < trails; v++) queues[v] = new TrailingQueue(ladder.trailFactor[v]);
        setGates();
    }

    /** Whether an event can be passed over: it touches nobody and lifts nobody. */
    boolean isQuiet(double low, double high, long closeTime) {
        return low > stopGate && high < upGate && high <= liftGate && closeTime < timeoutGate;
    }

    int aliveCount() {
        return aliveCount;
    }

    /** Opens an entry for the cells in {@code mask}; it waits for nothing until {@link #await}. */
    int add(int keyNumber, long number, double price, long time, long[] mask) {
        int slot = freeCount > 0 ? free[--freeCount] : newSlot();
        key[slot] = keyNumber;
        sequence[slot] = number;
        entry[slot] = price;
        entryTime[slot] = time;
        up[slot] = 0;
        down[slot] = 0;
        hitTrails[slot] = 0;
        System.arraycopy(mask, 0, open, slot * words, words);
        alive[slot] = true;
        aliveCount++;
        if (timeout != KernelSettings.NO_TIMEOUT) byEntry.add(slot);
        return slot;
    }

    /** Marks an entry that meets its first event: it may be touched by anything. */
    void touchFresh(int slot, double low) {
        touched.add(slot);
        for (int v : ladder.immediateTrails) {
            double stop = entry[slot] * ladder.trailFactor[v];
            if (stop >= low) hit(slot, v, stop);
        }
    }

    /** Finds whom an event touches, into {@link #touched}. */
    void collect(double low, double high, long closeTime) {
        while (ups.lowest() <= high) {
            int slot = ups.poll();
            waitsUp[slot] = false;
            if (alive[slot]) touched.add(slot);
        }
        while (downs.lowest() <= -low) {
            int slot = downs.poll();
            waitsDown[slot] = false;
            if (alive[slot]) touched.add(slot);
        }
        for (int v = 0; v < trails; v++) {
            TrailingQueue queue = queues[v];
            for (double stop = queue.highestStop(); stop >= low; stop = queue.highestStop()) {
                for (int slot = queue.pollGroup(); slot >= 0; slot = queue.after(slot)) {
                    if (!alive[slot]) continue;
                    touched.add(slot);
                    hit(slot, v, stop);
                }
            }
        }
        while (!byEntry.isEmpty()) {
            int slot = byEntry.first();
            if (alive[slot]) {
                if (closeTime - entryTime[slot] < timeout) break;
                touched.add(slot);
            }
            byEntry.removeFirst();
        }
    }

    private void hit(int slot, int trail, double stop) {
        hitTrails[slot] |= 1L << trail;
        hitStop[slot * trails + trail] = stop;
    }

    /** The number of a touched entry; beyond the last one the greatest there is. */
    long touchedSequence(int index) {
        return index < touched.count() ? sequence[touched.get(index)] : Long.MAX_VALUE;
    }

    long sequence(int slot) {
        return sequence[slot];
    }

    /** Puts the touched slots in order of entry. */
    void sortTouched() {
        touched.sort(sequence);
    }

    double hitStop(int slot, int trail) {
        return hitStop[slot * trails + trail];
    }

    boolean isTimedOut(int slot, long closeTime) {
        return closeTime - entryTime[slot] >= timeout;
    }

    /** The trailing stops that start at a rung, for the cells still open, will stand from the next event on. */
    void startTrails(int slot, int rung) {
        for (int v : ladder.upStarts[rung]) {
            if (isOpen(slot, ladder.trailCells[v])) start(slot, v);
        }
    }

    /** The same for an entry that has met its first event and for stops that stand from the entry on. */
    void startImmediateTrails(int slot) {
        for (int v : ladder.immediateTrails) {
            if (isOpen(slot, ladder.trailCells[v])) start(slot, v);
        }
    }

    private void start(int slot, int trail) {
        if (startingCount == starting.length) starting = Arrays.copyOf(starting, 2 * startingCount);
        starting[startingCount++] = slot;
        starting[startingCount++] = trail;
    }

    /** Ends the look at a touched entry: it waits for its next levels, or is dead. */
    void release(int slot) {
        touched.release(slot);
        hitTrails[slot] = 0;
        if (hasOpen(slot)) await(slot);
        else bury(slot);
    }

    /** Puts an entry where its next useful levels will find it. */
    void await(int slot) {
        if (!waitsUp[slot]) {
            int rung = usefulUp(slot);
            up[slot] = rung;
            if (rung < ladder.upFactor.length) {
                ups.add(entry[slot] * ladder.upFactor[rung], slot);
                waitsUp[slot] = true;
            }
        }
        if (!waitsDown[slot]) {
            int rung = usefulDown(slot);
            down[slot] = rung;
            if (rung < ladder.downFactor.length) {
                downs.add(-(entry[slot] * ladder.downFactor[rung]), slot);
                waitsDown[slot] = true;
            }
        }
    }

    private int usefulUp(int slot) {
        int rung = up[slot];
        while (rung < ladder.upFactor.length && !isUseful(slot, rung)) rung++;
        return rung;
    }

    private int usefulDown(int slot) {
        int rung = down[slot];
        while (rung < ladder.downFactor.length && !isOpen(slot, ladder.downCells[rung])) rung++;
        return rung;
    }

    private boolean isUseful(int slot, int rung) {
        if (isOpen(slot, ladder.upCells[rung])) return true;
        for (int v : ladder.upStarts[rung]) if (isOpen(slot, ladder.trailCells[v])) return true;
        return false;
    }

    private boolean isOpen(int slot, long[] cells) {
        int at = slot * words;
        for (int w = 0; w < words; w++) if ((open[at + w] & cells[w]) != 0) return true;
        return false;
    }

    boolean hasOpen(int slot) {
        int at = slot * words;
        for (int w = 0; w < words; w++) if (open[at + w] != 0) return true;
        return false;
    }

    /** Tells {@code state} of the living entries. */
    void describe(KernelState state) {
        for (int slot = 0; slot < used; slot++) {
            if (alive[slot]) state.open(key[slot], sequence[slot], open, slot * words);
        }
    }

    /** Closes the positions of some cells of a key without a result. */
    void drop(int keyNumber, long[] cells) {
        for (int slot = 0; slot < used; slot++) {
            if (!alive[slot] || key[slot] != keyNumber) continue;
            for (int w = 0; w < words; w++) open[slot * words + w] &= ~cells[w];
            if (!hasOpen(slot)) bury(slot);
        }
    }

    private void bury(int slot) {
        alive[slot] = false;
        aliveCount--;
        if (deadCount == dead.length) dead = Arrays.copyOf(dead, 2 * deadCount);
        dead[deadCount++] = slot;
    }

    /** Ends an event: best prices rise to {@code high}, trailing stops that started stand. */
    void finish(double high) {
        touched.clear();
        if (high > liftGate) for (TrailingQueue queue : queues) queue.lift(high);
        for (int i = 0; i < startingCount; i += 2) {
            if (alive[starting[i]]) queues[starting[i + 1]].join(starting[i], high);
        }
        startingCount = 0;
        if (deadCount > NEVER_PURGED_BELOW && deadCount > aliveCount) purge();
        setGates();
    }

    /** Lets an entry wait that opened at the close of an event, after {@link #finish}. */
    void settle(int slot) {
        await(slot);
        for (int v : ladder.immediateTrails) {
            if (isOpen(slot, ladder.trailCells[v])) queues[v].join(slot, entry[slot]);
        }
        setGates();
    }

    private void setGates() {
        upGate = ups.lowest();
        stopGate = -downs.lowest();
        liftGate = Double.POSITIVE_INFINITY;
        for (TrailingQueue queue : queues) {
            stopGate = Math.max(stopGate, queue.highestStop());
            liftGate = Math.min(liftGate, queue.lowestBest());
        }
        timeoutGate = byEntry.isEmpty() ? Long.MAX_VALUE : entryTime[byEntry.first()] + timeout;
    }

    private void purge() {
        ups.retain(alive);
        downs.retain(alive);
        for (TrailingQueue queue : queues) queue.retain(alive);
        byEntry.retain(alive);
        if (freeCount + deadCount > free.length)
            free = Arrays.copyOf(free, Math.max(freeCount + deadCount, 2 * free.length));
        for (int i = 0; i < deadCount; i++) {
            waitsUp[dead[i]] = false;
            waitsDown[dead[i]] = false;
            free[freeCount++] = dead[i];
        }
        deadCount = 0;
    }

    private int newSlot() {
        if (used == entry.length) grow(2 * used);
        return used++;
    }

    private void grow(int capacity) {
        entry = Arrays.copyOf(entry, capacity);
        entryTime = Arrays.copyOf(entryTime, capacity);
        sequence = Arrays.copyOf(sequence, capacity);
        key = Arrays.copyOf(key, capacity);
        up = Arrays.copyOf(up, capacity);
        down = Arrays.copyOf(down, capacity);
        hitTrails = Arrays.copyOf(hitTrails, capacity);
        hitStop = Arrays.copyOf(hitStop, capacity * trails);
        open = Arrays.copyOf(open, capacity * words);
        alive = Arrays.copyOf(alive, capacity);
        touched.grow(capacity);
        waitsUp = Arrays.copyOf(waitsUp, capacity);
        waitsDown = Arrays.copyOf(waitsDown, capacity);
    }

    /** Writes the living entries; between events only. */
    void save(DataOutput out) throws IOException {
        purge();
        int[] newSlot = new int[used];
        out.writeInt(aliveCount);
        int count = 0;
        for (int slot : slotsByEntry()) {
            newSlot[slot] = count++;
            out.writeInt(key[slot]);
            out.writeLong(sequence[slot]);
            out.writeDouble(entry[slot]);
            out.writeLong(entryTime[slot]);
            // One that still waits for a level of cells that have closed is in the same state as one that does not.
            out.writeInt(usefulUp(slot));
            out.writeInt(usefulDown(slot));
            for (int w = 0; w < words; w++) out.writeLong(open[slot * words + w]);
        }
        for (TrailingQueue queue : queues) queue.save(out, newSlot);
    }

    /** Reads what {@link #save} wrote into an empty book of the same ladder. */
    void load(DataInput in) throws IOException {
        long[] mask = new long[words];
        for (int count = in.readInt(); count > 0; count--) {
            int keyNumber = in.readInt();
            long number = in.readLong();
            double price = in.readDouble();
            long time = in.readLong();
            int rungUp = in.readInt();
            int rungDown = in.readInt();
            for (int w = 0; w < words; w++) mask[w] = in.readLong();
            int slot = add(keyNumber, number, price, time, mask);
            up[slot] = rungUp;
            down[slot] = rungDown;
            await(slot);
        }
        for (TrailingQueue queue : queues) queue.load(in);
        setGates();
    }

    long[] openCells(int slot) {
        return Arrays.copyOfRange(open, slot * words, (slot + 1) * words);
    }

    /** The living slots in order of entry. */
    int[] slotsByEntry() {
        long[] order = new long[aliveCount];
        int[] slots = new int[aliveCount];
        int count = 0;
        for (int slot = 0; slot < used; slot++) if (alive[slot]) order[count++] = sequence[slot];
        Arrays.sort(order);
        for (int slot = 0; slot < used; slot++) {
            if (alive[slot]) slots[Arrays.binarySearch(order, sequence[slot])] = slot;
        }
        return slots;
    }
}
