package cts.performance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The packed history against a plain list; a failure names its seed. */
final class ResultHistoryTest {
    private static final int LISTS = 100;

    @Test
    void keepsTheRowsThatAPlainListKeeps() {
        for (long seed = 1; seed <= LISTS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ResultHistory history = new ResultHistory(new OutcomeLog());
            List<Integer> plain = new ArrayList<>();
            int most = 1 + random.nextInt(60);
            int widest = 1 << (1 + random.nextInt(21));
            int row = random.nextInt(widest);
            for (int i = 0; i < 500; i++) {
                int dropped = history.add(row, most);
                plain.add(row);
                int over = plain.size() > most + most / 5 ? plain.size() - most : 0;
                plain.subList(0, over).clear();
                assertThat(dropped).as("dropped, seed %d", seed).isEqualTo(over);
                int count = 1 + random.nextInt(plain.size());
                assertThat(history.rows(count))
                        .as("newest %d, seed %d", count, seed)
                        .containsExactly(newest(plain, count));
                row += 1 + random.nextInt(widest);
            }
        }
    }

    @Test
    void followsACompactionOfTheLog() {
        for (long seed = 1; seed <= LISTS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ResultHistory history = new ResultHistory(new OutcomeLog());
            BitSet ours = new BitSet();
            int[] newRow = new int[100_000];
            List<Integer> expected = new ArrayList<>();
            int kept = 0;
            int sparse = 1 + random.nextInt(500);
            for (int row = 0; row < newRow.length; row++) {
                boolean isOurs = random.nextInt(sparse) == 0;
                if (!isOurs && random.nextBoolean()) continue;
                newRow[row] = kept++;
                if (!isOurs || history.size() == 750) continue;
                history.add(row, 750);
                expected.add(newRow[row]);
                ours.set(row);
            }
            BitSet marked = new BitSet();
            history.mark(marked);
            assertThat(marked).as("marked, seed %d", seed).isEqualTo(ours);
            history.renumber(newRow);
            assertThat(history.rows(history.size()))
                    .as("renumbered, seed %d", seed)
                    .containsExactly(newest(expected, expected.size()));
        }
    }

    @Test
    void comesBackFromASnapshot() throws IOException {
        ResultHistory history = new ResultHistory(new OutcomeLog());
        for (int row = 3; row < 1_000_000; row = 2 * row + 1) history.add(row, 50);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        history.save(new DataOutputStream(bytes));
        ResultHistory again = new ResultHistory(new OutcomeLog());
        again.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(again.rows(again.size())).isEqualTo(history.rows(history.size()));
        history.clear();
        history.add(7, 50);
        assertThat(history.rows(1)).containsExactly(7);
    }

    private static int[] newest(List<Integer> plain, int count) {
        return plain.subList(plain.size() - count, plain.size()).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
