package cts.indication;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * All indications of one symbol. Every event reaches the history; conditions are looked at on the first event of each
 * slot of event time (on candles: on each). A key fires on the edge, when its condition becomes true from one look to the
 * next, and then not again within the validation timeout; an edge within the timeout is lost, not postponed.
 *
 * <p>One thread. Does not allocate.
 */
public final class IndicationBoard {

    /**
     * When to look and when to fire.
     *
     * @param slot milliseconds of event time, above 0
     * @param validationTimeout least milliseconds between two signals of a key, 0 or more
     */
    public record Settings(SymbolHistory.Settings history, long slot, long validationTimeout) {
        public static final Settings DEFAULT = new Settings(SymbolHistory.Settings.DEFAULT, 100, 15_000);

        public Settings {
            if (slot <= 0) throw new IllegalArgumentException("main-interval " + slot + " ms is not above 0");
            if (validationTimeout < 0) {
                throw new IllegalArgumentException("validation-timeout " + validationTimeout + " ms is below 0");
            }
        }

        /** The same on another past. */
        public Settings withHistory(SymbolHistory.Settings other) {
            return new Settings(other, slot, validationTimeout);
        }
    }

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Settings settings;
    private final List<IndicationKey> keys;
    private final SymbolHistory history;
    private final IndicationRule[] rules;
    private final boolean[] held;
    private final long[] lastFired;
    private final int[] fired;
    private long lastSlot = Long.MIN_VALUE;

    public IndicationBoard(IndicationCatalogue catalogue, List<IndicationKey> keys, Settings settings) {
        this.settings = settings;
        this.keys = List.copyOf(keys);
        history = new SymbolHistory(settings.history());
        rules = new IndicationRule[keys.size()];
        for (int k = 0; k < rules.length; k++) {
            IndicationKey key = keys.get(k);
            rules[k] = catalogue.type(key.type()).rule(key.parameters(), history);
        }
        held = new boolean[rules.length];
        lastFired = new long[rules.length];
        Arrays.fill(lastFired, NEVER);
        fired = new int[rules.length];
    }

    public List<IndicationKey> keys() {
        return keys;
    }

    /**
     * The next event.
     *
     * @param time of the event: the close of a candle
     * @param duration of the candle in milliseconds, 0 for a tick
     * @param price of the tick, or the close
     * @return how many of {@link #fired} count
     */
    public int onEvent(long time, long duration, double price) {
        history.add(time, duration, price);
        long slot = Math.floorDiv(time, settings.slot());
        if (duration == 0 && slot == lastSlot) return 0;
        lastSlot = slot;
        int count = 0;
        for (int k = 0; k < rules.length; k++) {
            boolean holds = rules[k].holds(keys.get(k).direction());
            if (holds && !held[k] && time - lastFired[k] >= settings.validationTimeout()) {
                lastFired[k] = time;
                fired[count++] = k;
            }
            held[k] = holds;
        }
        return count;
    }

    /** The numbers of the keys that fired last, ascending; not to be written to. */
    public int[] fired() {
        return fired;
    }

    /** When the key last fired; far in the past if never. */
    public long lastFired(int key) {
        return lastFired[key];
    }

    public boolean isHeld(int key) {
        return held[key];
    }

    /** Of a key whose condition holds, 0 to 1. */
    public double strength(int key) {
        return rules[key].strength(keys.get(key).direction());
    }

    /** Writes the complete state. */
    public void save(DataOutput out) throws IOException {
        history.save(out);
        for (boolean holds : held) out.writeBoolean(holds);
        for (long time : lastFired) out.writeLong(time);
        out.writeLong(lastSlot);
    }

    /** Reads what {@link #save} wrote, into a new board of the same keys and settings. */
    public void load(DataInput in) throws IOException {
        history.load(in);
        for (int k = 0; k < held.length; k++) held[k] = in.readBoolean();
        for (int k = 0; k < lastFired.length; k++) lastFired[k] = in.readLong();
        lastSlot = in.readLong();
    }
}
