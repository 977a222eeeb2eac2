package cts.server.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is moved. */
public final class ManualClock implements InstantSource {
    private final AtomicLong now = new AtomicLong(1_700_000_000_000L);

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now.get());
    }

    public void advance(Duration step) {
        now.addAndGet(step.toMillis());
    }
}
