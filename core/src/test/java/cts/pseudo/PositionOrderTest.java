package cts.pseudo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Positions one by one, against the naive walk on seeded markets; a failure names its seed. */
final class PositionOrderTest {
    private static final int MARKETS = 200;

    @Test
    void tellsOfEachPositionInOrderOfEventEntryAndSetAndPassesEverythingOn() {
        long positions = 0;
        for (long seed = 1; seed <= MARKETS; seed++) {
            Market market = new Market(seed, 300);
            List<String> told = new ArrayList<>();
            Counting next = new Counting();
            PositionOrder order = new PositionOrder(
                    next,
                    (key, cell, entryTime, entry, exitTime, exit, reason, net) ->
                            told.add(NaiveTwin.text(key, cell, entryTime, entry, exitTime, exit, reason, net)),
                    market.grid.size());
            PseudoKernel kernel = new PseudoKernel(market.grid, market.directions, market.settings, order);
            int signals = 0;
            for (Market.Event event : market.events) {
                signals += event.signals().size();
                Market.play(event, kernel);
                order.flush();
            }
            List<String> expected = new NaiveTwin(market)
                    .closed.stream().map(NaiveTwin.Closed::text).toList();
            assertThat(told).as("seed %d", seed).isEqualTo(expected);
            assertThat(next.closed).as("passed on, seed %d", seed).isEqualTo(expected.size());
            assertThat(next.accepted).as("accepted, seed %d", seed).isLessThanOrEqualTo(signals);
            assertThat(next.accepted).as("accepted, seed %d", seed).isGreaterThanOrEqualTo(next.opened);
            positions += next.closed;
        }
        assertThat(positions).isGreaterThan(100L * MARKETS);
    }

    private static final class Counting implements PseudoListener {
        private int accepted;
        private int opened;
        private int closed;

        @Override
        public void accepted(int key, long time, long[] cells) {
            accepted++;
        }

        @Override
        public void opened(int key, long entryNumber, long time, double price, long[] cells) {
            opened++;
        }

        @Override
        public void closed(PseudoExit exit) {
            for (long word : exit.cells()) closed += Long.bitCount(word);
        }
    }
}
