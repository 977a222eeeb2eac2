package cts.bench.workload;

import cts.promotion.GateSettings;
import cts.pseudo.ExitGrid;
import cts.pseudo.KernelSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Ticks while a million pseudo positions are open. Arguments: {@code off} or {@code mix}, {@code kernel} or {@code gates},
 * the size of a tick in basis points, ticks to measure.
 */
final class LiveWorkload implements Workload {
    private static final int POSITIONS = 1_000_000;
    private static final double BASIS_POINT = 1e-4;
    /** Large ticks first: they compile the code and spread the entries. */
    private static final int LARGE_TICKS = 50_000;

    @Override
    public void run(List<String> arguments, Consumer<Sample> samples) {
        LiveGrid which = LiveGrid.of(arguments.getFirst());
        boolean gates = arguments.get(1).equals("gates");
        double step = Double.parseDouble(arguments.get(2)) * BASIS_POINT;
        int ticks = Integer.parseInt(arguments.get(3));
        int compared = LiveCheck.run(which);
        samples.accept(new Sample("exits that differ", 0, "exits", "%d compared, in order".formatted(compared)));

        ExitGrid grid = which.grid();
        int keys = (POSITIONS + grid.size() - 1) / grid.size();
        KernelSettings settings = LiveGrid.settings(HistorySweep.FEES, 1);
        OpenBook book = gates
                ? OpenBook.withGates(grid, keys, settings, GateSettings.PAPER)
                : OpenBook.ofKernel(grid, keys, settings);
        TickWalk walk = new TickWalk(42);
        for (double price : walk.next(LARGE_TICKS, BASIS_POINT)) book.onTick(price);
        for (double price : walk.next(ticks, step)) book.onTick(price);
        if (!book.isFull()) throw new IllegalStateException("not every set has been opened");

        measureAll(book, walk.next(ticks, step), samples);
        measureEach(book, walk.next(ticks, step), samples);
        measureAllocations(book, walk.next(ticks, step), samples);
    }

    /** All ticks together, no clock in between. */
    private static void measureAll(OpenBook book, double[] prices, Consumer<Sample> samples) {
        long exitsBefore = book.exits();
        long openingsBefore = book.openings();
        long start = System.nanoTime();
        for (double price : prices) book.onTick(price);
        double nanos = System.nanoTime() - start;
        long exits = book.exits() - exitsBefore;
        String note = "%.2f exits and %.2f entries a tick, %d entries open"
                .formatted(
                        (double) exits / prices.length,
                        (double) (book.openings() - openingsBefore) / prices.length,
                        book.entries());
        samples.accept(new Sample("tick", nanos / prices.length, "ns/tick", note));
        samples.accept(new Sample("exit", nanos / exits, "ns/exit", "all time ÷ exits"));
    }

    /** Each tick alone; the clock is in the figures. */
    private static void measureEach(OpenBook book, double[] prices, Consumer<Sample> samples) {
        double[] nanos = new double[prices.length];
        long most = 0;
        double quietNanos = 0;
        int quietTicks = 0;
        for (int i = 0; i < prices.length; i++) {
            boolean quiet = book.isQuiet();
            long before = book.exits();
            long start = System.nanoTime();
            book.onTick(prices[i]);
            nanos[i] = System.nanoTime() - start;
            long exits = book.exits() - before;
            most = Math.max(most, exits);
            if (quiet && exits == 0) {
                quietNanos += nanos[i];
                quietTicks++;
            }
        }
        Arrays.sort(nanos);
        String clock = "clock included";
        samples.accept(new Sample(
                "tick without exits",
                quietNanos / quietTicks,
                "ns/tick",
                "%s, mean of %d of %d ticks".formatted(clock, quietTicks, prices.length)));
        samples.accept(new Sample(
                "tick p99.9",
                nanos[(int) (prices.length * 0.999)],
                "ns/tick",
                String.format(
                        Locale.ROOT,
                        "%s, p50 %.0f, worst %.0f, at most %d exits in a tick",
                        clock,
                        nanos[prices.length / 2],
                        nanos[prices.length - 1],
                        most)));
    }

    /** What all ticks together allocate, and how many of them do. */
    private static void measureAllocations(OpenBook book, double[] prices, Consumer<Sample> samples) {
        Allocations allocations = new Allocations();
        int allocating = 0;
        long bytes = 0;
        for (double price : prices) {
            long before = allocations.bytes();
            book.onTick(price);
            long more = allocations.bytes() - before;
            if (more > 0) allocating++;
            bytes += more;
        }
        samples.accept(new Sample(
                "allocated",
                (double) bytes / prices.length,
                "bytes/tick",
                "%d of %d ticks allocated".formatted(allocating, prices.length)));
    }
}
