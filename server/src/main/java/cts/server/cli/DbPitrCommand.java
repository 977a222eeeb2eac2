package cts.server.cli;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.pitr.BaseBackup;
import cts.server.storage.pitr.PointInTime;
import cts.server.storage.pitr.WalArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cts db pitr}: a PostgreSQL as it was at a point in time. */
@Command(
        name = "pitr",
        sortOptions = false,
        description = "PostgreSQL at a point in time: set up the archive, take a base backup, restore.",
        footer = {"", "The whole way is described in docs/point-in-time.md."})
final class DbPitrCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private final DataFolderOption folder = new DataFolderOption();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli finds --help in it
    private final HelpOption help = new HelpOption();

    /** Without a command of its own it can only say what is missing: first of all PostgreSQL. */
    @Override
    public Integer call() throws IOException {
        postgresql(folder);
        throw new ParameterException(command.commandLine(), "Missing required subcommand");
    }

    /** Lines for {@code postgresql.conf}, and what is not yet so. */
    record Archive(List<String> settings, List<String> obstacles) {
        String text() {
            return "Put into postgresql.conf, then restart PostgreSQL:\n  " + String.join("\n  ", settings) + "\n"
                    + (obstacles.isEmpty()
                            ? "The server is set up like that."
                            : "Not yet so: " + String.join(" ", obstacles));
        }
    }

    @Command(
            name = "archive",
            description = "Print the settings by which PostgreSQL fills an archive, and whether they hold.")
    int archive(
            @Option(names = "--archive", required = true, paramLabel = "DIR", description = "The archive.")
                    Path archive,
            @Mixin DataFolderOption data,
            @Mixin Output output)
            throws IOException {
        DatabaseChoice.Postgresql choice = postgresql(data);
        WalArchive wal = new WalArchive(archive);
        output.show(new Archive(wal.settings(), wal.obstacles(choice)), Archive::text);
        return 0;
    }

    @Command(
            name = "base",
            description = "Copy the files of the running PostgreSQL, on its machine, as its user or root.")
    int base(
            @Option(names = "--archive", required = true, paramLabel = "DIR", description = "The archive it fills.")
                    Path archive,
            @Option(names = "--base", required = true, paramLabel = "DIR", description = "Where the copy goes.")
                    Path base,
            @Mixin DataFolderOption data,
            @Mixin Output output)
            throws IOException {
        BaseBackup.Report report = new BaseBackup(postgresql(data), new WalArchive(archive)).take(base);
        output.show(
                report,
                done -> String.format(
                        Locale.ROOT,
                        "%,d files, %,.1f MiB copied from %s to %s; any time from %s on can be reached.",
                        done.files(),
                        done.bytes() / 1048576.0,
                        done.from(),
                        base,
                        done.earliest()));
        return 0;
    }

    /** What was prepared. */
    record Prepared(String folder, Instant time) {
        String text() {
            return "%s recovers to %s when PostgreSQL is started on it, and then takes writes:\n  pg_ctl -D %s -o \"-p 5433\" start\nThen set DATABASE_URL to it and start CTS with a new data folder: the engine's state in the old one is later."
                    .formatted(folder, time, folder);
        }
    }

    @Command(name = "restore", description = "Make a folder from which PostgreSQL recovers to a point in time.")
    int restore(
            @Option(names = "--archive", required = true, paramLabel = "DIR", description = "The archive.")
                    Path archive,
            @Option(names = "--base", required = true, paramLabel = "DIR", description = "The base backup.") Path base,
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "TIME",
                            description = "The time, with its zone: 2026-01-31T13:45:10Z.")
                    String time,
            @Option(names = "--into", required = true, paramLabel = "DIR", description = "The folder that is made.")
                    Path into,
            @Mixin DataFolderOption data,
            @Mixin Output output)
            throws IOException {
        postgresql(data);
        Instant to = instant(time);
        new PointInTime(base, new WalArchive(archive)).prepare(to, into);
        output.show(new Prepared(into.toAbsolutePath().normalize().toString(), to), Prepared::text);
        return 0;
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException wrong) {
            throw new CommandFailure(
                    "--to %s is no time with a zone; write it like 2026-01-31T13:45:10Z.".formatted(text), wrong);
        }
    }

    private DatabaseChoice.Postgresql postgresql(DataFolderOption data) throws IOException {
        if (OfflineDatabase.choice(data.folder()) instanceof DatabaseChoice.Postgresql postgresql) return postgresql;
        throw new ParameterException(
                command.commandLine(),
                "A point in time needs PostgreSQL (DATABASE_URL), but the database of this data folder is SQLite");
    }
}
