package cts.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked example of docs/sweep.md, read out of the document and run: what it says by hand is what comes out. */
class SweepDocumentTest {
    private static final Pattern FILE = Pattern.compile("(?ms)^```csv (\\S+)\\n(.*?)^```$");
    private static final Pattern COMMAND = Pattern.compile("(?ms)^```sh\\n\\./cts (sweep .*?)^```$");
    private static final double SAME = 1e-9;

    @TempDir
    private Path folder;

    private String document;

    @BeforeEach
    void readDocument() throws IOException {
        Path docs = Path.of("").toAbsolutePath().resolveSibling("docs");
        document = Files.readString(docs.resolve("sweep.md"));
        for (String input : List.of("candles.csv", "entries.csv")) {
            Files.writeString(folder.resolve(input), file(input));
        }
    }

    @Test
    void exampleComesOutAsWorkedByHand() throws IOException {
        run();
        assertSame(Files.readString(folder.resolve("rows.csv")), file("rows.csv"));
        assertSame(Files.readString(folder.resolve("positions.csv")), file("positions.csv"));
    }

    @Test
    void openPositionsAndFeesCountAsItSays() throws IOException {
        run("--mark-open");
        assertThat(cell(1, "compound_return")).isCloseTo(0.000467, within(SAME));
        assertThat(cell(5, "compound_return")).isCloseTo(0.025, within(SAME));
        run("--fee", "0.055");
        String first = Files.readAllLines(folder.resolve("positions.csv")).get(1);
        assertThat(Double.parseDouble(first.substring(first.lastIndexOf(',') + 1)))
                .isCloseTo(0.018889, within(SAME));
    }

    @Test
    void everyColumnAndEveryOptionIsExplained() throws IOException {
        for (String column : file("rows.csv").lines().findFirst().orElseThrow().split(",", -1)) {
            assertThat(document).containsPattern("(?m)^\\|[^|]*\\b" + column + "\\b[^|]*\\|");
        }
        StringWriter help = new StringWriter();
        assertThat(Program.run(
                        new String[] {"sweep", "--help"}, new PrintWriter(help, true), new PrintWriter(help, true)))
                .isZero();
        Matcher option = Pattern.compile("(?m)^ {2,}(?:-h, )?(--[a-z-]+)").matcher(help.toString());
        List<String> options = new ArrayList<>();
        while (option.find()) options.add(option.group(1));
        options.removeAll(List.of("--help", "--debug"));
        assertThat(options).hasSizeGreaterThan(15);
        for (String each : options) assertThat(document).containsPattern("(?m)^\\|[^|]*`" + each + "\\b");
    }

    /** Runs the command of the example, with some more arguments. */
    private void run(String... more) throws IOException {
        Matcher command = COMMAND.matcher(document);
        List<String> commands = new ArrayList<>();
        while (command.find()) commands.add(command.group(1));
        List<String> arguments = new ArrayList<>();
        for (String word : commands.getLast().replace("\\\n", " ").strip().split("\\s+", -1)) {
            arguments.add(word.endsWith(".csv") ? folder.resolve(word).toString() : word);
        }
        arguments.addAll(Arrays.asList(more));
        StringWriter errors = new StringWriter();
        int status = Program.run(
                arguments.toArray(String[]::new), new PrintWriter(new StringWriter()), new PrintWriter(errors, true));
        assertThat(status).as(errors.toString()).isZero();
    }

    private String file(String name) {
        Matcher found = FILE.matcher(document);
        while (found.find()) {
            if (found.group(1).equals(name)) return found.group(2);
        }
        throw new AssertionError("docs/sweep.md has no file " + name);
    }

    private double cell(int row, String column) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("rows.csv"));
        int index = Arrays.asList(lines.getFirst().split(",", -1)).indexOf(column);
        return Double.parseDouble(lines.get(row).split(",", -1)[index]);
    }

    /** Text cell by cell, numbers to a billionth. */
    private static void assertSame(String actual, String expected) {
        List<String> rows = actual.lines().toList();
        List<String> wanted = expected.lines().toList();
        assertThat(rows).hasSameSizeAs(wanted);
        for (int row = 0; row < rows.size(); row++) {
            String[] cells = rows.get(row).split(",", -1);
            String[] wantedCells = wanted.get(row).split(",", -1);
            assertThat(cells).as(rows.get(row)).hasSameSizeAs(wantedCells);
            for (int i = 0; i < cells.length; i++) {
                if (wantedCells[i].matches("-?\\d+(\\.\\d+)?")) {
                    assertThat(Double.parseDouble(cells[i]))
                            .as(rows.get(row))
                            .isCloseTo(Double.parseDouble(wantedCells[i]), within(SAME));
                } else {
                    assertThat(cells[i]).as(rows.get(row)).isEqualTo(wantedCells[i]);
                }
            }
        }
    }
}
