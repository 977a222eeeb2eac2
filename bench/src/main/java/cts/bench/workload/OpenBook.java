package cts.bench.workload;

import cts.market.Direction;
import cts.promotion.GateSettings;
import cts.promotion.Gates;
import cts.promotion.SetBook;
import cts.pseudo.ExitGrid;
import cts.pseudo.KernelSettings;
import cts.pseudo.PseudoExit;
import cts.pseudo.PseudoKernel;
import cts.pseudo.PseudoListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A kernel in which every set has a position open: whenever one closes, its key fires with the next tick, and the set opens
 * again as soon as the rules let it. The peer in C plays the same game. Half of the keys are long, half short.
 */
final class OpenBook {
    private static final long TICK_MILLIS = 100;
    private static final double STEP = 0.001;
    private static final int KEYS_OPENED_PER_TICK = 5;

    private final PseudoKernel kernel;
    private final Optional<SetBook> sets;
    private final boolean[] closedSomething;
    private int[] fires;
    private int[] firesNext;
    private int fireCount;
    private int nextFireCount;
    private int unopened;
    private long time = 1_700_000_000_000L;
    private long exits;
    private long openings;

    private OpenBook(ExitGrid grid, int keys, KernelSettings settings, Optional<SetBook> sets) {
        this.sets = sets;
        kernel = new PseudoKernel(grid, directions(keys), settings, new Game());
        closedSomething = new boolean[keys];
        fires = new int[keys];
        firesNext = new int[keys];
        unopened = keys;
    }

    /** The kernel alone. */
    static OpenBook ofKernel(ExitGrid grid, int keys, KernelSettings settings) {
        return new OpenBook(grid, keys, settings, Optional.empty());
    }

    /** The kernel with the sets' statistics and gates behind it. */
    static OpenBook withGates(ExitGrid grid, int keys, KernelSettings settings, GateSettings gates) {
        double cost = settings.costs().roundTrip().doubleValue();
        SetBook sets = new SetBook(grid, keys, new Gates(gates, grid, STEP, cost), verdict -> {});
        return new OpenBook(grid, keys, settings, Optional.of(sets));
    }

    static List<Direction> directions(int keys) {
        List<Direction> directions = new ArrayList<>();
        for (int key = 0; key < keys; key++) directions.add(key % 2 == 0 ? Direction.LONG : Direction.SHORT);
        return directions;
    }

    private final class Game implements PseudoListener {
        @Override
        public void opened(int key, long entryNumber, long entryTime, double price, long[] cells) {
            openings++;
            if (sets.isPresent()) sets.get().opened(key, entryNumber, entryTime, price, cells);
        }

        @Override
        public void closed(PseudoExit exit) {
            for (long word : exit.cells()) exits += Long.bitCount(word);
            int key = exit.key();
            if (!closedSomething[key]) {
                closedSomething[key] = true;
                firesNext[nextFireCount++] = key;
            }
            if (sets.isPresent()) sets.get().closed(exit);
        }
    }

    /** One trade. */
    void onTick(double price) {
        int[] swapped = fires;
        fires = firesNext;
        fireCount = nextFireCount;
        firesNext = swapped;
        nextFireCount = 0;
        for (int i = 0; i < fireCount; i++) closedSomething[fires[i]] = false;
        if (unopened > 0) openFirst();
        time += TICK_MILLIS;
        kernel.onEvent(time, time, price, price, price, price, fires, fireCount);
    }

    /** The keys' first signals are spread over ticks, so that entries lie apart. */
    private void openFirst() {
        for (int i = 0; i < KEYS_OPENED_PER_TICK && unopened > 0; i++) fires[fireCount++] = --unopened;
    }

    boolean isFull() {
        return unopened == 0;
    }

    /** Whether the next tick brings neither signals nor entries of the last one's signals. */
    boolean isQuiet() {
        return nextFireCount == 0 && fireCount == 0;
    }

    /** Positions closed so far. */
    long exits() {
        return exits;
    }

    /** Entries opened so far. */
    long openings() {
        return openings;
    }

    /** Entries with open positions now. */
    int entries() {
        return kernel.openEntries();
    }

    Optional<SetBook> sets() {
        return sets;
    }
}
