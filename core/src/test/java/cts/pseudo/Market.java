package cts.pseudo;

import cts.market.Direction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A seeded market with signals, and a seeded grid and rules to try on it. Small numbers, so that ties and gaps are common. */
final class Market {
    /** One event. */
    record Event(
            long openTime, long closeTime, double open, double high, double low, double close, List<Integer> signals) {}

    final long seed;
    final ExitGrid grid;
    final KernelSettings settings;
    final List<Direction> directions;
    final List<Event> events = new ArrayList<>();

    Market(long seed, int size) {
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        grid = grid(random);
        settings = new KernelSettings(
                random.nextBoolean() ? Costs.NONE : new Costs(new BigDecimal("0.055"), new BigDecimal("0.01")),
                random.nextInt(2),
                random.nextInt(4) == 0 ? KernelSettings.UNLIMITED : 1 + random.nextInt(5),
                random.nextBoolean() ? 0 : 1 + random.nextInt(5000),
                random.nextInt(3) > 0 ? KernelSettings.NO_TIMEOUT : 1000 + random.nextInt(60_000));
        directions = new ArrayList<>();
        for (int k = 1 + random.nextInt(4); k > 0; k--) {
            directions.add(random.nextBoolean() ? Direction.LONG : Direction.SHORT);
        }
        boolean ticks = random.nextInt(3) == 0;
        double signalRate = random.nextDouble() * 0.5;
        double volatility = 0.0005 + random.nextDouble() * 0.003;
        double price = 100;
        long time = 1_000_000;
        for (int i = 0; i < size; i++) {
            boolean gap = random.nextInt(20) == 0;
            if (gap) price = round(price * (1 + volatility * 8 * (random.nextDouble() - 0.5)));
            double open = price;
            double high = open;
            double low = open;
            for (int step = ticks ? 0 : 4; step > 0; step--) {
                price = round(price * (1 + volatility * 2 * (random.nextDouble() - 0.5)));
                high = Math.max(high, price);
                low = Math.min(low, price);
            }
            if (ticks) {
                price = round(price * (1 + volatility * 2 * (random.nextDouble() - 0.5)));
                open = price;
                high = price;
                low = price;
            }
            long closeTime = ticks ? time : time + 1000;
            events.add(new Event(time, closeTime, open, high, low, price, signals(random, signalRate)));
            time = ticks ? time + random.nextInt(3) * 400L : closeTime + (gap ? 3000 : 0);
        }
    }

    /** One of its events happens to a kernel. */
    static void play(Event event, PseudoKernel kernel) {
        kernel.onEvent(
                event.openTime(),
                event.closeTime(),
                event.open(),
                event.high(),
                event.low(),
                event.close(),
                event.signals().stream().mapToInt(Integer::intValue).toArray(),
                event.signals().size());
    }

    private List<Integer> signals(SplittableRandom random, double rate) {
        List<Integer> fired = new ArrayList<>();
        for (int k = 0; k < directions.size(); k++) if (random.nextDouble() < rate) fired.add(k);
        return fired;
    }

    /** Coarse prices, so that levels are touched exactly now and then. */
    private static double round(double price) {
        return Math.rint(price * 50) / 50;
    }

    private static ExitGrid grid(SplittableRandom random) {
        List<BigDecimal> takeProfits = distances(random, 1 + random.nextInt(6));
        List<BigDecimal> stopLosses = distances(random, 1 + random.nextInt(6));
        List<Optional<RequestedExit.TrailingPercent>> trailings = new ArrayList<>();
        trailings.add(Optional.empty());
        for (int v = random.nextInt(5); v > 0; v--) {
            BigDecimal start = random.nextInt(4) == 0 ? BigDecimal.ZERO : distance(random);
            trailings.add(Optional.of(new RequestedExit.TrailingPercent(
                    start.movePointRight(2), distance(random).movePointRight(2))));
        }
        ExitUnit unit = random.nextBoolean() ? ExitUnit.PERCENT : ExitUnit.STEPS;
        if (unit == ExitUnit.PERCENT) {
            takeProfits = takeProfits.stream().map(d -> d.movePointRight(2)).toList();
            stopLosses = stopLosses.stream().map(d -> d.movePointRight(2)).toList();
        } else {
            takeProfits = takeProfits.stream().map(d -> d.movePointRight(3)).toList();
            stopLosses = stopLosses.stream().map(d -> d.movePointRight(2)).toList();
        }
        return ExitGrid.ofRequests(
                ExitGrid.combinations(takeProfits, stopLosses, trailings, unit, new BigDecimal("0.1")));
    }

    private static List<BigDecimal> distances(SplittableRandom random, int count) {
        List<BigDecimal> distances = new ArrayList<>();
        for (int i = 0; i < count; i++) distances.add(distance(random));
        return distances;
    }

    private static BigDecimal distance(SplittableRandom random) {
        return BigDecimal.valueOf(1 + random.nextInt(15), 3);
    }
}
