package cts.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/**
 * Runs one command of the command line.
 *
 * <p>Exit status: 0 on success only, 1 when the command failed, 2 when it was called wrongly. Every failure prints one
 * sentence to the error writer, which names what failed, where, and the mend; {@code --debug FILE} keeps the stack
 * trace. Nothing is read from standard input.
 */
public final class Program {
    private static final int WIDTH = 100;
    private static final int FAILURE = 1;
    private static final int BAD_USAGE = 2;

    private Program() {}

    /** Every command there is, in the order of the help. */
    private static List<CommandGroup> groups() {
        return List.of(
                new CommandGroup("Run", List.of(new UpCommand(), new ReplayCommand(), new EngineCommand())),
                new CommandGroup("Research", List.of(new SweepCommand())),
                new CommandGroup("Data", List.of(new ImportCommand(), new ExportCommand(), new DbCommand())),
                new CommandGroup("About", List.of(new VersionCommand())));
    }

    /** Runs the command that the arguments name and returns the exit status. */
    public static int run(String[] arguments, PrintWriter out, PrintWriter errors) {
        return run(groups(), arguments, out, errors);
    }

    /** Every command, without running one. */
    static CommandLine line(PrintWriter out) {
        return line(groups(), out, out);
    }

    static int run(List<CommandGroup> groups, String[] arguments, PrintWriter out, PrintWriter errors) {
        try {
            return line(groups, out, errors).execute(arguments);
        } catch (Error failure) {
            // picocli hands over exceptions only; a lack of memory deserves its sentence, too.
            errors.println(sentence(failure, Optional.empty()));
            return FAILURE;
        }
    }

    private static CommandLine line(List<CommandGroup> groups, PrintWriter out, PrintWriter errors) {
        CommandLine line = new CommandLine(new RootCommand());
        groups.stream().flatMap(group -> group.commands().stream()).forEach(line::addSubcommand);
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> commandList(groups, help));
        line.setOut(out);
        line.setErr(errors);
        line.setUsageHelpWidth(WIDTH);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((failure, given) -> refuse(failure, errors));
        line.setExecutionExceptionHandler((failure, failed, parsed) -> {
            errors.println(sentence(failure, debugFile(failed)));
            return FAILURE;
        });
        return line;
    }

    private static String commandList(List<CommandGroup> groups, Help help) {
        StringBuilder list = new StringBuilder();
        for (CommandGroup group : groups) {
            Map<String, Help> members = new LinkedHashMap<>();
            help.subcommands().forEach((name, member) -> {
                if (group.commands().contains(member.commandSpec().userObject())) {
                    members.put(name, member);
                }
            });
            list.append("%n%s:%n".formatted(group.heading())).append(help.commandList(members));
        }
        return list.toString();
    }

    private static int refuse(ParameterException failure, PrintWriter errors) {
        errors.println("cts: " + UsageSentence.of(failure));
        return BAD_USAGE;
    }

    private static String sentence(Throwable failure, Optional<Path> debug) {
        StringBuilder text = new StringBuilder("cts: ").append(FailureSentence.of(failure));
        debug.ifPresent(file -> text.append(' ').append(keepTrace(failure, file)));
        return text.toString();
    }

    private static String keepTrace(Throwable failure, Path file) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        try {
            Files.writeString(file, trace.toString());
            return "(The stack trace is in %s.)".formatted(file);
        } catch (IOException unwritten) {
            return "(The stack trace could not be written to %s.)".formatted(file);
        }
    }

    private static Optional<Path> debugFile(CommandLine failed) {
        return failed.getMixins().values().stream()
                .filter(Output.class::isInstance)
                .map(Output.class::cast)
                .findFirst()
                .flatMap(Output::debug);
    }
}
