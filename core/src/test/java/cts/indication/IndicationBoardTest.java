package cts.indication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class IndicationBoardTest {
    private static final IndicationCatalogue CATALOGUE = IndicationCatalogue.load();

    private static IndicationBoard board(String indications) {
        return new IndicationBoard(CATALOGUE, CATALOGUE.parse(indications), IndicationBoard.Settings.DEFAULT);
    }

    private static List<String> fired(IndicationBoard board, int count) {
        return Arrays.stream(board.fired(), 0, count)
                .mapToObj(key -> board.keys().get(key).toString())
                .toList();
    }

    @Test
    void firesOnTheEdgeAlone() {
        IndicationBoard board = board("active:0.5");
        assertThat(board.onEvent(0, 0, 100)).isZero();
        assertThat(fired(board, board.onEvent(1000, 0, 101))).containsExactly("active:0.5 long");
        assertThat(board.onEvent(2000, 0, 101)).isZero();
    }

    @Test
    void losesAnEdgeWithinTheValidationTimeout() {
        IndicationBoard board = board("active:0.5");
        board.onEvent(0, 0, 100);
        assertThat(board.onEvent(1_000, 0, 101)).isEqualTo(1);
        assertThat(board.onEvent(2_000, 0, 100)).isZero();
        assertThat(board.onEvent(15_999, 0, 101)).isZero();
        assertThat(board.onEvent(16_000, 0, 101)).isZero();
        assertThat(board.onEvent(17_000, 0, 100)).isZero();
        assertThat(board.onEvent(18_000, 0, 101)).isEqualTo(1);
    }

    @Test
    void looksOnlyAtTheFirstEventOfASlotOfTicks() {
        IndicationBoard board = board("active:0.5");
        board.onEvent(0, 0, 100);
        assertThat(board.onEvent(50, 0, 101)).isZero();
        assertThat(board.onEvent(100, 0, 101)).isEqualTo(1);
    }

    @Test
    void looksAtEveryCandle() {
        IndicationBoard board = board("active:0.5");
        board.onEvent(0, 50, 100);
        assertThat(board.onEvent(50, 50, 101)).isEqualTo(1);
    }

    @Test
    void ordersKeysByTypeParametersAndDirection() {
        List<String> keys = CATALOGUE.parse("move:4-5,active:1,direction:10,direction:9").stream()
                .map(IndicationKey::toString)
                .toList();
        assertThat(keys)
                .containsExactly(
                        "active:1 long",
                        "active:1 short",
                        "direction:9 long",
                        "direction:9 short",
                        "direction:10 long",
                        "direction:10 short",
                        "move:4 long",
                        "move:4 short",
                        "move:5 long",
                        "move:5 short");
    }

    @Test
    void knowsTheMainIndicationsWithTheirDefaults() {
        assertThat(CATALOGUE.parse("active,direction,move")).hasSize(2 * (5 + 28 + 28));
    }

    @Test
    void namesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> CATALOGUE.parse("direktion"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no indication 'direktion'")
                .hasMessageContaining("direction");
        assertThatThrownBy(() -> CATALOGUE.parse("direction:x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("direction:x");
        assertThatThrownBy(() -> CATALOGUE.parse("direction:9-3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9-3 is empty");
    }

    @Test
    void continuesFromItsSavedState() throws IOException {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            IndicationBoard straight = board("active,direction,move");
            IndicationBoard resumed = board("active,direction,move");
            List<String> expected = new ArrayList<>();
            List<String> actual = new ArrayList<>();
            double price = 100;
            long time = 0;
            for (int i = 0; i < 2000; i++) {
                price *= 1 + 0.004 * (random.nextDouble() - 0.5);
                time += random.nextInt(3000);
                expected.add(i + " " + fired(straight, straight.onEvent(time, 0, price)));
                actual.add(i + " " + fired(resumed, resumed.onEvent(time, 0, price)));
                if (random.nextInt(200) == 0) {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    resumed.save(new DataOutputStream(bytes));
                    resumed = board("active,direction,move");
                    resumed.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
                }
            }
            assertThat(actual).as("seed %d", seed).isEqualTo(expected);
            assertThat(expected.stream().filter(row -> !row.endsWith("[]"))).hasSizeGreaterThan(50);
        }
    }
}
