package cts.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cts import}: what can be brought in. */
@Command(name = "import", description = "Bring in candles from a file.", subcommands = ImportCandlesCommand.class)
final class ImportCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli finds --help in it
    private final HelpOption help = new HelpOption();
}
