package cts.server.storage;

import java.time.Duration;

/**
 * How many rows a transaction takes that must not keep the others waiting: as many as the last ones did in the time it may
 * last, within bounds. It shrinks at once and grows by half at most.
 *
 * <p>One thread.
 */
public final class ChunkSize {
    private static final double MOST_GROWTH = 1.5;

    private final int least;
    private final int most;
    private final double aimNanos;
    private int rows;

    /**
     * @param first rows of the first chunk
     * @param least rows of a chunk, even if they take longer than the aim
     * @param most rows of a chunk, even if more would fit
     * @param aim how long a chunk should take
     */
    public ChunkSize(int first, int least, int most, Duration aim) {
        if (least < 1 || first < least || most < first || aim.isNegative() || aim.isZero()) {
            throw new IllegalArgumentException("a chunk needs 1 <= least <= first <= most and an aim above 0");
        }
        this.least = least;
        this.most = most;
        this.aimNanos = aim.toNanos();
        this.rows = first;
    }

    public int rows() {
        return rows;
    }

    /** Learns how long so many rows took. */
    public void took(int done, long nanos) {
        if (done < 1) return;
        double fitting = done * aimNanos / Math.max(1, nanos);
        rows = (int) Math.clamp(Math.min(fitting, rows * MOST_GROWTH), least, most);
    }
}
