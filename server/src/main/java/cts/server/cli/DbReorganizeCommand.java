package cts.server.cli;

import cts.server.runtime.Settings;
import cts.server.storage.DataFolder;
import cts.server.storage.Sleeper;
import cts.server.storage.backup.Reorganization;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code cts db reorganize}: copies, trims, rebuilds and analyses. */
@Command(
        name = "reorganize",
        sortOptions = false,
        description = "Copy the positions into their backup tables, trim what is more than sets keep, rebuild indexes.",
        footer = {"", "Runs beside a running server. The copies stay until the next time."})
final class DbReorganizeCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofHours(12);

    @Mixin
    private final DataFolderOption data = new DataFolderOption();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws IOException, InterruptedException {
        output.show(DataFolder.isInUse(data.folder()) ? ofServer() : own(), DbReorganizeCommand::text);
        return 0;
    }

    private Reorganization.Report ofServer() throws IOException, InterruptedException {
        try (ServerClient server = ServerClient.of(data.folder(), PATIENCE)) {
            JsonNode done = server.post("/api/database/reorganize", Map.of());
            List<Reorganization.Step> steps = new ArrayList<>();
            for (JsonNode step : done.path("steps")) {
                steps.add(new Reorganization.Step(
                        step.path("what").asString(),
                        step.path("count").asLong(),
                        step.path("durationMs").asLong(),
                        step.path("longestMs").asLong()));
            }
            return new Reorganization.Report(
                    steps,
                    done.path("durationMs").asLong(),
                    done.path("longestMs").asLong());
        }
    }

    private Reorganization.Report own() throws IOException, InterruptedException {
        Settings settings = Settings.read(data.folder().resolve("settings.json"), System.getenv(), Map.of());
        try (OfflineDatabase open = OfflineDatabase.open(data.folder())) {
            return new Reorganization(
                            open.database(),
                            (int) settings.whole("engine.history-per-set"),
                            Clock.systemUTC(),
                            Sleeper.REAL)
                    .run();
        }
    }

    private static String text(Reorganization.Report report) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("WHAT", "COUNT", "SECONDS", "LONGEST PIECE"));
        for (Reorganization.Step step : report.steps()) {
            lines.add(List.of(
                    step.what(),
                    String.format(Locale.ROOT, "%,d", step.count()),
                    String.format(Locale.ROOT, "%.2f", step.durationMs() / 1000.0),
                    step.longestMs() + " ms"));
        }
        return TextTable.of(lines)
                + String.format(
                        Locale.ROOT,
                        "%nReorganised in %.1f s; no writer had to wait longer than %d ms for it.",
                        report.durationMs() / 1000.0,
                        report.longestMs());
    }
}
