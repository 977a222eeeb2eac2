package cts.server.cli;

import cts.indication.IndicationBoard;
import cts.indication.IndicationCatalogue;
import cts.indication.IndicationKey;
import cts.indication.IndicationScan;
import cts.indication.SymbolHistory;
import cts.market.CandleSeries;
import cts.market.Direction;
import cts.market.Timeframe;
import cts.pseudo.Costs;
import cts.pseudo.ExitGrid;
import cts.pseudo.ExitLabels;
import cts.pseudo.ExitUnit;
import cts.pseudo.KernelSettings;
import cts.pseudo.RequestedExit;
import cts.research.SignalKey;
import cts.research.Sweep;
import cts.research.SweepRequest;
import cts.research.SweepRow;
import cts.server.feed.CandleCsv;
import cts.server.feed.EntriesCsv;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cts sweep}: tries every exit configuration on every signal of a recorded series. */
@Command(
        name = "sweep",
        sortOptions = false,
        description = "Try every combination of take profit, stop loss and trailing stop on recorded prices.",
        footer = {
            "",
            "Lists and ranges: 2,4,6 or 2..22/2 (first..last/step). Example:",
            "  cts sweep --candles BTC.csv --indication direction:3-30 --tp 2..22/2 --sl 0.2..2.2/0.1 --out R.csv"
        })
