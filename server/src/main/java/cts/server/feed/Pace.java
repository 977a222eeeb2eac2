package cts.server.feed;

import java.util.function.LongSupplier;

/**
 * Lets event time pass at a multiple of real time. Time during which nobody asks for long does not pass: after a pause the
 * market goes on where it stood.
 *
 * <p>One thread.
 */
final class Pace {
    private static final long LONGEST_STEP = 250_000_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final double speed;
    private final LongSupplier nanoTime;
    private double eventTime;
    private long lastAsked;

    /**
     * A pace that begins at an event time.
     *
     * @param speed times real time, positive infinity for as fast as possible
     * @param nanoTime a ticker such as {@code System::nanoTime}
     */
    Pace(double speed, long eventTime, LongSupplier nanoTime) {
        this.speed = speed;
        this.eventTime = eventTime;
        this.nanoTime = nanoTime;
        lastAsked = nanoTime.getAsLong();
    }

    /** How many milliseconds of real time until {@code time} is reached; 0 when it is. */
    long millisUntil(long time) {
        if (speed == Double.POSITIVE_INFINITY) return 0;
        long now = nanoTime.getAsLong();
        eventTime += Math.min(now - lastAsked, LONGEST_STEP) / NANOS_PER_MILLI * speed;
        lastAsked = now;
        return time <= eventTime ? 0 : (long) Math.ceil((time - eventTime) / speed);
    }
}
