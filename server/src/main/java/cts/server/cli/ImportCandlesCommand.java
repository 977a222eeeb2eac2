package cts.server.cli;

import cts.market.CandleSeries;
import cts.market.Timeframe;
import cts.server.feed.CandleCsv;
import cts.server.storage.CandleIngest;
import cts.server.storage.CandleKey;
import cts.server.storage.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code cts import candles}: candles of a CSV file into the database. A file with an error changes nothing; an import that is
 * cut off is completed by doing it again, which otherwise changes nothing.
 */
@Command(
        name = "candles",
        sortOptions = false,
        description = "Import candles: open_time,open,high,low,close,volume. A file with an error changes nothing.",
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
            CandleIngest.Ingested done = new CandleIngest(open.database())
                    .ingest(new CandleKey(exchange, symbol, timeframe.code()), candles, progress::at);
            output.show(
                    new Imported(
                            exchange,
                            symbol,
                            timeframe.code(),
                            candles.size(),
                            done.added(),
                            done.replaced(),
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
}
