package cts.bench.workload;

import cts.market.Direction;
import cts.pseudo.ExitGrid;
import cts.pseudo.KernelSettings;
import cts.pseudo.PositionOrder;
import cts.pseudo.PositionSink;
import cts.pseudo.PseudoExit;
import cts.pseudo.PseudoKernel;
import cts.pseudo.PseudoListener;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A small live book beside a naive scan of it: the same exits in the same order, to the last bit. */
final class LiveCheck {
    private static final int KEYS = 6;
    private static final int TICKS = 8_000;
    private static final int LEAST_EXITS = 10_000;
    private static final int SEED = 7;

    private LiveCheck() {}

    private record Exit(
            int key, int cell, long entryTime, double entry, long exitTime, double exit, String reason, double net) {}

    private static final class Silent implements PseudoListener {
        @Override
        public void opened(int key, long entryNumber, long time, double price, long[] cells) {}

        @Override
        public void closed(PseudoExit exit) {}
    }

    /**
     * Compares them.
     *
     * @return how many exits there were
     * @throws IllegalStateException naming the first exit that differs
     */
    static int run(LiveGrid which) {
        ExitGrid grid = which.grid();
        KernelSettings settings = LiveGrid.settings(HistorySweep.FEES, 2);
        List<Direction> directions = OpenBook.directions(KEYS);
        List<Exit> expected = new ArrayList<>();
        List<Exit> actual = new ArrayList<>();
        NaiveScan scan = new NaiveScan(grid, directions, settings, into(expected));
        PositionOrder order = new PositionOrder(new Silent(), into(actual), grid.size());
        PseudoKernel kernel = new PseudoKernel(grid, directions, settings, order);
        SplittableRandom random = new SplittableRandom(SEED);
        long time = 0;
        int[] fired = new int[KEYS];
        for (double price : new TickWalk(SEED).next(TICKS, 3e-4)) {
            time += 100;
            int count = 0;
            for (int key = 0; key < KEYS; key++) if (random.nextInt(50) == 0) fired[count++] = key;
            scan.onEvent(time, time, price, price, price, price, fired, count);
            kernel.onEvent(time, time, price, price, price, price, fired, count);
            order.flush();
        }
        compare(expected, actual);
        return actual.size();
    }

    private static PositionSink into(List<Exit> exits) {
        return (key, cell, entryTime, entry, exitTime, exit, reason, net) ->
                exits.add(new Exit(key, cell, entryTime, entry, exitTime, exit, reason.code(), net));
    }

    private static void compare(List<Exit> expected, List<Exit> actual) {
        if (expected.size() < LEAST_EXITS) {
            throw new IllegalStateException("the check has too few exits to say anything: " + expected.size());
        }
        if (expected.equals(actual)) return;
        int at = 0;
        while (at < Math.min(expected.size(), actual.size()) && expected.get(at).equals(actual.get(at))) at++;
        throw new IllegalStateException("the kernel's exits differ from the naive scan's at number %d: %s instead of %s"
                .formatted(
                        at,
                        at < actual.size() ? actual.get(at) : "none",
                        at < expected.size() ? expected.get(at) : "none"));
    }
}
