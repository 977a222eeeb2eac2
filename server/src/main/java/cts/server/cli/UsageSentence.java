package cts.server.cli;

import cts.server.runtime.NearestWord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence how a command was called wrongly, with the nearest known word where one is near. */
final class UsageSentence {
    private static final String PREFIX = "Error: ";

    private UsageSentence() {}

    static String of(ParameterException failure) {
        CommandLine line = failure.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        String mend = "run '%s --help' for what it knows.".formatted(command);
        // The parser complains of a missing option first, though a misspelt one is why it is missing.
        List<String> unknown = failure instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched()
                : line.getUnmatchedArguments();
        if (unknown.isEmpty()) {
            return "%s; %s".formatted(phrase(String.valueOf(failure.getMessage())), mend);
        }
        String word = unknown.getFirst();
        boolean option = word.startsWith("-");
        boolean holdsCommands = !line.getSubcommands().isEmpty();
        return "unknown %s '%s' of '%s'; %s"
                .formatted(
                        option ? "option" : holdsCommands ? "command" : "argument",
                        word,
                        command,
                        nearest(word, option, line)
                                .map("did you mean '%s'?"::formatted)
                                .orElse(mend));
    }

    private static Optional<String> nearest(String word, boolean option, CommandLine line) {
        String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        Stream<String> known = option
                ? line.getCommandSpec().options().stream().flatMap(each -> Stream.of(each.names()))
                : line.getSubcommands().keySet().stream();
        return NearestWord.of(name, known);
    }

    /** The parser's message as the first half of a sentence. */
    private static String phrase(String message) {
        String text = message.strip();
        if (text.startsWith(PREFIX)) text = text.substring(PREFIX.length());
        String end = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return end.substring(0, 1).toLowerCase(Locale.ROOT) + end.substring(1);
    }
}
