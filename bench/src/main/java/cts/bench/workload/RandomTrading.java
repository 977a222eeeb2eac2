package cts.bench.workload;

import cts.promotion.GateSettings;
import cts.promotion.Gates;
import cts.promotion.SetBook;
import cts.pseudo.Costs;
import cts.pseudo.ExitGrid;
import cts.pseudo.KernelSettings;
import cts.pseudo.PseudoExit;
import cts.pseudo.PseudoKernel;
import cts.pseudo.PseudoListener;
import java.util.Optional;
import java.util.SplittableRandom;

/** Virtual trading of the main grid on a coarse random walk with random signals, to see what its records weigh. */
final class RandomTrading {
    private static final int SEED = 11;
    private static final double TICK = 30e-4;
    private static final int TICKS_PER_SIGNAL = 15;
    private static final long TICK_MILLIS = 60_000;
    private static final double STEP = 0.001;

    private final int keys;
    private final double tick;
    private final ExitGrid grid = LiveGrid.MIX.grid();
    private final PseudoKernel kernel;
    private final Forgetful listener;
    private final TickWalk walk = new TickWalk(SEED);
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final int[] fired;
    private long time = 1_700_000_000_000L;

    /** Passes on to a book until it is told to forget it. */
    private static final class Forgetful implements PseudoListener {
        private Optional<SetBook> sets;

        private Forgetful(SetBook sets) {
            this.sets = Optional.of(sets);
        }

        @Override
        public void opened(int key, long entryNumber, long time, double price, long[] cells) {
            sets.orElseThrow().opened(key, entryNumber, time, price, cells);
        }

        @Override
        public void closed(PseudoExit exit) {
            sets.orElseThrow().closed(exit);
        }
    }

    private RandomTrading(int keys, double tick, KernelSettings settings, GateSettings gates) {
        this.keys = keys;
        this.tick = tick;
        fired = new int[keys];
        double cost = settings.costs().roundTrip().doubleValue();
        listener = new Forgetful(new SetBook(grid, keys, new Gates(gates, grid, STEP, cost), verdict -> {}));
        kernel = new PseudoKernel(grid, OpenBook.directions(keys), settings, listener);
    }

    /** Two positions per set at most. */
    static RandomTrading of(int keys, Costs costs, GateSettings gates) {
        return new RandomTrading(keys, TICK, LiveGrid.settings(costs, 2), gates);
    }

    /** The same on prices that never change, so that nothing closes. */
    static RandomTrading onFlatPrices(int keys) {
        return new RandomTrading(keys, 0, LiveGrid.settings(HistorySweep.FEES, 2), GateSettings.PAPER);
    }

    /** Thresholds under which a set fails at its first look, or never. */
    static GateSettings gates(double failProbability) {
        GateSettings paper = GateSettings.PAPER;
        return new GateSettings(
                paper.baseMode(),
                paper.historySize(),
                paper.phase1Closed(),
                failProbability,
                paper.phase2Closed(),
                paper.activeOverBreakEven(),
                paper.activeProfitFactor(),
                paper.pauseUnderBreakEven(),
                paper.pauseDrawdown(),
                paper.failedRest(),
                paper.mainClosed(),
                paper.mainLast8(),
                paper.realLast20(),
                paper.realLast15Or25(),
                paper.realDrawdownTime(),
                paper.exchangeLast30(),
                paper.significance());
    }

    void play(int ticks) {
        for (double price : walk.next(ticks, tick)) {
            time += TICK_MILLIS;
            int count = 0;
            for (int key = 0; key < keys; key++) if (random.nextInt(TICKS_PER_SIGNAL) == 0) fired[count++] = key;
            kernel.onEvent(time, time, price, price, price, price, fired, count);
        }
    }

    SetBook sets() {
        return listener.sets.orElseThrow();
    }

    int setCount() {
        return keys * grid.size();
    }

    /** What the book of sets weighs, in bytes; it is gone afterwards. */
    long bytesOfSets() {
        long before = Heap.used();
        listener.sets = Optional.empty();
        return before - Heap.used() - (kernel.openEntries() < 0 ? 1 : 0);
    }
}
