package cts.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The help of every command there is. */
class HelpTest {
    private static final Pattern SENTENCE = Pattern.compile("[A-Za-z0-9].*[.]");

    private final CommandLine root = Program.line(new PrintWriter(new StringWriter()));

    @Test
    void everyCommandHasHelpThatFitsIntoOneHundredColumns() {
        for (CommandLine command : all(root)) {
            String name = command.getCommandSpec().qualifiedName(" ");
            List<String> words = new ArrayList<>(Arrays.asList(name.split(" ", -1)));
            words.add("--help");
            StringWriter out = new StringWriter();
            assertThat(Program.run(
                            words.subList(1, words.size()).toArray(String[]::new),
                            new PrintWriter(out, true),
                            new PrintWriter(out, true)))
                    .as(name)
                    .isZero();
            assertThat(out.toString()).as(name).startsWith("Usage: cts").doesNotContain("null", "$", "<");
            assertThat(out.toString().lines()).as(name).allMatch(line -> line.length() <= 100);
        }
    }

    @Test
    void everyCommandAndOptionIsExplainedInASentence() {
        List<String> faults = new ArrayList<>();
        for (CommandLine command : all(root)) {
            String name = command.getCommandSpec().qualifiedName(" ");
            String[] description = command.getCommandSpec().usageMessage().description();
            if (!name.equals("cts") && (description.length == 0 || !isSentence(description[0]))) faults.add(name);
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (option.hidden()) continue;
                if (option.description().length == 0 || !isSentence(option.description()[0])) {
                    faults.add(name + " " + option.longestName());
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void everyCommandThatDoesSomethingKnowsJson() {
        List<String> faults = new ArrayList<>();
        for (CommandLine command : all(root)) {
            boolean group = !command.getSubcommands().isEmpty();
            if (!group && command.getCommandSpec().findOption("--json") == null) {
                faults.add(command.getCommandSpec().qualifiedName(" "));
            }
        }
        assertThat(faults).isEmpty();
    }

    private static boolean isSentence(String text) {
        return SENTENCE.matcher(text.strip()).matches();
    }

    private static List<CommandLine> all(CommandLine command) {
        List<CommandLine> all = new ArrayList<>(List.of(command));
        command.getSubcommands().values().forEach(each -> all.addAll(all(each)));
        return all;
    }
}
