package cts.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cts} itself: it only holds the commands. */
@Command(
        name = "cts",
        synopsisHeading = "Usage: ",
        customSynopsis = "cts COMMAND [OPTIONS]",
        description =
                "%nTrades every configuration virtually, all the time; only what has proven itself trades for real.",
        footer = {
            "",
            "From a checkout:",
            "  test     Run every test and the format check; --deep runs the long forms.",
            "  bench    Measure CTS, beside its peers where there are any, and say which bars it meets.",
            "",
            "'cts COMMAND --help' explains one command. Exit status: 0 success, 1 failure, 2 bad usage."
        })
final class RootCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            hidden = true)
    @SuppressWarnings("unused") // picocli looks at the annotation
    private boolean help;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "No command was given");
    }
}
