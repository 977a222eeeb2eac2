package cts.server.cli;

import picocli.CommandLine.Option;

/** The {@code --help} option of a command that only holds others. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli looks at the annotation
    private boolean help;
}
