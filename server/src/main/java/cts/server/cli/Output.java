package cts.server.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** The options every command has, and its way to print a result: as text for a person or as JSON for a program. */
final class Output {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli looks at the annotation
    private boolean help;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Option(names = "--debug", paramLabel = "FILE", description = "Write the stack trace of a failure to FILE.")
    private Optional<Path> debug = Optional.empty();

    /** Prints a result: with {@code --json} its record components as one JSON object, else the text made of it. */
    <T> void show(T result, Function<T, String> text) {
        String printed = json ? JsonMapper.shared().writeValueAsString(result) : text.apply(result);
        command.commandLine().getOut().println(printed.stripTrailing());
    }

    /** Where the stack trace of a failure goes, if anywhere. */
    Optional<Path> debug() {
        return debug;
    }
}
