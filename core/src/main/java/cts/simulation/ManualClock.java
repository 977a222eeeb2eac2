package cts.simulation;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that shows the time it was set to. One thread owns it. */
public final class ManualClock implements InstantSource {

    private long millis;

    /** A clock that shows that many ms since 1970. */
    public ManualClock(long millis) {
        this.millis = millis;
    }

    /** Moves on; throws {@link IllegalArgumentException} when that would be backwards. */
    public void advance(long by) {
        if (by < 0) {
            throw new IllegalArgumentException("a clock does not run backwards, by " + by + " ms or otherwise");
        }
        millis += by;
    }

    @Override
    public long millis() {
        return millis;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }
}
