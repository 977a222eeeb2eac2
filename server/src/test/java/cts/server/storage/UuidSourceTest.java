package cts.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UuidSourceTest {
    private final AtomicLong now = new AtomicLong(1_700_000_000_123L);

    @Test
    void carriesVersionVariantAndTime() {
        UUID id = UUID.fromString(source(1).next());

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(now.get());
    }

    @Test
    void growsStrictlyWithinAMillisecondAndWhenTheClockGoesBack() {
        UuidSource source = source(2);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (i == 15_000) {
                now.addAndGet(-60_000);
            }
            ids.add(source.next());
        }

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void isTheSameAgainFromTheSameState() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        UuidSource source = new UuidSource(() -> Instant.ofEpochMilli(now.get()), random::nextLong);
        source.next();
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        source.save(new DataOutputStream(saved));
        SplittableRandom first = new SplittableRandom(4);
        SplittableRandom second = new SplittableRandom(4);
        UuidSource again = restored(saved.toByteArray(), first);
        UuidSource oneMore = restored(saved.toByteArray(), second);

        for (int i = 0; i < 100; i++) {
            assertThat(again.next()).isEqualTo(oneMore.next());
        }
    }

    private UuidSource restored(byte[] saved, SplittableRandom random) throws IOException {
        UuidSource source = new UuidSource(() -> Instant.ofEpochMilli(now.get()), random::nextLong);
        source.restore(new DataInputStream(new ByteArrayInputStream(saved)));
        return source;
    }

    private UuidSource source(long seed) {
        return new UuidSource(() -> Instant.ofEpochMilli(now.get()), new SplittableRandom(seed)::nextLong);
    }
}
