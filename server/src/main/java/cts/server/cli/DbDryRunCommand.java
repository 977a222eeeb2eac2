package cts.server.cli;

import cts.server.storage.DataFolder;
import cts.server.storage.Sleeper;
import cts.server.storage.migration.DryRun;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code cts db dry-run}: tries a migration or a rollback on a copy of the database. */
@Command(
        name = "dry-run",
        sortOptions = false,
        description = "Try what is due on a copy of the database: SQL, rows before and after, time, locks.",
        footer = {
            "",
            "The database itself is only read, and a server may use it meanwhile. On PostgreSQL the copy is a schema in the"
                    + " same database, for which the user needs the right CREATE there; without it the SQL alone is shown."
        })
final class DbDryRunCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofHours(12);

    @Option(
            names = "--to",
            paramLabel = "N",
            description = "Try to go to this version, up or back (default: this program's newest).")
    private Optional<Integer> to = Optional.empty();

    @Mixin
    private final DataFolderOption data = new DataFolderOption();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws IOException, InterruptedException {
        output.show(DataFolder.isInUse(data.folder()) ? ofServer() : own(), DbDryRunCommand::text);
        return 0;
    }

    private DryRun.Report own() throws IOException, InterruptedException {
        return new DryRun(OfflineDatabase.choice(data.folder()), Sleeper.REAL, System::nanoTime).to(to);
    }

    private DryRun.Report ofServer() throws IOException, InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("dry_run", true));
        to.ifPresent(version -> body.put("to", version));
        try (ServerClient server = ServerClient.of(data.folder(), PATIENCE)) {
            return JsonMapper.shared()
                    .treeToValue(server.post("/api/install/database/migrate", body), DryRun.Report.class);
        }
    }

    private static String text(DryRun.Report report) {
        StringBuilder text = new StringBuilder();
        for (DryRun.Step step : report.steps()) {
            text.append("-- ")
                    .append(step.direction() == DryRun.Direction.UNDO ? "undo " : "")
                    .append("%03d %s".formatted(step.number(), step.description()))
                    .append(step.milliseconds().map(", %d ms"::formatted).orElse(""))
                    .append('\n');
            step.locks().forEach(lock -> text.append("-- lock: ").append(lock).append('\n'));
            text.append(step.sql().strip()).append("\n\n");
        }
        if (!report.tables().isEmpty()) text.append(TextTable.of(rows(report))).append('\n');
        report.drift()
                .flatMap(drift -> drift.words())
                .ifPresent(words -> text.append("Afterwards the schema is not as expected: ")
                        .append(words)
                        .append(".\n"));
        text.append("From version %d to %d. ".formatted(report.from(), report.to()));
        return text.append(String.join("\n", report.log())).toString();
    }

    private static List<List<String>> rows(DryRun.Report report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("TABLE", "ROWS BEFORE", "ROWS AFTER"));
        for (DryRun.Rows table : report.tables()) {
            rows.add(List.of(table.table(), shown(table.before()), shown(table.after())));
        }
        return rows;
    }

    private static String shown(Optional<Long> rows) {
        return rows.map("%,d"::formatted).orElse("–");
    }
}
