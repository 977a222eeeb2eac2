package cts.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the options of the sweep do to its rows; the figures themselves are worked out in docs/sweep.md. */
class SweepCommandTest {
    private static final long SEED = Long.getLong("cts.seed", 1);

    @TempDir
    private Path folder;

    private Path rows;

    /** 400 candles of a walk in steps of a tenth of a percent, and a signal of each direction now and then. */
    @BeforeEach
    void writeInput() throws IOException {
        rows = folder.resolve("rows.csv");
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> candles = new ArrayList<>(List.of("open_time,open,high,low,close,volume"));
        List<String> entries = new ArrayList<>(List.of("index,direction"));
        double price = 100;
        for (int i = 0; i < 400; i++) {
            double close = price * (1 + (random.nextInt(21) - 10) / 1000.0);
            double high = Math.max(price, close) * 1.001;
            double low = Math.min(price, close) * 0.999;
            candles.add(60_000L * i + "," + price + "," + high + "," + low + "," + close + ",1");
            if (i % 7 == 3) entries.add(i + ",long");
            if (i % 11 == 5) entries.add(i + ",short");
            price = close;
        }
        Files.write(folder.resolve("candles.csv"), candles);
        Files.write(folder.resolve("entries.csv"), entries);
    }

    @Test
    void rowsAreSortedByDirectionThenNumbersThenTrailingWithOffFirst() throws IOException {
        sweep("--tp 10,2 --sl 1,0.5 --trail 1/0.3,0.3/0.1,off");
        List<String> starts = cells("direction", "tp", "sl", "trail_start", "trail_stop");
        assertThat(starts)
                .hasSize(24)
                .startsWith("long 2 0.5  ", "long 2 0.5 0.3 0.1", "long 2 0.5 1 0.3", "long 2 1  ")
                .containsSubsequence("long 2 1 1 0.3", "long 10 0.5  ", "long 10 1 1 0.3", "short 2 0.5  ")
                .endsWith("short 10 1 1 0.3");
    }

    @Test
    void combinationsThatCannotDifferHaveTheSameFigures() throws IOException {
        // 2 steps are 0.2 %: both trailing stops start where the take profit has closed the position already.
        sweep("--tp 2 --sl 0.5 --trail off,0.2/0.1,1/0.3");
        List<String> figures =
                cells("opened", "closed", "sum_return", "compound_return", "max_drawdown", "drawdown_hours");
        assertThat(figures).hasSize(6);
        assertThat(figures.subList(0, 3)).containsOnly(figures.getFirst());
        assertThat(figures.subList(3, 6)).containsOnly(figures.getLast());
        assertThat(figures.getFirst()).isNotEqualTo(figures.getLast());
    }

    @Test
    void percentMeansPercentOfThePriceForBoth() throws IOException {
        sweep("--tp 1 --sl 0.5 --unit percent --trail off,0.3/0.1");
        List<String> inPercent = cells("opened", "closed", "sum_return", "compound_return", "avg_steps");
        // 10 steps of 0.1 % are 1 %, and half of that is 0.5 %.
        sweep("--tp 10 --sl 0.5 --trail off,0.3/0.1");
        assertThat(cells("opened", "closed", "sum_return", "compound_return", "avg_steps"))
                .isEqualTo(inPercent);
    }

    @Test
    void timeoutClosesAtTheFirstCloseThatIsLateEnough() throws IOException {
        Path positions = folder.resolve("positions.csv");
        sweep("--tp 90 --sl 1 --timeout 3m --positions " + positions);
        List<String> closed = Files.readAllLines(positions);
        assertThat(closed).hasSizeGreaterThan(50);
        for (String line : closed.subList(1, closed.size())) {
            String[] cells = line.split(",", -1);
            assertThat(Long.parseLong(cells[3]) - Long.parseLong(cells[1])).isEqualTo(180_000);
            assertThat(cells[5]).isEqualTo("timeout");
        }
    }

    @Test
    void digestsAreOfTheLinesOfEachSetAndSetsWithoutPositionsHaveTheirs() throws IOException {
        Path positions = folder.resolve("positions.csv");
        Path digests = folder.resolve("digests.csv");
        String options = "--tp 2,4,900 --sl 0.1,1 --trail off,0.3/0.1 --position-digests " + digests;
        sweep(options + " --positions " + positions);

        Map<String, String> lines = new HashMap<>();
        for (String line : Files.readAllLines(positions)) {
            lines.merge(line.substring(0, line.indexOf(',')), line + "\n", String::concat);
        }
        List<String> told = Files.readAllLines(digests);
        assertThat(told.getFirst()).isEqualTo("set,positions,digest");
        assertThat(told).hasSizeGreaterThan(20);
        for (String line : told.subList(1, told.size())) {
            String set = line.substring(0, line.indexOf(','));
            String own = lines.getOrDefault(set, "");
            assertThat(line).isEqualTo(set + "," + own.lines().count() + "," + TextHashTest.byHand(own));
        }
        assertThat(told).contains("entries long 900/1/off,0," + "0".repeat(32));
        sweep(options);
        assertThat(Files.readAllLines(digests)).as("without the positions").isEqualTo(told);
    }

