package cts.server.cli;

import cts.server.storage.StorageException;
import cts.server.storage.backup.Backup;
import cts.server.storage.backup.Restore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cts db restore}: puts a backup in the place of a database and of an engine's state. */
@Command(
        name = "restore",
        sortOptions = false,
        description =
                "Restore a backup into an empty database and data folder, or with --replace into one that is not.",
        footer = {
            "",
            "No server may run on the data folder. Afterwards live and preset trading are off on every connection but"
                    + " paper ones, everyone is logged out, and the next start takes an installation id of its own."
        })
final class DbRestoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "F.zip", description = "The backup.")
    private Path file = Path.of("");

    @Option(names = "--replace", description = "Replace what is there; a backup of that is made first.")
    private boolean replace;

    @Mixin
    private final DataFolderOption data = new DataFolderOption();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws IOException {
        OfflineData.requireNoServer(data.folder(), "a restore");
        try (OfflineData open = OfflineData.open(data.folder());
                StepProgress progress = new StepProgress(command.commandLine().getErr())) {
            Restore restore =
                    new Restore(open.choice(), open.folder(), Clock.systemUTC(), BackupSetup.KEY_FINGERPRINT, progress);
            Restore.Report report = replace ? replace(open, restore) : restore.intoEmpty(file);
            output.show(
                    report,
                    each -> RestoreText.of(each, open.choice()) + "\nStart with 'cts up'; it goes on from that state.");
        }
        return 0;
    }

    private Restore.Report replace(OfflineData open, Restore restore) {
        List<Backup> before = new ArrayList<>();
        Restore.Report report = restore.replacing(file, () -> {
            if (restore.isEmpty()) return;
            try {
                before.add(open.backups().beforeChange("restoring " + file));
            } catch (StorageException failure) {
                throw StorageException.refused(
                        "Nothing was restored, because what is there cannot be backed up first: "
                                + failure.getMessage()
                                + " If it is beyond that, move it away by hand and restore without --replace.",
                        failure);
            }
        });
        before.forEach(open.backups()::remember);
        return report;
    }
}
