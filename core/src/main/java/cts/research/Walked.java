package cts.research;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Tells how many rows of a history several threads have walked, as the mean over them; any thread. */
final class Walked {
    /** Nobody listens. */
    static final Walked UNHEARD = new Walked(rows -> {}, 1, 0);

    private final LongConsumer listener;
    private final int walkers;
    private final long rows;
    private final AtomicLong sum = new AtomicLong();

    /**
     * @param walkers who walk all of the history each
     * @param rows of the history; more is never told, though some rows may be walked twice
     */
    Walked(LongConsumer listener, int walkers, long rows) {
        this.listener = listener;
        this.walkers = walkers;
        this.rows = rows;
    }

    void add(int more) {
        listener.accept(Math.min(rows, sum.addAndGet(more) / walkers));
    }
}
