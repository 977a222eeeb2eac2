package cts.research;

import static org.assertj.core.api.Assertions.assertThat;

import cts.market.Candle;
import cts.market.CandleSeries;
import cts.market.Direction;
import cts.market.Tick;
import cts.market.Timeframe;
import cts.pseudo.Costs;
import cts.pseudo.ExitGrid;
import cts.pseudo.ExitUnit;
import cts.pseudo.KernelSettings;
import cts.pseudo.RequestedExit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Sweeps on many threads against the same on one, on seeded histories; a failure names its seed. */
final class SweepTest {
    private static final int HISTORIES = Boolean.getBoolean("cts.deep") ? 4_000 : 400;
    private static final int ROWS = 3_000;

    @Test
    void stretchesGiveWhatOneWalkGives() throws InterruptedException {
        long closed = 0;
        long stillOpen = 0;
        try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
            for (long seed = 1; seed <= HISTORIES; seed++) {
                SweepRequest request = request(new SplittableRandom(seed));
                List<SweepRow> expected = Sweep.run(request, (k, c, t, e, xt, x, reason, net) -> {}, walked -> {});
                List<SweepRow> actual = Sweep.inStretches(
                        request, ExitGrid.ofRequests(request.exits()), 2 + (int) (seed % 4), workers, Walked.UNHEARD);
                assertThat(texts(request, actual)).as("seed %d", seed).isEqualTo(texts(request, expected));
                for (SweepRow row : expected) {
                    closed += row.tally().closed();
                    stillOpen += row.open();
                }
            }
        }
        assertThat(closed).isGreaterThan(1_000L * HISTORIES);
        assertThat(stillOpen).isGreaterThan(HISTORIES);
    }

    @Test
    void threadsByKeyGiveWhatOneWalkGives() throws InterruptedException {
        try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
            for (long seed = 1; seed <= 50; seed++) {
                SweepRequest request = request(new SplittableRandom(seed));
                List<SweepRow> expected = Sweep.run(request, (k, c, t, e, xt, x, reason, net) -> {}, walked -> {});
                for (int threads = 1; threads <= 3; threads++) {
                    assertThat(texts(request, Sweep.run(request, threads, workers)))
                            .as("seed %d, %d threads", seed, threads)
                            .isEqualTo(texts(request, expected));
                }
            }
        }
    }

    @Test
    void tradesOfOneMomentCloseOneAfterTheOther() {
        CandleSeries.Builder series = CandleSeries.ticks();
        for (double[] trade : new double[][] {{1, 100}, {2, 100}, {3, 99.8}, {3, 99.4}}) {
            series.add(new Tick((long) trade[0], trade[1], 1));
        }
        List<RequestedExit> exits = ExitGrid.combinations(
                List.of(new BigDecimal(1), new BigDecimal(2)),
                List.of(new BigDecimal("0.1"), new BigDecimal("0.5")),
                List.of(Optional.empty()),
                ExitUnit.PERCENT,
                new BigDecimal("0.1"));
        SweepRequest request = new SweepRequest(
                series.build(),
                List.of(new SignalKey("key", Direction.LONG, new int[] {0})),
                exits,
                new KernelSettings(Costs.NONE, 0, 1, 0, KernelSettings.NO_TIMEOUT),
                new BigDecimal("0.1"));
        List<Double> prices = new ArrayList<>();

        Sweep.run(request, (k, c, t, e, xt, price, reason, net) -> prices.add(price), walked -> {});

        assertThat(prices).containsExactly(99.8, 99.8, 99.4, 99.4);
    }

    /** Every figure of every row; doubles in the form that tells them apart to the last bit. */
    private static List<String> texts(SweepRequest request, List<SweepRow> rows) {
        long end = request.series().closeTime(request.series().size() - 1);
        return rows.stream()
                .map(row -> row.key().name() + " " + row.key().direction() + " "
                        + row.exits().label() + " "
                        + row.opened() + " " + row.open() + " " + row.tally().closed() + " "
                        + row.tally().wins() + " " + row.tally().losses() + " "
                        + row.tally().sumReturn() + " " + row.tally().compoundReturn() + " "
                        + row.tally().profitFactor() + " " + row.tally().maxDrawdown() + " "
                        + row.tally().longestDrawdownTime(end) + " " + row.marked())
                .toList();
    }

    private static SweepRequest request(SplittableRandom random) {
        CandleSeries series = random.nextInt(3) == 0 ? ticks(random) : candles(random);
        List<SignalKey> keys = new ArrayList<>();
        for (int k = 1 + random.nextInt(3); k > 0; k--) {
            Direction direction = random.nextBoolean() ? Direction.LONG : Direction.SHORT;
            keys.add(new SignalKey("key" + k, direction, signals(random)));
        }
        KernelSettings settings = new KernelSettings(
                random.nextBoolean() ? Costs.NONE : new Costs(new BigDecimal("0.055"), new BigDecimal("0.01")),
                random.nextInt(2),
                random.nextInt(4) == 0 ? KernelSettings.UNLIMITED : 1 + random.nextInt(3),
                random.nextBoolean() ? 0 : 1 + random.nextInt(200_000),
                random.nextInt(3) > 0 ? KernelSettings.NO_TIMEOUT : 1_000 + random.nextInt(600_000));
        return new SweepRequest(series, keys, exits(random), settings, new BigDecimal("0.1"));
    }

    private static int[] signals(SplittableRandom random) {
        int every = 1 + random.nextInt(60);
        int[] rows = new int[ROWS];
        int count = 0;
        for (int row = 0; row < ROWS; row++) if (random.nextInt(every) == 0) rows[count++] = row;
        return Arrays.copyOf(rows, count);
    }

    private static List<RequestedExit> exits(SplittableRandom random) {
        List<Optional<RequestedExit.TrailingPercent>> trailings = new ArrayList<>();
        trailings.add(Optional.empty());
        for (int v = random.nextInt(4); v > 0; v--) {
            BigDecimal start = random.nextInt(4) == 0 ? BigDecimal.ZERO : percent(random);
            trailings.add(Optional.of(new RequestedExit.TrailingPercent(start, percent(random))));
        }
        return ExitGrid.combinations(
                percents(random), percents(random), trailings, ExitUnit.PERCENT, new BigDecimal("0.1"));
    }

    private static List<BigDecimal> percents(SplittableRandom random) {
        List<BigDecimal> percents = new ArrayList<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) percents.add(percent(random));
        return percents;
    }

    /** Some exits are out of reach, so that positions stay open from stretch to stretch. */
    private static BigDecimal percent(SplittableRandom random) {
        return BigDecimal.valueOf(random.nextInt(8) == 0 ? 500 : 1 + random.nextInt(20), 1);
    }

    private static CandleSeries candles(SplittableRandom random) {
        CandleSeries.Builder series = CandleSeries.candles(Timeframe.M1);
        double volatility = 0.0005 + random.nextDouble() * 0.003;
        double price = 100;
        for (int row = 0; row < ROWS; row++) {
            double open = price;
            double high = open;
            double low = open;
            for (int step = 0; step < 3; step++) {
                price = round(price * (1 + volatility * 2 * (random.nextDouble() - 0.5)));
                high = Math.max(high, price);
                low = Math.min(low, price);
            }
            series.add(new Candle(row * 60_000L, open, high, low, price, 1));
        }
        return series.build();
    }

    /** Several of one time now and then. */
    private static CandleSeries ticks(SplittableRandom random) {
        CandleSeries.Builder series = CandleSeries.ticks();
        double volatility = 0.0005 + random.nextDouble() * 0.003;
        double price = 100;
        long time = 1_000_000;
        for (int row = 0; row < ROWS; row++) {
            price = round(price * (1 + volatility * 2 * (random.nextDouble() - 0.5)));
            series.add(new Tick(time, price, 1));
            time += random.nextInt(3) * 400L;
        }
        return series.build();
    }

    private static double round(double price) {
        return Math.rint(price * 50) / 50;
    }
}
