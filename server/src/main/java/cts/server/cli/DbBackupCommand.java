package cts.server.cli;

import cts.server.storage.DataFolder;
import cts.server.storage.backup.Backup;
import cts.server.storage.backup.Backups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cts db backup}: writes a backup and proves it, or proves one that is there. */
@Command(
        name = "backup",
        sortOptions = false,
        description =
                "Write a backup of database and engine, beside a running server too, and prove it by restoring it.",
        footer = {
            "",
            "Without --out it goes into the folder of backups (setting backup.folder, DIR/backups by default).",
            "Proving takes the room of the whole database for a while; on PostgreSQL the right CREATE on it."
        })
final class DbBackupCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(names = "--out", paramLabel = "F.zip", description = "Where the backup goes.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--verify",
            paramLabel = "F.zip",
            description = "Write none, but restore this one into a scratch database and compare every row.")
    private Optional<Path> verify = Optional.empty();

    @Mixin
    private final DataFolderOption data = new DataFolderOption();

    @Mixin
    private final Output output = new Output();

    /** What was written or proven; rows are 0 where a file was only proven. */
    record Written(String file, long bytes, long rows, String sha256, long writtenMs, long restoredMs) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    "%s: %,.1f MiB%s, proven by restoring it in %,.1f s.",
                    file,
                    bytes / 1048576.0,
                    rows == 0
                            ? ""
                            : String.format(Locale.ROOT, ", %,d rows written in %,.1f s", rows, writtenMs / 1000.0),
                    restoredMs / 1000.0);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (out.isPresent() && verify.isPresent()) {
            throw new CommandFailure("--out and --verify exclude each other; give one of them.");
        }
        out.ifPresent(file -> FileOutput.checkPlace("--out", file, List.of()));
        output.show(run(), Written::text);
        return 0;
    }

    private Written run() throws IOException, InterruptedException {
        if (verify.isPresent()) return prove(verify.get());
        if (DataFolder.isInUse(data.folder())) {
            return new ServerBackup(data.folder(), command.commandLine().getErr()).write(out);
        }
        requireData();
        try (OfflineData open = OfflineData.open(data.folder());
                StepProgress progress = new StepProgress(command.commandLine().getErr())) {
            Backups backups = open.backups();
            if (out.isEmpty()) {
                Backup backup = backups.create(Backup.Kind.MANUAL, progress);
                return new Written(
                        backups.file(backup).toString(),
                        backup.bytes(),
                        backup.rows(),
                        backup.sha256(),
                        backup.writtenMs(),
                        backup.restoredMs().orElse(0L));
            }
            Backups.Copy copy = backups.writeTo(out.get(), progress);
            return new Written(
                    out.get().toString(),
                    copy.bytes(),
                    copy.rows(),
                    copy.sha256(),
                    copy.writtenMs(),
                    copy.restoredMs());
        }
    }

    /** A typing error in --data must not make a folder. */
    private void requireData() {
        if (!Files.isDirectory(data.folder())) {
            throw new CommandFailure("there is no data folder %s; name another with --data.".formatted(data.folder()));
        }
    }

    private Written prove(Path zip) throws IOException {
        requireData();
        OfflineData.requireNoServer(data.folder(), "proving a file");
        try (OfflineData open = OfflineData.open(data.folder());
                StepProgress progress = new StepProgress(command.commandLine().getErr())) {
            long took = open.backups().verify(zip, progress);
            return new Written(zip.toString(), Files.size(zip), 0, "", 0, took);
        }
    }
}
