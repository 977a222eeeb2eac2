package cts.exchange;

/**
 * A limit of an exchange: at most {@code capacity} weight within any {@code length} ms, of which {@code reserve} is kept
 * for cancels.
 */
public record RateWindow(long length, int capacity, int reserve) {

    public RateWindow {
        if (length <= 0 || capacity <= 0 || reserve < 0 || reserve >= capacity) {
            throw new IllegalArgumentException(
                    "a window of " + length + " ms with " + capacity + " and a reserve of " + reserve
                            + " lets nothing through; length and capacity are above 0, the reserve is below capacity");
        }
    }

    /** A window that keeps a tenth, at least 1, for cancels. */
    public static RateWindow of(long length, int capacity) {
        return new RateWindow(length, capacity, Math.max(1, capacity / 10));
    }
}
