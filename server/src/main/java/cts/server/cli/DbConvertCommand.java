package cts.server.cli;

import cts.server.storage.backup.Conversion;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cts db convert}: moves the database to the other type, or to another place. */
@Command(
        name = "convert",
        sortOptions = false,
        description =
                "Copy the database, SQLite or PostgreSQL, into an empty one of either type, and compare every row.",
        footer = {
            "",
            "No server may run. The database that is left stays as it is, and a backup of it is made first.",
            "With a folder that is not --data's own, the engine's state goes there, too."
        })
final class DbConvertCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "postgresql://…|DIR",
            description = "An empty PostgreSQL database, or the data folder whose SQLite file (DIR/cts.db) is made.")
    private String to = "";

    @Mixin
    private final DataFolderOption data = new DataFolderOption();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws IOException {
        OfflineData.requireNoServer(data.folder(), "a conversion");
        if (!Files.isDirectory(data.folder())) {
            throw new CommandFailure("there is no data folder %s; name another with --data.".formatted(data.folder()));
        }
        try (OfflineData open = OfflineData.open(data.folder());
                StepProgress progress = new StepProgress(command.commandLine().getErr())) {
            ConversionTarget target = ConversionTarget.of(to, open.choice(), open.folder());
            output.show(
                    target.convert(new Conversion(open.backups(), open.folder(), Clock.systemUTC(), progress)),
                    report -> RestoreText.of(report, target.choice()) + "\n" + target.next());
        }
        return 0;
    }
}
