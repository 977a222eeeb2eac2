package cts.pseudo;

import static org.assertj.core.api.Assertions.assertThat;

import cts.market.Direction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The kernel against its naive twin, on seeded markets; a failure names its seed. */
final class PseudoKernelTest {
    private static final int MARKETS = Integer.getInteger("cts.markets", 1500);

    @Test
    void closesWhatTheNaiveWalkCloses() {
        long longs = 0;
        long shorts = 0;
        long trailing = 0;
        for (long seed = 1; seed <= MARKETS; seed++) {
            Market market = new Market(seed, 300);
            NaiveTwin naive = new NaiveTwin(market);
            Recorder recorder = new Recorder(market);
            PseudoKernel kernel = recorder.kernel;
            for (Market.Event event : market.events) recorder.play(event);

            assertSame(
                    recorder.closed,
                    naive.closed.stream().map(NaiveTwin.Closed::text).toList(),
                    seed);
            for (int key = 0; key < market.directions.size(); key++) {
                for (int cell = 0; cell < market.grid.size(); cell++) {
                    assertThat(kernel.open(key, cell))
                            .as("open, seed %d key %d cell %d", seed, key, cell)
                            .isEqualTo(naive.open[key][cell]);
                }
            }
            assertShowsWhatIsOpen(kernel, market, naive, seed);
            for (NaiveTwin.Closed row : naive.closed) {
                if (market.directions.get(row.key()) == Direction.LONG) longs++;
                else shorts++;
                if (row.reason() == ExitReason.TRAILING_STOP) trailing++;
            }
        }
        assertThat(longs).isGreaterThan(100L * MARKETS);
        assertThat(shorts).isGreaterThan(100L * MARKETS);
        assertThat(trailing).isGreaterThan(20L * MARKETS);
    }

    @Test
    void continuesFromASnapshotAsIfNothingHadHappened() throws IOException {
        for (long seed = 1; seed <= 300; seed++) {
            Market market = new Market(seed, 300);
            Recorder straight = new Recorder(market);
            for (Market.Event event : market.events) straight.play(event);

            Recorder first = new Recorder(market);
            int cut = (int) (seed % market.events.size());
            for (Market.Event event : market.events.subList(0, cut)) first.play(event);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            first.kernel.save(new DataOutputStream(bytes));
            Recorder second = new Recorder(market);
            second.kernel.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            for (Market.Event event : market.events.subList(cut, market.events.size())) {
                second.play(event);
                first.play(event);
            }

            List<String> joined = new ArrayList<>(first.closed);
            assertThat(joined).as("after saving, seed %d", seed).isEqualTo(straight.closed);
            assertThat(straight.closed.subList(straight.closed.size() - second.closed.size(), straight.closed.size()))
                    .as("after loading, seed %d", seed)
                    .isEqualTo(second.closed);
            assertThat(first.closedBefore(cut) + second.closed.size()).isEqualTo(straight.closed.size());
        }
    }

