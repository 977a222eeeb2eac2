package cts.server.cli;

import cts.server.storage.DataFolder;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.migration.DatabaseSurvey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code cts db}: the database and its migrations. */
@Command(
        name = "db",
        description = "Look at the database, bring it up to date, back it up, restore, convert and reorganise it.",
        subcommands = {
            DbDryRunCommand.class,
            DbRollbackCommand.class,
            DbVerifyCommand.class,
            DbAuditCommand.class,
            DbBackupCommand.class,
            DbRestoreCommand.class,
            DbConvertCommand.class,
            DbReorganizeCommand.class,
            DbPitrCommand.class
        })
final class DbCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli finds --help in it
    private final HelpOption help = new HelpOption();

    @Command(name = "status", description = "Show type, place, version, migrations, tables and size.")
    int status(@Mixin DataFolderOption data, @Mixin Output output) throws IOException, InterruptedException {
        DatabaseReport report = DataFolder.isInUse(data.folder())
                ? ofServer(data)
                : DatabaseReport.of(DatabaseSurvey.of(OfflineDatabase.choice(data.folder())));
        output.show(report, DatabaseReport::text);
        return 0;
    }

    /** What the server says of its database; tables and size are read beside it where this process finds the same one. */
    private static DatabaseReport ofServer(DataFolderOption data) throws IOException, InterruptedException {
        try (ServerClient server = ServerClient.of(data.folder())) {
            DatabaseReport told = DatabaseReport.of(server.get("/api/install/database/status"));
            DatabaseChoice own = OfflineDatabase.choice(data.folder());
            return own.place().equals(told.place()) ? told.withTables(DatabaseSurvey.of(own)) : told;
        }
    }

    @Command(name = "migrate", description = "Bring the database to this program's version; makes it if there is none.")
    int migrate(@Mixin DataFolderOption data, @Mixin Output output) throws IOException, InterruptedException {
        if (DataFolder.isInUse(data.folder())) {
            try (ServerClient server = ServerClient.of(data.folder())) {
                Migrated done = Migrated.of(server.post("/api/install/database/migrate", Map.of()));
                output.show(
                        done,
                        each -> each.applied().isEmpty()
                                ? "The running server has migrated already.\n" + each.text()
                                : each.text());
            }
            return 0;
        }
        try (OfflineDatabase open = OfflineDatabase.open(data.folder())) {
            output.show(
                    new Migrated(
                            open.report().applied().stream()
                                    .map(script -> script.number() + " " + script.description())
                                    .toList(),
                            open.report().log()),
                    Migrated::text);
        }
        return 0;
    }

    /** What a migration did: the scripts it applied, and a sentence for each thing done. */
    record Migrated(List<String> applied, List<String> log) {
        static Migrated of(JsonNode answer) {
            List<String> applied = new ArrayList<>();
            for (JsonNode script : answer.path("applied")) {
                applied.add(script.path("number").asInt() + " "
                        + script.path("description").asString());
            }
            List<String> log = new ArrayList<>();
            for (JsonNode sentence : answer.path("log")) log.add(sentence.asString());
            return new Migrated(applied, log);
        }

        String text() {
            return String.join("\n", log);
        }
    }
}
