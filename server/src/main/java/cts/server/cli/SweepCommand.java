package cts.server.cli;

import cts.indication.IndicationBoard;
import cts.indication.IndicationCatalogue;
import cts.indication.IndicationKey;
import cts.indication.IndicationScan;
import cts.indication.SymbolHistory;
import cts.market.CandleSeries;
import cts.market.Direction;
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
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

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
    private static final int MOST_THREADS = 256;

    @Spec
    private CommandSpec command;

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

    @Mixin
    private final GridOptions grid = new GridOptions();

    @Mixin
    private final RuleOptions rules = new RuleOptions();

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
            description = "Threads (default: the processors; 1 with --positions or --position-digests).")
    private Optional<Integer> threads = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "R.csv", description = "Where the rows go.")
    private Path out = Path.of("");

    @Mixin
    private final PositionOptions positions = new PositionOptions();

    @Mixin
    private final Output output = new Output();

    /** What a sweep was and how long it took; the hash is the CRC-32C of the rows. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
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
        grid.exits();
        rules.settings();
        workers();
        SeriesOptions.timeframe(timeframe);
        checkDirection();
        checkPlaces();
        try (FileOutput rowsOut = new FileOutput(out)) {
            output.show(sweep(rowsOut), Report::text);
        }
        return 0;
    }

    private Report sweep(FileOutput rowsOut) throws IOException, InterruptedException {
        long start = System.nanoTime();
        CandleSeries series = prices.candles.isPresent()
                ? CandleCsv.readCandles(prices.candles.get(), SeriesOptions.timeframe(timeframe))
                : CandleCsv.readTicks(prices.ticks.orElseThrow());
        List<SignalKey> keys = signals(series, grid.stepPercent());
        long loaded = System.nanoTime();

        SweepRequest request = new SweepRequest(series, keys, grid.exits(), rules.settings(), grid.stepPercent());
        try (PositionFiles files = positions.open(names(request))) {
            List<SweepRow> rows;
            try (Progress progress = progress("bars swept", series.size())) {
                rows = positions.isGiven()
                        ? Sweep.run(request, files, progress::at)
                        : sweep(request, workers(), progress);
            }
            long computed = System.nanoTime();

            long end = series.closeTime(series.size() - 1);
            String hash =
                    new SweepCsv(signals.indication.isPresent(), markOpen, request.step(), end).write(rows, rowsOut);
            files.commit();
            rowsOut.commit();
            return new Report(
                    series.size(),
                    series.missing(),
                    rows.size(),
                    keys.stream().mapToLong(SignalKey::size).sum(),
                    workers(),
                    millis(start, loaded),
                    millis(loaded, computed),
                    millis(computed, System.nanoTime()),
                    hash);
        }
    }

    private Progress progress(String what, long total) {
        return Progress.of(command.commandLine().getErr(), what, total);
    }

    private static List<SweepRow> sweep(SweepRequest request, int threads, Progress progress)
            throws InterruptedException {
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            return Sweep.run(request, threads, workers, progress::at);
        }
    }

    private static PositionNames names(SweepRequest request) {
        List<String> keys = request.keys().stream()
                .map(key -> PositionNames.key(key.name(), key.direction()))
                .toList();
        return new PositionNames(keys, request.exits());
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }

    private int workers() {
        int given = threads.orElse(Runtime.getRuntime().availableProcessors());
        if (given < 1 || given > MOST_THREADS) {
            throw new CommandFailure("--threads %d is not from 1 to %d; leave it out to use every processor."
                    .formatted(given, MOST_THREADS));
        }
        return positions.isGiven() ? 1 : given;
    }

    private void checkDirection() {
        if (List.of("long", "short", "signal").contains(direction.toLowerCase(Locale.ROOT))) return;
        throw new CommandFailure(
                "--direction '%s' is none of long, short and signal; choose one of them.".formatted(direction));
    }

    /** What cannot be written is told before anything is computed. */
    private void checkPlaces() {
        List<Path> used = new ArrayList<>();
        Stream.of(prices.candles, prices.ticks, signals.entries)
                .flatMap(Optional::stream)
                .forEach(used::add);
        FileOutput.checkPlace("--out", out, used);
        used.add(out);
        positions.check(used);
    }

    private List<SignalKey> signals(CandleSeries series, BigDecimal stepPercent) throws IOException {
        List<SignalKey> found = new ArrayList<>();
        if (signals.entries.isPresent()) {
            Map<Direction, List<Integer>> entries = EntriesCsv.read(signals.entries.get(), series.size());
            entries.forEach((way, indexes) -> found.add(new SignalKey("entries", way, ints(indexes))));
        } else {
            IndicationCatalogue catalogue = IndicationCatalogue.load();
            List<IndicationKey> keys = keys(catalogue, signals.indication.orElseThrow());
            IndicationBoard.Settings settings = IndicationBoard.Settings.DEFAULT.withHistory(
                    SymbolHistory.Settings.DEFAULT.withStepPercent(stepPercent));
            IndicationScan scan;
            try (Progress progress = progress("bars scanned", series.size())) {
                scan = new IndicationScan(catalogue, keys, settings, series, progress::at);
            }
            for (int k = 0; k < keys.size(); k++) {
                found.add(new SignalKey(keys.get(k).name(), keys.get(k).direction(), scan.indexes(k)));
            }
        }
        String way = direction.toLowerCase(Locale.ROOT);
        return way.equals("signal") ? found : turned(found, Direction.parse(way));
    }

    private static List<IndicationKey> keys(IndicationCatalogue catalogue, String text) {
        try {
            return catalogue.parse(text);
        } catch (IllegalArgumentException impossible) {
            throw new CommandFailure(
                    "--indication: %s; write it like direction:3-30,move,active:0.5-2.5/0.5."
                            .formatted(impossible.getMessage()),
                    impossible);
        }
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
