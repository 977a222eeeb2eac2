package cts.promotion;

import cts.performance.OutcomeLog;
import cts.pseudo.ExitGrid;
import cts.pseudo.PseudoExit;
import cts.pseudo.PseudoListener;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All sets of one kernel. Takes in what the kernel opens and closes, keeps each set's record and lets the gates judge it.
 * A set comes to life with its first position.
 *
 * <p>One thread: the kernel's.
 */
public final class SetBook implements PseudoListener {
    private static final int COMPACT_FROM = 256;

    private final Gates gates;
    private final VerdictListener verdicts;
    private final ExitGrid grid;
    private final OutcomeLog[] logs;
    private final int[] compactAt;
    private final @Nullable SetState[][] sets;
    /** Cells per key whose set has come to life. */
    private final long[][] alive;
    /** Cells per level above Base and key that are at that level or beyond it. */
    private final long[][][] atLevel;
    /** Cells per key that changed since they were last asked for. */
    private final long[][] changed;

    private long historyUntil = Long.MIN_VALUE;
    /** Of the last opening or close. */
    private long now;

    /**
     * An empty book.
     *
     * @param keys how many streams of signals there are
     * @param verdicts hears every change of status and level
     */
    public SetBook(ExitGrid grid, int keys, Gates gates, VerdictListener verdicts) {
        this.grid = grid;
        this.gates = gates;
        this.verdicts = verdicts;
        logs = new OutcomeLog[keys];
        compactAt = new int[keys];
        sets = new @Nullable SetState[keys][];
        int words = grid.words();
        alive = new long[keys][words];
        changed = new long[keys][words];
        atLevel = new long[Level.values().length][keys][words];
        for (int key = 0; key < keys; key++) {
            logs[key] = new OutcomeLog();
            compactAt[key] = COMPACT_FROM;
            sets[key] = new @Nullable SetState[grid.size()];
        }
    }

    /** Closes before {@code time} come from history: they count up to Main, not beyond. */
    public void historyUntil(long time) {
        historyUntil = time;
    }

    /** Before which time the results come from history. */
    public long historyUntil() {
        return historyUntil;
    }

    @Override
    public void opened(int key, long entryNumber, long time, double price, long[] cells) {
        now = time;
        for (int w = 0; w < cells.length; w++) {
            for (long first = cells[w] & ~alive[key][w]; first != 0; first &= first - 1) {
                sets[key][(w << 6) + Long.numberOfTrailingZeros(first)] = new SetState(logs[key]);
            }
            alive[key][w] |= cells[w];
            changed[key][w] |= cells[w];
            for (long rest = cells[w]; rest != 0; rest &= rest - 1) {
                int cell = (w << 6) + Long.numberOfTrailingZeros(rest);
                SetState set = sets[key][cell];
                if (set != null) gates.opened(set, key, cell, time, verdicts);
            }
        }
    }

    @Override
    public void closed(PseudoExit exit) {
        int key = exit.key();
        now = exit.exitTime();
        OutcomeLog log = logs[key];
        if (log.size() >= compactAt[key]) compact(key);
        int row = log.add(exit, exit.exitTime() < historyUntil);
        long[] cells = exit.cells();
        for (int w = 0; w < cells.length; w++) {
            changed[key][w] |= cells[w];
            for (long rest = cells[w]; rest != 0; rest &= rest - 1) {
                closed(key, (w << 6) + Long.numberOfTrailingZeros(rest), log, row);
            }
        }
    }

    private void closed(int key, int cell, OutcomeLog log, int row) {
        SetState set = sets[key][cell];
        if (set == null) throw new IllegalStateException("set " + key + "/" + cell + " closed before it opened");
        Level before = set.level();
        gates.closed(set, log, key, cell, row, verdicts);
        if (set.level() != before) setLevel(key, cell, set.level());
    }

    private void setLevel(int key, int cell, Level reached) {
        for (Level level : Level.values()) {
            long[] mask = atLevel[number(level)][key];
            if (level.compareTo(reached) <= 0) mask[cell >> 6] |= 1L << cell;
            else mask[cell >> 6] &= ~(1L << cell);
        }
    }

