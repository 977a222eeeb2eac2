package cts.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options and commands that cannot be: each gets a sentence that names it and says what is possible. */
class BadOptionsTest {
    private static final String SWEEP = "sweep --candles @candles.csv --entries @entries.csv --out @rows.csv ";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeWhatIsGood() throws IOException {
        Files.writeString(
                folder.resolve("candles.csv"),
                "open_time,open,high,low,close,volume\n0,10,11,9,10,1\n60000,10,11,9,10,1\n");
        Files.writeString(folder.resolve("ticks.csv"), "time,price,size\n1,10,1\n2,10,1\n");
        Files.writeString(folder.resolve("entries.csv"), "index,direction\n0,long\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--tp 0 --sl 0.5              | --tp 0 is not above 0; give it in steps, such as 2..22/2.",
                "--tp -2 --sl 0.5             | --tp -2 is not above 0; give it in steps, such as 2..22/2.",
                "--tp 2 --sl -0.5             | --sl -0.5 is not above 0; give it as a ratio of the take profit, such as 0.5.",
                "--tp 1000 --sl 0.5           | --tp 1000 comes to 100 % of the price and must stay below 100; lower it or --pc.",
                "--tp 500 --sl 2              | --sl 2 of --tp 500 comes to 100 % of the price and must stay below 100; lower one of them.",
                "--tp 2 --sl 0 --unit percent | --sl 0 is not above 0; give it in percent of the price, such as 0.6.",
                "--tp 100 --sl 1 --unit percent | --tp 100 is in percent of the price and must stay below 100; lower it.",
                "--tp 2 --sl 0.5 --unit steps | --unit 'steps' is neither pc nor percent; choose one of them.",
                "--tp 2..22 --sl 0.5          | --tp '2..22' is neither a number nor first..last/step, such as 2..22/2.",
                "--tp 22..2/2 --sl 0.5        | --tp '22..2/2' is empty; its first number must not be above its last.",
                "--tp 2..22/0 --sl 0.5        | --tp '2..22/0' has a step of 0 or less; give one above 0.",
                "--tp 1..9e9/0.1 --sl 0.5     | --tp '1..9e9/0.1' names more than 100000 numbers; widen the step.",
                "--tp 1e99999 --sl 0.5        | --tp '1e99999' has more than 30 digits; round it.",
                "--tp 1..500/0.1 --sl 0.001..0.9/0.001 | --tp, --sl and --trail make 4,491,900 combinations, more than 1,048,576; ask for fewer.",
                "--tp x --sl 0.5              | --tp 'x' is not a number; write it like 0.5.",
                "--tp 2, --sl 0.5             | --tp '' is not a number; write it like 0.5.",
                "--tp NaN --sl 0.5            | --tp 'NaN' is not a number; write it like 0.5.",
                "--tp 2 --sl 0.5 --trail 0.3  | --trail '0.3' is neither off nor start/stop in percent, such as 0.3/0.1.",
                "--tp 2 --sl 0.5 --trail 0.3/0 | --trail '0.3/0' needs a start of 0 or more and a stop between 0 and 100, such as 0.3/0.1.",
                "--tp 2 --sl 0.5 --trail -1/1 | --trail '-1/1' needs a start of 0 or more and a stop between 0 and 100, such as 0.3/0.1.",
                "--tp 2 --sl 0.5 --trail 1/100 | --trail '1/100' needs a start of 0 or more and a stop between 0 and 100, such as 0.3/0.1.",
                "--tp 2 --sl 0.5 --pc 0.001   | --pc 0.001 is not a step from 0.01 to 1 percent; the usual one is 0.1.",
                "--tp 2 --sl 0.5 --pc 1.01    | --pc 1.01 is not a step from 0.01 to 1 percent; the usual one is 0.1.",
                "--tp 2 --sl 0.5 --threads 0  | --threads 0 is not from 1 to 256; leave it out to use every processor.",
                "--tp 2 --sl 0.5 --threads 257 | --threads 257 is not from 1 to 256; leave it out to use every processor.",
                "--tp 2 --sl 0.5 --max-open 0 | --max-open 0 is below 1; give the most open positions per set.",
                "--tp 2 --sl 0.5 --cooldown-ms -1 | --cooldown-ms -1 is below 0; give 0 for none.",
                "--tp 2 --sl 0.5 --fee -0.1   | --fee -0.1 is not from 0 to 10 percent per side; a usual fee is 0.055.",
                "--tp 2 --sl 0.5 --slippage 11 | --slippage 11 is not from 0 to 10 percent per side; a usual fee is 0.055.",
                "--tp 2 --sl 0.5 --entry-delay 2 | --entry-delay 2 is neither 0 (enter at the signal's close) nor 1 (at the next open); choose one.",
                "--tp 2 --sl 0.5 --timeout 2  | --timeout '2' is not a whole number with ms, s, m, h or d, such as 2h.",
                "--tp 2 --sl 0.5 --timeout 0s | --timeout '0s' is not between 1ms and 36500d.",
                "--tp 2 --sl 0.5 --direction up | --direction 'up' is none of long, short and signal; choose one of them.",
                "--tp 2 --sl 0.5 --timeframe 2m | --timeframe '2m' is not one of 1s 5s 15s 30s 1m 5m 15m 1h 4h 1d; choose one of them.",
            })
    void sweepNamesTheOption(String options, String sentence) throws IOException {
        assertThat(Refusal.of(folder, SWEEP + options)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "foo            | --indication: there is no indication 'foo': choose among ",
                "direction:x    | --indication: indication 'direction:x' is not a name, name:value or name:first-last/step; write it like",
                "direction:0    | --indication: indication 'direction:0': parameter 0 is not a whole number of at least 1; write it like",
                "direction:1e400 | --indication: indication 'direction:1e400': a parameter has more than 30 digits; write it like",
                "direction:9e9  | --indication: indication 'direction:9e9': parameter 9000000000 is not a whole number",
                "direction:5-3  | --indication: indication 'direction:5-3': range 5-3 is empty; write it like",
                "direction:3-9/0 | --indication: indication 'direction:3-9/0': step 0 is not above 0; write it like",
                "active:1-9/1e-9 | --indication: indication 'active:1-9/1e-9': range 1-9/1e-9 has more than 10000 values; write it like",
                "active:1-1e30/1e-29 | --indication: indication 'active:1-1e30/1e-29': range",
                "direction:3,,  | --indication: there is no indication '': choose among ",
            })
    void sweepNamesTheIndication(String indication, String start) throws IOException {
        String line = "sweep --candles @candles.csv --tp 2 --sl 1 --out @rows.csv --indication " + indication;
        assertThat(Refusal.of(folder, line)).startsWith(start);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sweep                     | run 'cts sweep --help'",
                "sweep --tp 2              | run 'cts sweep --help'",
                "swep                      | did you mean 'sweep'?",
                "up --prot 80              | did you mean '--port'?",
                "up --port                 | expected parameter for option '--port' but found '--data'",
                "up --port eighty          | invalid value for option '--port': 'eighty' is not an int",
                "up --port 65536           | --port 65536 is not a port; choose 1 to 65535, or 0 for any free one.",
                "up now                    | unknown argument 'now' of 'cts up'",
                "up --set a                | '--set' (KEY=VALUE) should be in KEY=VALUE format but was a",
                "up --set a=1              | there is no setting 'a' (from the command line); there are ",
                "up --set paper.balanc=1   | did you mean 'paper.balance'?",
                "up --speed 0              | setting feed.speed is '0' (from the command line) but must be a number from 0.01 to 1000000, or max.",
                "replay --speed -1         | setting feed.speed is '-1' (from the command line) but must be",
                "up --set grid.step-percent=2 | setting grid.step-percent is '2' (from the command line) but must be a number from 0.01 to 1.",
                "up --set engine.snapshot-seconds=0 | must be a whole number from 1 to 3600.",
                "up --set engine.indications=x | setting engine.indications is 'x' (from the command line): there is no indication 'x'",
                "up --set costs.slippage-percent=10 | no take profit clears a fee of 0.055 % and a slippage of 10 % per side",
                "up --feed live            | there is no feed 'live'; choose replay or simulated.",
                "up --feed simulated --ticks @ticks.csv | --ticks goes with --feed replay, not with simulated",
                "up --positions @          | is a folder; name a file to write.",
                "up --positions @no/p.csv  | there is no folder ",
                "replay --ticks @ticks.csv --positions @ticks.csv | is a file that this command uses already; name another.",
                "replay --position-digests @ticks.csv --positions @ticks.csv | --position-digests ",
                "import                    | run 'cts import --help'",
                "import candles            | missing required ",
                "import candles @candles.csv --exchange ? --symbol y --timeframe 1m | --exchange '?' is no name",
                "import candles @candles.csv --exchange x --symbol y --timeframe 2m | --timeframe '2m' is not one of ",
                "export candles --exchange x --symbol y --timeframe 1m --out @ | is a folder; name a file to write.",
                "export candles --exchange x --symbol y --timeframe 1m --out @o.csv | there is no database ",
                "db                        | run 'cts db --help'",
                "db status                 | there is no database ",
                "engine                    | run 'cts engine --help'",
                "engine stop --connection ! | --connection '!' is not an id",
                "engine stop               | no server runs on the data folder ",
            })
    void commandNamesWhatIsWrong(String line, String part) throws IOException {
        boolean data = line.matches("(up|replay|import candles|export|db \\w|engine \\w).*");
        assertThat(Refusal.of(folder, data ? line + " --data @new" : line)).contains(part);
    }

    @Test
    void exclusiveOptionsAreNamed() throws IOException {
        assertThat(Refusal.of(folder, SWEEP + "--tp 2 --sl 1 --indication move"))
                .startsWith("--entries=E.csv, --indication=LIST are mutually exclusive");
    }

    @Test
    void resultNeverReplacesWhatIsRead() throws IOException {
        String rest = " --tp 2 --sl 1 --candles @candles.csv --entries @entries.csv";
        assertThat(Refusal.of(folder, "sweep --out @candles.csv" + rest)).contains("uses already; name another.");
        assertThat(Refusal.of(folder, "sweep --out @./entries.csv" + rest)).contains("uses already; name another.");
        assertThat(Refusal.of(folder, "sweep --out @r.csv --positions @r.csv" + rest))
                .contains("uses already; name another.");
    }

    @Test
    void placesThatTakeNoFileAreNamed() throws IOException {
        List<String> rest = List.of(
                "sweep", "--tp", "2", "--sl", "1", "--candles", "@candles.csv", "--entries", "@entries.csv", "--out");
        assertThat(Refusal.of(folder, with(rest, ""))).isEqualTo("--out names no file; name one to write.");
        assertThat(Refusal.of(folder, with(rest, "@"))).endsWith("is a folder; name a file to write.");
        assertThat(Refusal.of(folder, with(rest, "@no/r.csv"))).startsWith("there is no folder ");
        assertThat(Refusal.of(folder, with(rest, "@candles.csv/r.csv"))).startsWith("there is no folder ");
    }

    @Test
    void fullDiskIsSaidAndLeavesNothing() throws IOException {
        // A device that takes no byte; where a system has none there is nothing to see.
        if (!Files.exists(Path.of("/dev/full"))) return;
        assertThat(Refusal.of(
                        folder, "sweep --tp 2 --sl 1 --candles @candles.csv --entries @entries.csv --out /dev/full"))
                .startsWith("/dev/full cannot be written (No space left on device)");
        assertThat(
                        Refusal.of(
                                folder,
                                "sweep --tp 2 --sl 1 --candles @candles.csv --entries @entries.csv --out @r.csv --positions /dev/full"))
                .startsWith("/dev/full cannot be written (No space left on device)");
    }

    private static List<String> with(List<String> arguments, String last) {
        return Stream.concat(arguments.stream(), Stream.of(last)).toList();
    }
}
