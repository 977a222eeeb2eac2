package cts.server.cli;

import java.nio.charset.StandardCharsets;

/**
 * A hash of 122 bits of a text that can be put together from the hashes of its parts. It tells by accident different texts
 * apart; it does not resist one who looks for two texts of the same hash.
 *
 * <p>Formula, for the bytes b₁ … bₙ of the text in UTF-8 and each of two bases B: Σ bᵢ · Bⁿ⁻ⁱ mod 2⁶¹ − 1. So the hash of a
 * text and one behind it is that of the first · Bᵐ + that of the second, m being the length of the second.
 *
 * @param first in base {@value #FIRST_BASE}
 * @param firstPower that base to the power of the length
 * @param second in base {@value #SECOND_BASE}
 * @param secondPower that base to the power of the length
 */
record TextHash(long first, long firstPower, long second, long secondPower) {
    private static final long PRIME = (1L << 61) - 1;
    private static final long FIRST_BASE = 1_234_567_890_123_456_789L;
    private static final long SECOND_BASE = 987_654_321_987_654_321L;

    static final TextHash EMPTY = new TextHash(0, 1, 0, 1);

    static TextHash of(String text) {
        TextHash hash = EMPTY;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            int value = Byte.toUnsignedInt(each);
            hash = hash.then(new TextHash(value, FIRST_BASE, value, SECOND_BASE));
        }
        return hash;
    }

    /** Of this text and the other one behind it. */
    TextHash then(TextHash other) {
        return new TextHash(
                reduced(product(first, other.firstPower) + other.first),
                product(firstPower, other.firstPower),
                reduced(product(second, other.secondPower) + other.second),
                product(secondPower, other.secondPower));
    }

    /** 32 hexadecimal digits: both halves, 16 digits each. */
    String digits() {
        return "%016x%016x".formatted(first, second);
    }

    /** Of two factors below the prime: 2⁶¹ is 1, so the bits above the 61 lowest are added to these. */
    private static long product(long one, long other) {
        long low = one * other;
        long high = Math.multiplyHigh(one, other);
        return reduced((low & PRIME) + (high << 3 | low >>> 61));
    }

    private static long reduced(long value) {
        return value >= PRIME ? value - PRIME : value;
    }
}
