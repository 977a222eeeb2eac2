package cts.server.runtime;

import cts.indication.IndicationKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The newest signals, and how many each key has given. Safe for any thread; one writes. */
final class SignalLog {
    private static final int MOST = 20_000;

    /** A signal by number of its key. */
    private record Entry(int key, long time, double strength, double price) {}

    private final List<IndicationKey> keys;
    private final long[] counts;
    private final ArrayDeque<Entry> newest = new ArrayDeque<>();

    SignalLog(List<IndicationKey> keys) {
        this.keys = keys;
        counts = new long[keys.size()];
    }

    synchronized SignalView add(int key, long time, double strength, double price) {
        counts[key]++;
        Entry entry = new Entry(key, time, strength, price);
        newest.addLast(entry);
        if (newest.size() > MOST) newest.removeFirst();
        return view(entry);
    }

    /** The newest {@code limit} signals in [from, to), ascending. */
    synchronized List<SignalView> signals(long from, long to, int limit) {
        List<SignalView> found = new ArrayList<>();
        for (Iterator<Entry> back = newest.descendingIterator(); back.hasNext() && found.size() < limit; ) {
            Entry entry = back.next();
            if (entry.time < from) break;
            if (entry.time < to) found.add(view(entry));
        }
        return found.reversed();
    }

    private SignalView view(Entry entry) {
        IndicationKey key = keys.get(entry.key);
        return new SignalView(entry.time, key.name(), key.direction().code(), entry.strength, entry.price);
    }

    synchronized long[] counts() {
        return counts.clone();
    }

    synchronized void save(DataOutput out) throws IOException {
        for (long count : counts) out.writeLong(count);
        out.writeInt(newest.size());
        for (Entry entry : newest) {
            out.writeInt(entry.key);
            out.writeLong(entry.time);
            out.writeDouble(entry.strength);
            out.writeDouble(entry.price);
        }
    }

    synchronized void load(DataInput in) throws IOException {
        for (int k = 0; k < counts.length; k++) counts[k] = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            newest.addLast(new Entry(in.readInt(), in.readLong(), in.readDouble(), in.readDouble()));
        }
    }
}
