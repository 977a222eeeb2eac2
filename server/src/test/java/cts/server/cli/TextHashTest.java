package cts.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The formula itself, worked out with big integers, and that parts come to the whole. */
class TextHashTest {
    private static final BigInteger PRIME = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);

    @Test
    void isThePolynomialOfTheBytesInBothBases() {
        for (String text : new String[] {"", "a", "direction:12 long 4/0.5/1-0.5,1,2,3\n", "→".repeat(500)}) {
            assertThat(TextHash.of(text).digits()).isEqualTo(byHand(text));
        }
    }

    @Test
    void partsComeToTheWhole() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            TextHash parts = TextHash.EMPTY;
            for (int part = 0; part < 20; part++) {
                String more = Long.toHexString(random.nextLong() >>> random.nextInt(64));
                text.append(more);
                parts = parts.then(TextHash.of(more));
            }
            assertThat(parts).isEqualTo(TextHash.of(text.toString()));
        }
    }

    @Test
    void orderMatters() {
        TextHash one = TextHash.of("1,100\n");
        TextHash other = TextHash.of("2,100\n");
        assertThat(one.then(other).digits()).isNotEqualTo(other.then(one).digits());
    }

    static String byHand(String text) {
        return byHand(text, 1_234_567_890_123_456_789L) + byHand(text, 987_654_321_987_654_321L);
    }

    private static String byHand(String text, long base) {
        BigInteger sum = BigInteger.ZERO;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            sum = sum.multiply(BigInteger.valueOf(base))
                    .add(BigInteger.valueOf(Byte.toUnsignedInt(each)))
                    .mod(PRIME);
        }
        return "%016x".formatted(sum.longValueExact());
    }
}
