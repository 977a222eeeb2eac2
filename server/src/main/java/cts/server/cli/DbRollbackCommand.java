package cts.server.cli;

import cts.server.storage.migration.Rollback;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cts db rollback}: takes the schema back to an older version. */
@Command(
        name = "rollback",
        sortOptions = false,
        description = "Take the schema back to an older version; tables that came since go with their rows.",
        footer = {
            "",
            "No server may run on the data folder. A backup is made and proved first; without one nothing is changed.",
            "Below version 5 rows of the engine go, so its journal and snapshots are set aside. 'cts db dry-run --to N'"
                    + " shows beforehand what it does."
        })
final class DbRollbackCommand implements Callable<Integer> {
    @Option(
            names = "--to",
            required = true,
            paramLabel = "N",
            description = "The version to go back to; 0 leaves nothing but the empty history.")
    private int to;

    @Mixin
    private final DataFolderOption data = new DataFolderOption();

    @Mixin
    private final Output output = new Output();

    private final TypedConfirmation confirmation = TypedConfirmation.ofProcess();

    @Override
    public Integer call() throws IOException, InterruptedException {
        OfflineData.requireNoServer(data.folder(), "a rollback");
        try (OfflineData open = OfflineData.open(data.folder())) {
            confirmation.demand(
                    "rollback to " + to,
                    "The %s database %s goes back to version %d; what was added since is dropped with its rows, after a backup."
                            .formatted(
                                    open.choice().type().word(), open.choice().place(), to));
            Rollback.Outcome outcome =
                    new RollbackWork(open.folder(), open.choice(), open.backups(), Clock.systemUTC()).to(to);
            output.show(outcome, DbRollbackCommand::text);
        }
        return 0;
    }

    private static String text(Rollback.Outcome outcome) {
        StringBuilder text = new StringBuilder(String.join("\n", outcome.log()));
        if (!outcome.droppedTables().isEmpty()) {
            text.append("\nDropped: ")
                    .append(String.join(", ", outcome.droppedTables()))
                    .append('.');
        }
        return text.append("\nThe schema is at version ")
                .append(outcome.to())
                .append('.')
                .toString();
    }
}
