package cts.bench;

import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence how the command was called wrongly. */
final class UsageSentence {
    private static final String MEND = "run 'cts bench --help' for what it knows.";

    private UsageSentence() {}

    static String of(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            return "unknown %s '%s' of 'cts bench'; %s"
                    .formatted(word.startsWith("-") ? "option" : "argument", word, MEND);
        }
        String message = String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        String text = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
        return "%s; %s".formatted(text.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + text.substring(1), MEND);
    }
}
