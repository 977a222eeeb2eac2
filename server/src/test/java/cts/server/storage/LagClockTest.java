package cts.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LagClockTest {
    private final AtomicLong nanos = new AtomicLong(7);
    private final LagClock clock = new LagClock(Duration.ofSeconds(1), nanos::get);

    @Test
    void aReplicaIsAsFarBehindAsThePrimaryWasThereLongAgo() {
        clock.primaryAt(100);
        pass(250);
        clock.primaryAt(200);
        pass(250);
        clock.primaryAt(300);
        pass(40);

        assertThat(clock.lagMillis(300)).contains(0L);
        assertThat(clock.lagMillis(299)).contains(290L);
        assertThat(clock.lagMillis(200)).contains(290L);
        assertThat(clock.lagMillis(199)).contains(540L);
        assertThat(clock.lagMillis(99)).isEmpty();
    }

    @Test
    void aPrimaryThatRestsDoesNotLeaveItsReplicasBehind() {
        for (int look = 0; look < 1_000; look++) {
            clock.primaryAt(100);
            pass(250);
        }

        assertThat(clock.lagMillis(100)).contains(0L);
        assertThat(clock.lagMillis(99)).isEmpty();
    }

    @Test
    void nothingIsKnownBeforeThePrimaryWasSeen() {
        assertThat(clock.lagMillis(100)).isEmpty();
    }

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }
}
