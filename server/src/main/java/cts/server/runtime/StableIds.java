package cts.server.runtime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids of rows that follow from what the row is about: UUID version 7 (RFC 9562) whose first 48 bits are a time of the event
 * and whose other bits are the SHA-256 of a text. The same history gives the same ids, so that rows which are made again
 * after a restart meet those that are stored.
 *
 * <p>Stateless, for any thread.
 */
final class StableIds {
    private static final long TIME_BITS = 0xFFFF_FFFF_FFFFL;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = Long.MIN_VALUE;
    /** Stands between parts and occurs in none of them, so that no two lists of parts give one text. */
    private static final char BETWEEN = '\u001f';

    private StableIds() {}

    /**
     * The id.
     *
     * @param time epoch milliseconds at which the row came into being; ids sort by it
     * @param kind what table or part of the system the id is for
     * @param parts what tells this row from all others of its kind
     */
    static UUID of(long time, String kind, Object... parts) {
        StringBuilder text = new StringBuilder(kind);
        for (Object part : parts) text.append(BETWEEN).append(part);
        byte[] digest = sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
        long high = ((time & TIME_BITS) << 16) | VERSION_7 | (bits(digest, 0) >>> 52);
        long low = VARIANT | (bits(digest, 8) >>> 2);
        return new UUID(high, low);
    }

    private static long bits(byte[] digest, int from) {
        long bits = 0;
        for (int i = from; i < from + 8; i++) bits = (bits << 8) | (digest[i] & 0xff);
        return bits;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256, but this one has not", missing);
        }
    }
}