    private static int number(Level level) {
        return switch (level) {
            case BASE -> 0;
            case MAIN -> 1;
            case REAL -> 2;
            case EXCHANGE -> 3;
        };
    }

    /** Rewrites a key's log without the rows that no history refers to any more; sets that have rested lose theirs. */
    private void compact(int key) {
        for (SetState set : sets[key]) if (set != null && gates.hasRested(set, now)) set.forget();
        BitSet used = new BitSet(logs[key].size());
        for (SetState set : sets[key]) if (set != null) set.mark(used);
        int[] newRow = logs[key].compact(used);
        for (SetState set : sets[key]) if (set != null) set.renumber(newRow);
        compactAt[key] = compactAt(logs[key]);
    }

    /** Often enough that little lies about unused. */
    private static int compactAt(OutcomeLog log) {
        return Math.max(COMPACT_FROM, log.size() + log.size() / 4);
    }

    /** The set, if it has come to life. */
    public Optional<SetState> set(int key, int cell) {
        return Optional.ofNullable(sets[key][cell]);
    }

    /** The mask of the cells of a key that are at {@code level} or beyond, MAIN at least; not to be written to. */
    public long[] atLevel(int key, Level level) {
        return atLevel[number(level)][key];
    }

    /** How many sets have come to life. */
    public int aliveCount() {
        int count = 0;
        for (long[] ofKey : alive) for (long word : ofKey) count += Long.bitCount(word);
        return count;
    }

    /** How many sets of a key have come to life. */
    public int aliveCount(int key) {
        int count = 0;
        for (long word : alive[key]) count += Long.bitCount(word);
        return count;
    }

    /** How many sets are at {@code level} or beyond, MAIN at least. */
    public int countAt(Level level) {
        int count = 0;
        for (long[] ofKey : atLevel[number(level)]) for (long word : ofKey) count += Long.bitCount(word);
        return count;
    }

    /** Visits each set that opened or closed since the last call, and forgets that it did. */
    public void drainChanged(SetVisitor visitor) {
        for (int key = 0; key < changed.length; key++) {
            for (int w = 0; w < changed[key].length; w++) {
                for (long rest = changed[key][w]; rest != 0; rest &= rest - 1) {
                    int cell = (w << 6) + Long.numberOfTrailingZeros(rest);
                    SetState set = sets[key][cell];
                    if (set != null) visitor.visit(key, cell, set);
                }
                changed[key][w] = 0;
            }
        }
    }

    /** Visits each set that has come to life, in order of key and cell. */
    public void forEach(SetVisitor visitor) {
        for (int key = 0; key < sets.length; key++) {
            for (int cell = 0; cell < grid.size(); cell++) {
                SetState set = sets[key][cell];
                if (set != null) visitor.visit(key, cell, set);
            }
        }
    }

    /** Is shown sets. */
    @FunctionalInterface
    public interface SetVisitor {
        void visit(int key, int cell, SetState set);
    }

    /** Writes the complete state; between events only. */
    public void save(DataOutput out) throws IOException {
        out.writeLong(historyUntil);
        out.writeLong(now);
        for (int key = 0; key < sets.length; key++) {
            compact(key);
            logs[key].save(out);
            for (long word : alive[key]) out.writeLong(word);
            for (long word : changed[key]) out.writeLong(word);
            for (SetState set : sets[key]) if (set != null) set.save(out);
        }
    }

    /** Reads what {@link #save} wrote, into a new book of the same grid and keys. */
    public void load(DataInput in) throws IOException {
        historyUntil = in.readLong();
        now = in.readLong();
        for (int key = 0; key < sets.length; key++) {
            logs[key].load(in);
            compactAt[key] = compactAt(logs[key]);
            for (int w = 0; w < alive[key].length; w++) alive[key][w] = in.readLong();
            for (int w = 0; w < changed[key].length; w++) changed[key][w] = in.readLong();
            for (int cell = 0; cell < grid.size(); cell++) {
                if ((alive[key][cell >> 6] & (1L << cell)) == 0) continue;
                SetState set = new SetState(logs[key]);
                set.load(in);
                sets[key][cell] = set;
                setLevel(key, cell, set.level());
            }
        }
    }
}
