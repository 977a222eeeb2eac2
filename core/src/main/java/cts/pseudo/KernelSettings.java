package cts.pseudo;

/**
 * The rules that every set of a kernel shares.
 *
 * @param costs subtracted from each result
 * @param entryDelay 0: entry at the close of the signal's event; 1: at the open of the next
 * @param maxOpen most open positions per set, 1 or more; {@link #UNLIMITED} for no limit
 * @param cooldown least milliseconds between accepted signals of a set, 0 or more
 * @param timeout milliseconds after which a position is closed, above 0; {@link #NO_TIMEOUT} for never
 */
public record KernelSettings(Costs costs, int entryDelay, int maxOpen, long cooldown, long timeout) {
    public static final int UNLIMITED = Integer.MAX_VALUE;
    public static final long NO_TIMEOUT = Long.MAX_VALUE;

    public KernelSettings {
        if (entryDelay != 0 && entryDelay != 1) {
            throw new IllegalArgumentException("entry delay " + entryDelay + " is neither 0 nor 1");
        }
        if (maxOpen < 1) throw new IllegalArgumentException("max-open " + maxOpen + " is below 1");
        if (cooldown < 0) throw new IllegalArgumentException("cooldown " + cooldown + " ms is below 0");
        if (timeout <= 0) throw new IllegalArgumentException("timeout " + timeout + " ms is not above 0");
    }
}
