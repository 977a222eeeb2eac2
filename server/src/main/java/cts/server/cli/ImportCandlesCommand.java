package cts.server.cli;

import cts.market.CandleSeries;
import cts.market.Timeframe;
import cts.server.feed.CandleCsv;
import cts.server.storage.DataFolder;
import cts.server.storage.repository.Candles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cts import candles}: candles of a CSV file into the database, all or none; importing again changes nothing. */
@Command(
        name = "candles",
        sortOptions = false,
        description = "Import candles: open_time,open,high,low,close,volume; all of them or none.",
        footer = {"", "A candle that is there already is replaced, so a file may be imported again."})
final class ImportCandlesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "F.csv", description = "The file.")
    private Path file = Path.of("");

    @Mixin
    private final SeriesOptions series = new SeriesOptions();

    @Mixin
    private final DataFolderOption data = new DataFolderOption();

    @Mixin
    private final Output output = new Output();

    /** What an import did; {@code missing} candles lie in gaps of the file. */
    record Imported(
            String exchange,
            String symbol,
            String timeframe,
            int candles,
            int added,
            int replaced,
            int missing,
            long durationMs) {

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%,d candles of %s %s %s imported in %,d ms: %,d new, %,d replaced%s.",
                    candles,
                    exchange,
                    symbol,
                    timeframe,
                    durationMs,
                    added,
                    replaced,
                    missing == 0 ? "" : String.format(Locale.ROOT, "; %,d are missing in gaps of the file", missing));
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String exchange = series.exchange();
        String symbol = series.symbol();
        Timeframe timeframe = series.timeframe();
        if (DataFolder.isInUse(data.folder())) {
            throw new CommandFailure(
                    "a server uses the data folder %s and candles cannot be imported into a running one; stop it first."
                            .formatted(data.folder()));
        }
        long start = System.nanoTime();
        CandleSeries candles = CandleCsv.readCandles(file, timeframe);
        checkAlignment(candles, timeframe);
        try (OfflineDatabase open = OfflineDatabase.open(data.folder());
                Progress progress = Progress.of(command.commandLine().getErr(), "candles", candles.size())) {
            Candles stored = new Candles(open.database());
            int before = stored.count(exchange, symbol, timeframe.code());
            stored.saveAll(rows(candles, exchange, symbol, timeframe), progress::at);
            int added = stored.count(exchange, symbol, timeframe.code()) - before;
            output.show(
                    new Imported(
                            exchange,
                            symbol,
                            timeframe.code(),
                            candles.size(),
                            added,
                            candles.size() - added,
                            candles.missing(),
                            (System.nanoTime() - start) / 1_000_000),
                    Imported::text);
        }
        return 0;
    }

    /** Candles off the grid of their timeframe would stand beside those of the engine instead of being them. */
    private void checkAlignment(CandleSeries candles, Timeframe timeframe) {
        for (long time : candles.openTime()) {
            if (timeframe.openTimeOf(time) != time) {
                throw new CommandFailure(
                        "%s: open_time %d is not the start of a %s candle; check --timeframe and that times are in ms."
                                .formatted(file, time, timeframe.code()));
            }
        }
    }

    /** The candles as rows, each made when it is asked for. */
    private static List<Candles.Row> rows(CandleSeries candles, String exchange, String symbol, Timeframe timeframe) {
        return new AbstractList<>() {
            @Override
            public Candles.Row get(int i) {
                return new Candles.Row(
                        exchange,
                        symbol,
                        timeframe.code(),
                        candles.openTime()[i],
                        candles.open()[i],
                        candles.high()[i],
                        candles.low()[i],
                        candles.close()[i],
                        candles.volume()[i]);
            }

            @Override
            public int size() {
                return candles.size();
            }
        };
    }
}