    @Test
    void openPositionsCountInOpenAloneUnlessMarked() throws IOException {
        sweep("--tp 900 --sl 1 --max-open 1");
        assertThat(cells("opened", "closed", "open", "compound_return", "win_rate", "avg_steps"))
                .containsExactly("1 0 1 0  ", "1 0 1 0  ");
        sweep("--tp 900 --sl 1 --max-open 1 --mark-open");
        assertThat(cells("closed", "open")).containsExactly("0 1", "0 1");
        assertThat(cells("compound_return")).doesNotContain("0");
    }

    @Test
    void threadsChangeNothing() throws IOException {
        String options = "--tp 2..22/2 --sl 0.2..2.2/0.5 --trail off,0.3/0.1 --fee 0.055 ";
        JsonNode one = JsonMapper.shared().readTree(sweep(options + "--threads 1 --json"));
        String rowsOfOne = Files.readString(rows);
        JsonNode seven = JsonMapper.shared().readTree(sweep(options + "--threads 7 --json"));
        assertThat(Files.readString(rows)).isEqualTo(rowsOfOne);
        assertThat(seven.get("hash").asString())
                .isEqualTo(one.get("hash").asString())
                .matches("[0-9a-f]{8}");
    }

    @Test
    void summaryAsJsonHasItsNames() {
        JsonNode summary = JsonMapper.shared().readTree(sweep("--tp 2,4 --sl 1 --threads 1 --json"));
        assertThat(summary.propertyNames())
                .containsExactly(
                        "bars",
                        "missing_bars",
                        "sets",
                        "entries",
                        "threads",
                        "load_ms",
                        "compute_ms",
                        "write_ms",
                        "hash");
        assertThat(summary.get("bars").asInt()).isEqualTo(400);
        assertThat(summary.get("sets").asInt()).isEqualTo(4);
        assertThat(summary.get("entries").asInt()).isEqualTo(57 + 36);
    }

    @Test
    void directionTurnsEverySignalAndMergesThoseOfOneRow() throws IOException {
        sweep("--tp 900 --sl 1 --max-open 1000 --direction LONG");
        // 57 and 36 signals, of which those of the rows 38, 115, 192, 269 and 346 coincide.
        assertThat(cells("direction", "opened")).containsExactly("long " + (57 + 36 - 5));
    }

    @Test
    void directionWithoutAnEntryHasNoRows() throws IOException {
        Files.writeString(folder.resolve("entries.csv"), "index,direction\n5,short\n");
        sweep("--tp 2 --sl 1");
        assertThat(cells("direction")).containsExactly("short");
        Files.writeString(folder.resolve("entries.csv"), "index,direction\n");
        sweep("--tp 2 --sl 1");
        assertThat(cells("direction")).isEmpty();
    }

    @Test
    void indicationsComeFirstAndNameTheirRows() throws IOException {
        String line = "sweep --candles @candles.csv --indication move:2,direction:3-4 --tp 2 --sl 1 --out @rows.csv";
        assertThat(run(line)).contains("6 sets");
        assertThat(cells("indication", "direction"))
                .containsExactly(
                        "direction:3 long",
                        "direction:3 short",
                        "direction:4 long",
                        "direction:4 short",
                        "move:2 long",
                        "move:2 short");
    }

    private String sweep(String options) {
        return run("sweep --candles @candles.csv --entries @entries.csv --out @rows.csv " + options);
    }

    private String run(String line) {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        int status = Program.run(
                Refusal.placed(folder, List.of(line.strip().split(" ", -1))),
                new PrintWriter(out, true),
                new PrintWriter(errors, true));
        assertThat(status).as(errors.toString()).isZero();
        assertThat(errors.toString()).isEmpty();
        return out.toString();
    }

    /** Some columns of each row, separated by blanks. */
    private List<String> cells(String... columns) throws IOException {
        List<String> lines = Files.readAllLines(rows);
        List<String> header = Arrays.asList(lines.getFirst().split(",", -1));
        List<String> found = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            assertThat(cells).hasSize(header.size());
            found.add(String.join(
                    " ",
                    Arrays.stream(columns)
                            .map(column -> cells[header.indexOf(column)])
                            .toList()));
        }
        return found;
    }
}
