package cts.server.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The {@code --data} option of every command that works on a data folder. */
final class DataFolderOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "The data folder: database, journal, snapshots, backups. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("data");

    /** The folder as given, made absolute. It need not exist. */
    Path folder() {
        return folder.toAbsolutePath().normalize();
    }
}
