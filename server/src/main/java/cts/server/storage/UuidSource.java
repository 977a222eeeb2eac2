package cts.server.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Makes the ids of all rows: UUID version 7 (RFC 9562) as 36 characters of text. They begin with the time, so they sort as
 * they were made and new rows land at the end of an index.
 *
 * <p>48 bits are milliseconds since 1970, 12 bits count within a millisecond from a random start, 62 bits are random. Ids of
 * one source grow strictly: when the count is used up, or the clock goes back, the time is carried on from the last id.
 *
 * <p>With the same clock, random numbers and saved state a source makes the same ids again, so a replay meets the rows it
 * wrote before.
 *
 * <p>Safe for use by several threads.
 */
public final class UuidSource {
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final int MOST_COUNT = 0xFFF;

    private final InstantSource clock;
    private final LongSupplier random;
    private long lastTime = -1;
    private int count;

    /**
     * @param clock time of the ids
     * @param random 64 random bits per call; from {@code SecureRandom} where ids must not be guessed
     */
    public UuidSource(InstantSource clock, LongSupplier random) {
        this.clock = clock;
        this.random = random;
    }

    /** The next id, greater than all before. */
    public synchronized String next() {
        long bits = random.getAsLong();
        long now = clock.millis();
        if (now > lastTime) {
            lastTime = now;
            // The upper half of the count stays free, so that a millisecond has room for at least 2048 ids.
            count = (int) (random.getAsLong() >>> 53);
        } else if (++count > MOST_COUNT) {
            lastTime++;
            count = 0;
        }
        return text(lastTime << 16 | 0x7000 | count, bits >>> 2 | Long.MIN_VALUE);
    }

    /** Writes what {@link #restore} needs to go on from here; the random numbers' state is the caller's. */
    public synchronized void save(DataOutput output) throws IOException {
        output.writeLong(lastTime);
        output.writeInt(count);
    }

    /** Goes on from a saved state. */
    public synchronized void restore(DataInput input) throws IOException {
        lastTime = input.readLong();
        count = input.readInt();
    }

    private static String text(long high, long low) {
        char[] text = new char[36];
        int at = 0;
        for (int digit = 0; digit < 32; digit++) {
            if (digit == 8 || digit == 12 || digit == 16 || digit == 20) {
                text[at++] = '-';
            }
            long half = digit < 16 ? high : low;
            text[at++] = HEX[(int) (half >>> (60 - 4 * (digit % 16))) & 0xF];
        }
        return new String(text);
    }
}
