package cts.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProgramTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void versionNamesProgramJavaAndSystem() {
        assertThat(run("version")).isZero();
        assertThat(out.toString())
                .startsWith("CTS ")
                .contains("Java " + Runtime.version())
                .contains(System.getProperty("os.name"));
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void versionAsJsonIsOneObject() {
        assertThat(run("version", "--json")).isZero();
        JsonNode version = JsonMapper.shared().readTree(out.toString());
        assertThat(version.get("java").asString()).isEqualTo(Runtime.version().toString());
        assertThat(version.get("processors").asInt()).isPositive();
    }

    @Test
    void helpListsEveryCommandUnderItsHeading() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .containsSubsequence(
                        "Usage: cts COMMAND", "About:", "  version  ", "From a checkout:", "  test ", "  bench ");
    }

    @Test
    void helpFitsIntoOneHundredColumns() {
        run("--help");
        run("version", "--help");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "vrsion             | cts: unknown command 'vrsion' of 'cts'; did you mean 'version'?",
                "frobnicate         | cts: unknown command 'frobnicate' of 'cts'; run 'cts --help' for what it knows.",
                "version --jsn      | cts: unknown option '--jsn' of 'cts version'; did you mean '--json'?",
                "version --jsno=1   | cts: unknown option '--jsno=1' of 'cts version'; did you mean '--json'?",
                "version 3          | cts: unknown argument '3' of 'cts version'; run 'cts version --help' for what it knows.",
                "fail --ot=x        | cts: unknown option '--ot=x' of 'cts fail'; did you mean '--out'?",
                "fail               | cts: missing required option: '--out=<out>'; run 'cts fail --help' for what it knows.",
                "fail --times x     | cts: invalid value for option '--times': 'x' is not an int; run 'cts fail --help' for what it knows.",
                "\"\"               | cts: no command was given; run 'cts --help' for what it knows."
            })
    void badUsageIsOneSentenceAndStatusTwo(String line, String sentence) {
        assertThat(run(line.isBlank() ? new String[0] : line.strip().split(" ")))
                .isEqualTo(2);
        assertThat(errors.toString().strip()).isEqualTo(sentence);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void failureOfACommandIsItsSentenceAndStatusOne() {
        assertThat(run("fail", "--out", "")).isEqualTo(1);
        assertThat(errors.toString())
                .isEqualTo("cts: the candle in row 3 has its high below its low; mend the file.\n");
    }

    @Test
    void debugKeepsTheStackTraceInAFileOnly(@TempDir Path folder) throws Exception {
        Path trace = folder.resolve("trace.txt");
        assertThat(run("fail", "--out", "", "--debug", trace.toString())).isEqualTo(1);
        assertThat(errors.toString()).contains(trace.toString()).doesNotContain("\tat ");
        assertThat(Files.readString(trace)).contains("\tat ").contains("FailCommand");
    }

    @Test
    void dataFolderIsAbsoluteAndDefaultsToData() {
        DataFolderOption option = new DataFolderOption();
        assertThat(option.folder()).isEqualTo(Path.of("data").toAbsolutePath());
        new CommandLine(option).parseArgs("--data", "a/../b");
        assertThat(option.folder()).isEqualTo(Path.of("b").toAbsolutePath());
    }

    @Test
    void missingFileIsNamed() {
        assertThat(FailureSentence.of(new UncheckedIOException(new NoSuchFileException("candles.csv"))))
                .isEqualTo("there is no file or folder candles.csv; check the path.");
    }

    @Test
    void unexpectedExceptionSaysWhereItAroseOnOneLine() {
        assertThat(FailureSentence.of(new IllegalStateException("first line\n  second line")))
                .startsWith("a fault of the program: IllegalStateException in cts.server.cli.ProgramTest line ")
                .contains("(first line second line)");
    }

    private int run(String... arguments) {
        List<CommandGroup> groups = List.of(
                new CommandGroup("About", List.of(new VersionCommand())),
                new CommandGroup("Tests", List.of(new FailCommand())));
        return Program.run(groups, arguments, new PrintWriter(out, true), new PrintWriter(errors, true));
    }

    @Command(name = "fail", description = "Always fails.")
    private static final class FailCommand implements Runnable {
        @Mixin
        private final Output output = new Output();

        @Option(names = "--times")
        private int times = 1;

        @Option(names = "--out", required = true)
        private String out = "";

        @Override
        public void run() {
            output.show(times, each -> out);
            throw new CommandFailure("the candle in row 3 has its high below its low; mend the file.");
        }
    }
}
