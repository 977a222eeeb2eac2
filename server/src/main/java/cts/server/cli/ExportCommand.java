package cts.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cts export}: what can be written to a file. */
@Command(name = "export", description = "Write candles to a file.", subcommands = ExportCandlesCommand.class)
final class ExportCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli finds --help in it
    private final HelpOption help = new HelpOption();
}
