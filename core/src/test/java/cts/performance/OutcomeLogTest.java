package cts.performance;

import static org.assertj.core.api.Assertions.assertThat;

import cts.market.Direction;
import cts.pseudo.Costs;
import cts.pseudo.ExitConfiguration;
import cts.pseudo.ExitGrid;
import cts.pseudo.KernelSettings;
import cts.pseudo.PseudoExit;
import cts.pseudo.PseudoKernel;
import cts.pseudo.PseudoListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The log of a real kernel's exits on a seeded walk, against a plain list of them; a failure names its seed. */
final class OutcomeLogTest {
    private static final int EVENTS = 4_000;
    private static final int SEEDS = 20;

    @Test
    void givesBackWhatWasWrittenHoweverOftenItIsCompacted() throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Written written = new Written(seed);
            for (int row = 0; row < written.log.size(); row++) {
                assertThat(written.text(row)).as("row %d, seed %d", row, seed).isEqualTo(written.kept.get(row));
            }
            assertThat(written.kept).as("rows kept, seed %d", seed).hasSizeGreaterThan(500);
        }
    }

    @Test
    void equalRowsMakeEqualSnapshotsWhenCompacted() throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Written written = new Written(seed);
            OutcomeLog again = new OutcomeLog();
            again.load(new DataInputStream(new ByteArrayInputStream(bytes(written.log))));
            written.log.compact(all(written.log));
            again.compact(all(again));
            assertThat(bytes(again)).as("seed %d", seed).isEqualTo(bytes(written.log));
        }
    }

    @Test
    void anEntryStandsOnceForAllItsExitsAndGoesWithTheLastOfThem() throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Written written = new Written(seed);
            written.log.compact(all(written.log));
            assertThat(entriesIn(written.log)).as("seed %d", seed).isEqualTo(written.entriesOfRows());
            BitSet last = new BitSet();
            last.set(written.log.size() - 1);
            String text = written.text(written.log.size() - 1);
            written.log.compact(last);
            assertThat(written.text(0)).as("seed %d", seed).isEqualTo(text);
            assertThat(entriesIn(written.log)).as("seed %d", seed).isEqualTo(1);
        }
    }

    @Test
    void exitsOfOneEntryInOneRowWriteItOnceAtOnce() throws IOException {
        Written written = new Written(1, false);
        assertThat(written.log.size()).isGreaterThan(2 * written.entriesOfRows());
        assertThat(entriesIn(written.log)).isLessThan(written.log.size() / 2);
    }

    private static int entriesIn(OutcomeLog log) throws IOException {
        return new DataInputStream(new ByteArrayInputStream(bytes(log))).readInt();
    }

    private static BitSet all(OutcomeLog log) {
        BitSet all = new BitSet();
        all.set(0, log.size());
        return all;
    }

    private static byte[] bytes(OutcomeLog log) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        log.save(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** A log that loses half its rows now and then, and what should be in it. */
    private static final class Written implements PseudoListener {
        final OutcomeLog log = new OutcomeLog();
        final List<String> kept = new ArrayList<>();
        private final SplittableRandom random;

        Written(long seed) {
            this(seed, true);
        }

        Written(long seed, boolean isCompacted) {
            random = new SplittableRandom(seed);
            List<ExitConfiguration> cells = new ArrayList<>();
            for (int percent = 1; percent <= 20; percent++) {
                BigDecimal distance = BigDecimal.valueOf(percent, 3);
                cells.add(new ExitConfiguration(distance, distance, Optional.empty()));
            }
            KernelSettings settings =
                    new KernelSettings(Costs.NONE, 0, KernelSettings.UNLIMITED, 0, KernelSettings.NO_TIMEOUT);
            PseudoKernel kernel = new PseudoKernel(ExitGrid.of(cells), List.of(Direction.LONG), settings, this);
            double price = 100;
            int[] signal = {0};
            for (int event = 0; event < EVENTS; event++) {
                price *= 1 + 0.002 * (random.nextDouble() - 0.5);
                int signals = random.nextInt(4) == 0 ? 1 : 0;
                kernel.onEvent(event, event, price, price, price, price, signal, signals);
                if (isCompacted && random.nextInt(500) == 0) halve();
            }
        }

        @Override
        public void opened(int key, long entryNumber, long time, double price, long[] cells) {}

        @Override
        public void closed(PseudoExit exit) {
            log.add(exit, exit.exitTime() % 2 == 0);
            kept.add(exit.entryTime() + " " + exit.entryPrice() + " " + exit.exitTime() + " " + exit.exitPrice() + " "
                    + exit.reason() + " " + exit.net() + " " + (exit.exitTime() % 2 == 0));
        }

        private void halve() {
            BitSet used = new BitSet();
            List<String> rest = new ArrayList<>();
            for (int row = 0; row < log.size(); row++) {
                if (random.nextBoolean()) continue;
                used.set(row);
                rest.add(kept.get(row));
            }
            log.compact(used);
            kept.clear();
            kept.addAll(rest);
        }

        int entriesOfRows() {
            Set<String> entries = new HashSet<>();
            for (int row = 0; row < log.size(); row++) entries.add(log.entryTime(row) + " " + log.entryPrice(row));
            return entries.size();
        }

        String text(int row) {
            return log.entryTime(row) + " " + log.entryPrice(row) + " " + log.exitTime(row) + " " + log.exitPrice(row)
                    + " " + log.reason(row) + " " + log.net(row) + " " + log.isHistoric(row);
        }
    }
}
