package cts.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cts.market.Direction;
import cts.pseudo.Costs;
import cts.pseudo.ExitConfiguration;
import cts.pseudo.ExitGrid;
import cts.pseudo.KernelSettings;
import cts.pseudo.PseudoExit;
import cts.pseudo.PseudoKernel;
import cts.pseudo.PseudoListener;
import cts.pseudo.TrailingStop;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The book of sets and its gates against sets by the words of the rules, on the results of a real kernel in seeded markets
 * with trends, ranges, losses, silence and gaps of a month; a failure names its seed.
 */
final class GatesTwinTest {
    private static final int SEEDS = Boolean.getBoolean("cts.deep") ? 300 : 25;
    private static final int EVENTS = 2_500;
    private static final int KEYS = 2;
    private static final List<Level> ABOVE_BASE = List.of(Level.MAIN, Level.REAL, Level.EXCHANGE);
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    @Test
    void setsBecomeWhatTheRulesSay() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            Run run = new Run(seed);
            run.play();
            for (List<NaiveSet> ofKey : run.naive) {
                for (NaiveSet set : ofKey) seen.addAll(set.changes);
            }
        }
        assertThat(seen)
                .as("every change of status, and every one of level by one step")
                .contains(
                        "base:evaluating>failed",
                        "base:failed>evaluating",
                        "base:evaluating>active",
                        "base:evaluating>paused",
                        "base:active>paused",
                        "base:paused>active",
                        "base:active>evaluating",
                        "base:paused>evaluating",
                        "main:base>main",
                        "real:main>real",
                        "exchange:real>exchange",
                        "exchange:exchange>real",
                        "real:real>main",
                        "main:main>base");
    }

    /** A kernel in a market, its book, and the same sets by the rules. */
    private static final class Run implements PseudoListener {
        private final long seed;
        private final SplittableRandom random;
        private final ExitGrid grid;
        private final Gates gates;
        private final PseudoKernel kernel;
        private final long historyUntil;
        private final List<String> verdicts = new ArrayList<>();
        private final BitSet touched = new BitSet();
        private SetBook book;
        final List<List<NaiveSet>> naive = new ArrayList<>();

        Run(long seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
            GateSettings rules = GateSettings.PAPER
                    .withHistorySize(List.of(50, 64, 250).get(random.nextInt(3)))
                    .withBaseMode(
                            random.nextInt(4) == 0 ? GateSettings.BaseMode.ABSOLUTE : GateSettings.BaseMode.BREAK_EVEN)
                    .withSignificance(random.nextInt(8) == 0 ? SignificanceMode.REQUIRED : SignificanceMode.ADVISORY);
            Costs costs =
                    random.nextBoolean() ? Costs.NONE : new Costs(new BigDecimal("0.055"), new BigDecimal("0.01"));
            double step = random.nextBoolean() ? 0.01 : 0.001;
            grid = ExitGrid.of(cells());
            double cost = costs.roundTrip().doubleValue();
            gates = new Gates(rules, grid, step, cost);
            book = new SetBook(grid, KEYS, gates, this::note);
            historyUntil = random.nextInt(3) == 0 ? 20 * DAY : Long.MIN_VALUE;
            book.historyUntil(historyUntil);
            for (int key = 0; key < KEYS; key++) {
                List<NaiveSet> sets = new ArrayList<>();
                for (ExitConfiguration cell : grid.cells()) sets.add(new NaiveSet(rules, step, cell, cost));
                naive.add(sets);
            }
            kernel = new PseudoKernel(
                    grid,
                    List.of(Direction.LONG, Direction.SHORT),
                    new KernelSettings(costs, random.nextInt(2), 1 + random.nextInt(3), 0, 300 * MINUTE),
                    this);
        }

        /** More than fit into one word of a mask. */
        private static List<ExitConfiguration> cells() {
            List<ExitConfiguration> cells = new ArrayList<>();
            for (int takeProfit = 1; takeProfit <= 6; takeProfit++) {
                for (int stopLoss = 1; stopLoss <= 12; stopLoss++) {
                    cells.add(new ExitConfiguration(
                            BigDecimal.valueOf(4L * takeProfit, 3),
                            BigDecimal.valueOf(2L * stopLoss, 3),
                            stopLoss % 4 == 0
                                    ? Optional.of(new TrailingStop(new BigDecimal("0.003"), new BigDecimal("0.001")))
                                    : Optional.empty()));
                }
            }
            return cells;
        }

        void play() throws IOException {
            double price = 100;
            double drift = 0;
            double noise = 0;
            int silence = 0;
            long time = 0;
            int[] both = {0, 1};
            for (int event = 0; event < EVENTS; event++) {
                if (event % 250 == 0) {
                    drift = 0.004 * (random.nextDouble() - 0.5);
                    noise = 0.002 + 0.01 * random.nextDouble();
                }
                time += MINUTE * (1 + random.nextInt(30));
                if (silence == 0 && random.nextInt(400) == 0) silence = 60;
                // Whatever is open is closed by then.
                if (silence > 0 && --silence == 1) time += 29 * DAY + random.nextLong(4 * DAY);
                price *= 1 + drift + noise * (random.nextDouble() - 0.5);
                int signals = silence > 0 ? 0 : random.nextInt(3);
                kernel.onEvent(time, time, price, price, price, price, both, signals);
                if (random.nextInt(500) == 0) comeBackFromASnapshot();
                if (random.nextInt(100) == 0) checkAll();
            }
            checkAll();
            checkVerdicts();
        }

        @Override
        public void opened(int key, long entryNumber, long time, double price, long[] cells) {
            book.opened(key, entryNumber, time, price, cells);
            BitSet.valueOf(cells).stream().forEach(cell -> {
                naive.get(key).get(cell).opened(time);
                check(key, cell);
            });
        }

        @Override
        public void closed(PseudoExit exit) {
            book.closed(exit);
            BitSet.valueOf(exit.cells()).stream().forEach(cell -> {
                naive.get(exit.key())
                        .get(cell)
                        .closed(exit.entryTime(), exit.exitTime(), exit.net(), exit.exitTime() < historyUntil);
                check(exit.key(), cell);
            });
        }

        private void note(Verdict verdict) {
            verdicts.add(verdict.key() + "/" + verdict.cell() + " " + verdict.gate() + ":" + verdict.from() + ">"
                    + verdict.to());
            boolean isUp = verdict.to().equals(verdict.gate());
            if (isUp) assertThat(verdict.figures()).as("seed %d", seed).allMatch(Figure::holds);
        }

        private void check(int key, int cell) {
            touched.set(key * grid.size() + cell);
            NaiveSet expected = naive.get(key).get(cell);
            SetState set = book.set(key, cell).orElseThrow();
            String where = "set " + key + "/" + cell + " after " + expected.closed + " closed, seed " + seed;
            assertThat(set.status().code()).as("status of %s", where).isEqualTo(expected.status);
            assertThat(set.level().code()).as("level of %s", where).isEqualTo(expected.level());
        }

        private void checkAll() {
            int alive = 0;
            Map<String, Integer> atLevel = new TreeMap<>(Map.of("main", 0, "real", 0, "exchange", 0));
            for (int key = 0; key < KEYS; key++) {
                for (int cell = 0; cell < grid.size(); cell++) {
                    NaiveSet expected = naive.get(key).get(cell);
                    assertThat(book.set(key, cell).isPresent()).isEqualTo(expected.opened > 0);
                    if (expected.opened == 0) continue;
                    alive++;
                    atLevel.replaceAll((level, count) -> expected.isAt(level) ? count + 1 : count);
                    checkTotals(book.set(key, cell).orElseThrow(), expected, key + "/" + cell + ", seed " + seed);
                }
            }
            assertThat(book.aliveCount()).as("alive, seed %d", seed).isEqualTo(alive);
            assertThat(book.aliveCount(0) + book.aliveCount(1)).isEqualTo(alive);
            for (Level level : ABOVE_BASE) {
                assertThat(book.countAt(level))
                        .as("at %s, seed %d", level, seed)
                        .isEqualTo(atLevel.get(level.code()));
            }
            BitSet changed = new BitSet();
            book.drainChanged((key, cell, set) -> changed.set(key * grid.size() + cell));
            assertThat(changed).as("changed, seed %d", seed).isEqualTo(touched);
            touched.clear();
            List<String> visited = new ArrayList<>();
            book.forEach((key, cell, set) -> visited.add(key + "/" + cell));
            assertThat(visited).hasSize(alive).doesNotHaveDuplicates();
        }

        private static void checkTotals(SetState set, NaiveSet expected, String where) {
            assertThat(set.hasEntry()).isTrue();
            assertThat(List.of(set.opened(), set.closed(), set.wins(), set.losses()))
                    .as("counts of %s", where)
                    .containsExactly(expected.opened, expected.closed, expected.wins, expected.losses);
            assertThat(List.of(set.firstEntry(), set.lastEntry(), set.holdTime()))
                    .as("times of %s", where)
                    .containsExactly(expected.firstEntry, expected.lastEntry, expected.holdTime);
            if (expected.closed > 0) assertThat(set.lastExit()).as(where).isEqualTo(expected.lastExit);
            assertThat(set.gains()).as("gains of %s", where).isCloseTo(expected.gains, within(1e-12));
            assertThat(set.lossSum()).as("losses of %s", where).isCloseTo(expected.lossSum, within(1e-12));
        }

        private void checkVerdicts() {
            for (int key = 0; key < KEYS; key++) {
                for (int cell = 0; cell < grid.size(); cell++) {
                    String start = key + "/" + cell + " ";
                    List<String> ofSet = verdicts.stream()
                            .filter(verdict -> verdict.startsWith(start))
                            .map(verdict -> verdict.substring(start.length()))
                            .toList();
                    assertThat(ofSet)
                            .as("verdicts on %s, seed %d", start, seed)
                            .isEqualTo(naive.get(key).get(cell).changes);
                }
            }
        }

        private void comeBackFromASnapshot() throws IOException {
            byte[] bytes = bytes(book);
            SetBook again = new SetBook(grid, KEYS, gates, this::note);
            again.load(new DataInputStream(new ByteArrayInputStream(bytes)));
            assertThat(bytes(again)).as("snapshot of a snapshot, seed %d", seed).isEqualTo(bytes);
            assertThat(again.historyUntil()).isEqualTo(historyUntil);
            for (int key = 0; key < KEYS; key++) {
                for (Level level : ABOVE_BASE) {
                    assertThat(again.atLevel(key, level)).isEqualTo(book.atLevel(key, level));
                }
            }
            book = again;
        }

        private static byte[] bytes(SetBook book) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            book.save(new DataOutputStream(bytes));
            return bytes.toByteArray();
        }
    }
}
