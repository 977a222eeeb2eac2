package cts.server.cli;

import cts.market.Timeframe;
import cts.server.storage.CandleKey;
import cts.server.storage.Database;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.StorageException;
import cts.server.storage.migration.DatabaseSurvey;
import cts.server.storage.repository.Candles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cts export candles}: stored candles, those of the archive included, as a CSV file that {@code import candles} and {@code sweep} read. */
@Command(
        name = "candles",
        sortOptions = false,
        description = "Export candles: open_time,open,high,low,close,volume; also beside a running server.")
final class ExportCandlesCommand implements Callable<Integer> {
    private static final int PAGE = 10_000;

    @Spec
    private CommandSpec command;

    @Mixin
    private final SeriesOptions series = new SeriesOptions();

    @Option(names = "--out", required = true, paramLabel = "F.csv", description = "The file to write.")
    private Path out = Path.of("");

    @Mixin
    private final DataFolderOption data = new DataFolderOption();

    @Mixin
    private final Output output = new Output();

    /** What was written. */
    record Exported(String exchange, String symbol, String timeframe, int candles, String file) {
        String text() {
            return String.format(
                    Locale.ROOT, "%,d candles of %s %s %s written to %s.", candles, exchange, symbol, timeframe, file);
        }
    }

    @Override
    public Integer call() throws IOException {
        String exchange = series.exchange();
        String symbol = series.symbol();
        Timeframe timeframe = series.timeframe();
        FileOutput.checkPlace("--out", out, List.of());
        DatabaseChoice choice = OfflineDatabase.choice(data.folder());
        checkUsable(DatabaseSurvey.of(choice));
        try (Database database = Database.open(choice)) {
            Candles stored = new Candles(database);
            CandleKey key = new CandleKey(exchange, symbol, timeframe.code());
            long count = stored.count(key);
            if (count == 0) {
                throw new CommandFailure(
                        "there are no %s candles of %s %s in %s; check the names, exchange and symbol as they were imported."
                                .formatted(timeframe.code(), exchange, symbol, choice.place()));
            }
            int written = write(stored, key, count);
            output.show(new Exported(exchange, symbol, timeframe.code(), written, out.toString()), Exported::text);
        }
        return 0;
    }

    /** Nothing is migrated here: a running server may be at work on the same file. */
    private static void checkUsable(DatabaseSurvey survey) {
        survey.misfit().ifPresent(sentence -> {
            throw StorageException.refused(sentence);
        });
        if (survey.scripts().stream().anyMatch(script -> script.appliedAt().isEmpty())) {
            throw new CommandFailure("the database %s is older than this program; run 'cts db migrate' first."
                    .formatted(survey.place()));
        }
    }

    private int write(Candles stored, CandleKey key, long count) {
        int written = 0;
        try (FileOutput file = new FileOutput(out);
                Progress progress = Progress.of(command.commandLine().getErr(), "candles", count)) {
            file.line("open_time,open,high,low,close,volume");
            long from = Long.MIN_VALUE;
            List<Candles.Row> page;
            do {
                page = stored.history(key, from, Long.MAX_VALUE, PAGE);
                page.forEach(row -> file.line(line(row)));
                written += page.size();
                if (!page.isEmpty()) from = page.getLast().openTime() + 1;
                progress.at(Math.min(written, count));
            } while (page.size() == PAGE);
            file.commit();
        }
        return written;
    }

    private static String line(Candles.Row row) {
        return row.openTime() + "," + Numbers.shortest(row.open()) + "," + Numbers.shortest(row.high()) + ","
                + Numbers.shortest(row.low()) + "," + Numbers.shortest(row.close()) + ","
                + Numbers.shortest(row.volume());
    }
}