final class SweepCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1", order = 1)
    private Prices prices = new Prices();

    @ArgGroup(multiplicity = "1", order = 2)
    private Signals signals = new Signals();

    static final class Prices {
        @Option(
                names = "--candles",
                paramLabel = "F.csv",
                required = true,
                description = "Candles: open_time,open,high,low,close,volume.")
        private Optional<Path> candles = Optional.empty();

        @Option(names = "--ticks", paramLabel = "T.csv", required = true, description = "Trades: time,price,size.")
        private Optional<Path> ticks = Optional.empty();
    }

    static final class Signals {
        @Option(names = "--entries", paramLabel = "E.csv", required = true, description = "Signals: index,direction.")
        private Optional<Path> entries = Optional.empty();

        @Option(
                names = "--indication",
                paramLabel = "LIST",
                required = true,
                description = "Indications, such as direction:3-30,move,active:0.5.")
        private Optional<String> indication = Optional.empty();
    }

    @Option(
            names = "--timeframe",
            defaultValue = "1m",
            paramLabel = "T",
            description = "Of the candles (default: ${DEFAULT-VALUE}).")
    private String timeframe = "1m";

    @Option(names = "--tp", required = true, paramLabel = "LIST", description = "Take profits, in steps.")
    private String takeProfits = "";

    @Option(
            names = "--sl",
            required = true,
            paramLabel = "LIST",
            description = "Stop losses, as a ratio of the take profit distance.")
    private String stopLosses = "";

    @Option(
            names = "--unit",
            defaultValue = "pc",
            paramLabel = "pc|percent",
            description = "pc: as above; percent: tp and sl in percent of the entry price (default: ${DEFAULT-VALUE}).")
    private String unit = "pc";

    @Option(
            names = "--trail",
            defaultValue = "off",
            paramLabel = "LIST",
            description = "Trailing stops as start/stop in percent of the price, or off (default: ${DEFAULT-VALUE}).")
    private String trailing = "off";

    @Option(
            names = "--pc",
            defaultValue = "0.1",
            paramLabel = "PERCENT",
            description = "The step (default: ${DEFAULT-VALUE}).")
    private String step = "0.1";

    @Option(
            names = "--max-open",
            defaultValue = "2",
            paramLabel = "N",
            description = "Most open positions per set (default: ${DEFAULT-VALUE}).")
    private int maxOpen = 2;

    @Option(
            names = "--cooldown-ms",
            defaultValue = "0",
            paramLabel = "MS",
            description = "Least time between accepted signals of a set (default: ${DEFAULT-VALUE}).")
    private long cooldown;

    @Option(
            names = "--fee",
            defaultValue = "0",
            paramLabel = "PERCENT",
            description = "Taker fee per side (default: ${DEFAULT-VALUE}).")
    private String fee = "0";

    @Option(
            names = "--slippage",
            defaultValue = "0",
            paramLabel = "PERCENT",
            description = "Slippage per side (default: ${DEFAULT-VALUE}).")
    private String slippage = "0";

    @Option(
            names = "--entry-delay",
            defaultValue = "0",
            paramLabel = "0|1",
            description = "0: enter at the signal's close, 1: at the next open (default: ${DEFAULT-VALUE}).")
    private int entryDelay;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Close a position after this long, such as 2h (default: never).")
    private Optional<String> timeout = Optional.empty();

    @Option(
            names = "--direction",
            defaultValue = "signal",
            paramLabel = "long|short|signal",
            description = "Override the direction of the signals (default: ${DEFAULT-VALUE}).")
    private String direction = "signal";

    @Option(names = "--mark-open", description = "Count open positions in compound_return, at the last close.")
    private boolean markOpen;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads (default: the processors; 1 with --positions).")
    private Optional<Integer> threads = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "R.csv", description = "Where the rows go.")
    private Path out = Path.of("");

    @Option(names = "--positions", paramLabel = "P.csv", description = "Where every closed position goes, too.")
    private Optional<Path> positions = Optional.empty();

    @Mixin
    private final Output output = new Output();

    /** What a sweep was and how long it took; the hash is the CRC-32C of the rows. */
    record Report(
            int bars,
            int missingBars,
            int sets,
            long entries,
            int threads,
            long loadMs,
            long computeMs,
            long writeMs,
            String hash) {

        String text() {
            return "%,d bars%s × %,d sets, %,d signals, %d thread%s: loaded in %,d ms, computed in %,d ms, written in %,d ms"
                    .formatted(
                            bars,
                            missingBars == 0 ? "" : " (%,d missing)".formatted(missingBars),
                            sets,
                            entries,
                            threads,
                            threads == 1 ? "" : "s",
                            loadMs,
                            computeMs,
                            writeMs);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        BigDecimal stepPercent = NumberRange.number("--pc", step);
        if (stepPercent.signum() <= 0) throw new IllegalArgumentException("--pc %s is not above 0.".formatted(step));
        List<RequestedExit> exits = exits(stepPercent);
        KernelSettings settings = settings();
        int workers =
                positions.isPresent() ? 1 : threads.orElse(Runtime.getRuntime().availableProcessors());
        if (workers < 1) throw new IllegalArgumentException("--threads %d is below 1.".formatted(workers));

        long start = System.nanoTime();
        CandleSeries series = prices.candles.isPresent()
                ? CandleCsv.readCandles(prices.candles.get(), Timeframe.parse(timeframe))
                : CandleCsv.readTicks(prices.ticks.orElseThrow());
        List<SignalKey> keys = signals(series, stepPercent);
        long loaded = System.nanoTime();

        SweepRequest request = new SweepRequest(series, keys, exits, settings, stepPercent);
        try (FileOutput rowsOut = new FileOutput(out)) {
            List<SweepRow> rows =
                    positions.isPresent() ? withPositions(request, positions.get()) : sweep(request, workers);
            long computed = System.nanoTime();
            long end = series.closeTime(series.size() - 1);
            SweepCsv csv = new SweepCsv(signals.indication.isPresent(), markOpen, request.step(), end);
            String hash = csv.write(rows, rowsOut);
            rowsOut.commit();
            output.show(
                    new Report(
                            series.size(),
                            series.missing(),
                            rows.size(),
                            keys.stream().mapToLong(SignalKey::size).sum(),
                            workers,
                            millis(start, loaded),
                            millis(loaded, computed),
                            millis(computed, System.nanoTime()),
                            hash),
                    Report::text);
        }
        return 0;
    }

    private static List<SweepRow> sweep(SweepRequest request, int threads) throws InterruptedException {
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            return Sweep.run(request, threads, workers);
        }
    }

    private static List<SweepRow> withPositions(SweepRequest request, Path file) {
        List<String> names = request.keys().stream()
                .map(key -> PositionCsv.keyName(key.name(), key.direction()))
                .toList();
        ExitLabels labels = new ExitLabels(ExitGrid.ofRequests(request.exits()), request.exits());
        try (FileOutput positionsOut = new FileOutput(file)) {
            List<SweepRow> rows = Sweep.run(request, new PositionCsv(names, labels, positionsOut));
            positionsOut.commit();
            return rows;
        }
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }

    private List<RequestedExit> exits(BigDecimal stepPercent) {
        ExitUnit exitUnit = switch (unit.toLowerCase(Locale.ROOT)) {
            case "pc" -> ExitUnit.STEPS;
            case "percent" -> ExitUnit.PERCENT;
            default -> throw new IllegalArgumentException("--unit '%s' is neither pc nor percent.".formatted(unit));
        };
        return ExitGrid.combinations(
                NumberRange.parse("--tp", takeProfits),
                NumberRange.parse("--sl", stopLosses),
                TrailingList.parse("--trail", trailing),
                exitUnit,
                stepPercent);
    }

    private KernelSettings settings() {
        Costs costs = new Costs(NumberRange.number("--fee", fee), NumberRange.number("--slippage", slippage));
        long limit = timeout.map(text -> NumberRange.duration("--timeout", text).toMillis())
                .orElse(KernelSettings.NO_TIMEOUT);
        return new KernelSettings(costs, entryDelay, maxOpen, cooldown, limit);
    }

    private List<SignalKey> signals(CandleSeries series, BigDecimal stepPercent) throws IOException {
        List<SignalKey> found = new ArrayList<>();
        if (signals.entries.isPresent()) {
            Map<Direction, List<Integer>> entries = EntriesCsv.read(signals.entries.get(), series.size());
            entries.forEach((way, indexes) -> found.add(new SignalKey("entries", way, ints(indexes))));
        } else {
            IndicationCatalogue catalogue = IndicationCatalogue.load();
            List<IndicationKey> keys = catalogue.parse(signals.indication.orElseThrow());
            IndicationBoard.Settings settings = IndicationBoard.Settings.DEFAULT.withHistory(
                    SymbolHistory.Settings.DEFAULT.withStepPercent(stepPercent));
            IndicationScan scan = new IndicationScan(catalogue, keys, settings, series);
            for (int k = 0; k < keys.size(); k++) {
                found.add(new SignalKey(keys.get(k).name(), keys.get(k).direction(), scan.indexes(k)));
            }
        }
        return direction.equals("signal") ? found : turned(found, Direction.parse(direction));
    }

    /** All signals of a name in one direction; where both directions fired on a row they are one. */
    private static List<SignalKey> turned(List<SignalKey> found, Direction direction) {
        Map<String, TreeSet<Integer>> byName = new TreeMap<>();
        List<String> order = found.stream().map(SignalKey::name).distinct().toList();
        for (SignalKey key : found) {
            TreeSet<Integer> indexes = byName.computeIfAbsent(key.name(), name -> new TreeSet<>());
            for (int i = 0; i < key.size(); i++) indexes.add(key.index(i));
        }
        return order.stream()
                .map(name ->
                        new SignalKey(name, direction, ints(List.copyOf(byName.getOrDefault(name, new TreeSet<>())))))
                .toList();
    }

    private static int[] ints(List<Integer> indexes) {
        return indexes.stream().mapToInt(Integer::intValue).toArray();
    }
}