    private static void assertShowsWhatIsOpen(PseudoKernel kernel, Market market, NaiveTwin naive, long seed) {
        double price = market.events.getLast().close();
        List<String> shown = new ArrayList<>();
        kernel.forEachOpen(
                price,
                (key, entryTime, entry, net, cells) -> BitSet.valueOf(cells).stream()
                        .forEach(cell -> shown.add(key + " " + cell + " " + entryTime + " " + entry + " " + net)));
        List<String> expected = naive.stillOpen.stream()
                .map(open -> open.key() + " " + open.cell() + " " + open.entryTime() + " " + open.entry() + " "
                        + market.settings.costs().net(market.directions.get(open.key()), open.entry(), price))
                .toList();
        assertThat(shown).as("open, seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
        long entries = naive.stillOpen.stream()
                .map(open -> open.key() + " " + open.entryEvent())
                .distinct()
                .count();
        assertThat(kernel.openEntries()).as("entries, seed %d", seed).isEqualTo(entries + naive.waiting.size());
    }

    @Test
    void opensEverySignalOfOneEventHoweverManyThereAre() {
        int keys = 100;
        List<String> opened = new ArrayList<>();
        PseudoListener listener = new PseudoListener() {
            @Override
            public void opened(int key, long entryNumber, long time, double price, long[] cells) {
                opened.add(key + " " + time + " " + price + " " + Arrays.toString(cells));
            }

            @Override
            public void closed(PseudoExit exit) {
                throw new AssertionError("nothing closes");
            }
        };
        ExitGrid grid = ExitGrid.of(List.of(
                new ExitConfiguration(new BigDecimal("0.5"), new BigDecimal("0.5"), Optional.empty()),
                new ExitConfiguration(new BigDecimal("0.6"), new BigDecimal("0.5"), Optional.empty())));
        PseudoKernel kernel = new PseudoKernel(
                grid,
                Collections.nCopies(keys, Direction.LONG),
                new KernelSettings(Costs.NONE, 1, 1, 0, KernelSettings.NO_TIMEOUT),
                listener);
        int[] all = IntStream.range(0, keys).toArray();
        kernel.onEvent(1, 2, 10, 10, 10, 10, all, keys);
        assertThat(kernel.openEntries()).isEqualTo(keys);
        assertThat(opened).isEmpty();
        kernel.onEvent(3, 4, 11, 11, 11, 11, all, 0);
        assertThat(opened)
                .containsExactlyElementsOf(IntStream.range(0, keys)
                        .mapToObj(key -> key + " 3 11.0 [3]")
                        .toList());
        assertThat(kernel.openEntries()).isEqualTo(keys);
    }

    /** Names the first row that differs, which a comparison of long lists doesn't. */
    private static void assertSame(List<String> actual, List<String> expected, long seed) {
        for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
            assertThat(actual.get(i)).as("exit %d, seed %d", i, seed).isEqualTo(expected.get(i));
        }
        assertThat(actual).as("number of exits, seed %d", seed).hasSameSizeAs(expected);
    }

    /** Plays events into a kernel and writes down each closed position as a row of text, bits of doubles included. */
    private static final class Recorder implements PseudoListener {
        final Market market;
        final PseudoKernel kernel;
        final List<String> closed = new ArrayList<>();
        private final List<Integer> closedAfterEvent = new ArrayList<>();
        private final List<String> ofOneEntry = new ArrayList<>();
        private final List<Integer> cellsOfOneEntry = new ArrayList<>();
        private long entryNumber = -1;

        Recorder(Market market) {
            this.market = market;
            kernel = new PseudoKernel(market.grid, market.directions, market.settings, this);
        }

        void play(Market.Event event) {
            Market.play(event, kernel);
            flush();
            closedAfterEvent.add(closed.size());
        }

        int closedBefore(int event) {
            return event == 0 ? 0 : closedAfterEvent.get(event - 1);
        }

        @Override
        public void opened(int key, long entryNumber, long time, double price, long[] cells) {
            assertThat(cells).isNotEqualTo(new long[cells.length]);
        }

        @Override
        public void closed(PseudoExit exit) {
            if (exit.entryNumber() != entryNumber) flush();
            entryNumber = exit.entryNumber();
            for (int cell = 0; cell < market.grid.size(); cell++) {
                if ((exit.cells()[cell >> 6] & 1L << cell) == 0) continue;
                int at = 0;
                while (at < cellsOfOneEntry.size() && cellsOfOneEntry.get(at) < cell) at++;
                cellsOfOneEntry.add(at, cell);
                ofOneEntry.add(
                        at,
                        NaiveTwin.text(
                                exit.key(),
                                cell,
                                exit.entryTime(),
                                exit.entryPrice(),
                                exit.exitTime(),
                                exit.exitPrice(),
                                exit.reason(),
                                exit.net()));
            }
        }

        private void flush() {
            closed.addAll(ofOneEntry);
            ofOneEntry.clear();
            cellsOfOneEntry.clear();
        }
    }
}
