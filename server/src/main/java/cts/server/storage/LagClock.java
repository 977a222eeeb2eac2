package cts.server.storage;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Turns positions of a replica into time: it remembers when the primary was where, and a replica that has come to a position
 * is as far behind as that moment lies back. A clock of the servers has no part in it, nor does a primary that rests look like
 * one whose replicas fall behind.
 *
 * <p>One thread.
 */
final class LagClock {
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final Duration bound;
    private final LongSupplier nanoTime;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long position) {}

    /**
     * @param bound a replica further behind is not fit
     * @param nanoTime a ticker such as {@code System::nanoTime}
     */
    LagClock(Duration bound, LongSupplier nanoTime) {
        this.bound = bound;
        this.nanoTime = nanoTime;
    }

    /** The primary is at a position now. */
    void primaryAt(long position) {
        long now = nanoTime.getAsLong();
        samples.addLast(new Sample(now, position));
        while (now - samples.getFirst().nanos() > MEMORY.toNanos()) samples.removeFirst();
    }

    /** How far behind a replica at the position is; empty if longer than a minute, or the primary was not seen yet. */
    Optional<Long> lagMillis(long position) {
        long now = nanoTime.getAsLong();
        if (samples.isEmpty()) return Optional.empty();
        if (position >= samples.getLast().position()) return Optional.of(0L);
        for (Iterator<Sample> newestFirst = samples.descendingIterator(); newestFirst.hasNext(); ) {
            Sample sample = newestFirst.next();
            if (sample.position() <= position) {
                return Optional.of(Duration.ofNanos(now - sample.nanos()).toMillis());
            }
        }
        return Optional.empty();
    }

    long boundMillis() {
        return bound.toMillis();
    }
}
