package cts.server.runtime;

import cts.engine.TradeEngine;
import cts.promotion.SetState;
import cts.server.storage.repository.Sets;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hands over the rows of sets: of those that changed when it is asked for them, and of one that another row refers to before
 * that row. One thread: the loop's.
 */
final class SetFlush {
    private final RowOutlet outlet;
    private final SetIds ids;
    private final SetRows rows;
    /** Sets whose row was handed over since this was made. */
    private final BitSet[] written;

    /** Sets that changed and wait for their turn. */
    private final BitSet[] changed;

    private int from;
    private @Nullable TradeEngine engine;

    SetFlush(RowOutlet outlet, SetIds ids, SetRows rows, int keys) {
        this.outlet = outlet;
        this.ids = ids;
        this.rows = rows;
        written = Stream.generate(BitSet::new).limit(keys).toArray(BitSet[]::new);
        changed = Stream.generate(BitSet::new).limit(keys).toArray(BitSet[]::new);
    }

    void follow(TradeEngine recorded) {
        engine = recorded;
    }

    private TradeEngine engine() {
        if (engine == null) throw new IllegalStateException("the recorder follows no engine yet");
        return engine;
    }

    /** A set that a row refers to; its own row goes first. */
    SetState referred(int key, int cell) {
        SetState set = engine().virtual()
                .sets()
                .set(key, cell)
                .orElseThrow(() -> new IllegalStateException("set " + key + "/" + cell + " has not come to life"));
        if (!written[key].get(cell)) offer(key, cell, set);
        return set;
    }

    private void offer(int key, int cell, SetState set) {
        outlet.offer(Sets.write(rows.row(key, cell, set)));
        written[key].set(cell);
    }

    /** The id of a set that has come to life. */
    String id(int key, int cell) {
        return ids.of(key, cell, referred(key, cell));
    }

    /** The id of the set that the engine calls {@code key/cell}. */
    String id(String name) {
        int slash = name.indexOf('/');
        int key = Integer.parseInt(name, 0, slash, 10);
        int cell = Integer.parseInt(name, slash + 1, name.length(), 10);
        return id(key, cell);
    }

    /**
     * Hands over the rows of some sets that changed, in turn. Rows of a whole grid at once would keep an intent waiting that
     * comes after them.
     *
     * @param most sets, 1 or more
     * @return how many are left for the next time
     */
    int flush(int most) {
        engine().virtual().sets().drainChanged((key, cell, set) -> changed[key].set(cell));
        int left = most;
        for (int keys = 0; keys < changed.length && left > 0; keys++) {
            left -= flushKey(from, left);
            if (changed[from].isEmpty()) from = (from + 1) % changed.length;
        }
        return Arrays.stream(changed).mapToInt(BitSet::cardinality).sum();
    }

    private int flushKey(int key, int most) {
        int flushed = 0;
        for (int cell = changed[key].nextSetBit(0); cell >= 0 && flushed < most; flushed++) {
            changed[key].clear(cell);
            int changedCell = cell;
            engine().virtual().sets().set(key, cell).ifPresent(set -> offer(key, changedCell, set));
            cell = changed[key].nextSetBit(cell + 1);
        }
        return flushed;
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(from);
        for (BitSet ofKey : changed) {
            long[] words = ofKey.toLongArray();
            out.writeInt(words.length);
            for (long word : words) out.writeLong(word);
        }
    }

    void load(DataInput in) throws IOException {
        from = in.readInt();
        for (int key = 0; key < changed.length; key++) {
            long[] words = new long[in.readInt()];
            for (int w = 0; w < words.length; w++) words[w] = in.readLong();
            changed[key] = BitSet.valueOf(words);
        }
    }
}
