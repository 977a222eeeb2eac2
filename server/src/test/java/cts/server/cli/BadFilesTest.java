package cts.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Candles, trades and entries that cannot be: each gets a sentence with file and line, and no result is written. */
class BadFilesTest {
    private static final String CANDLES = "open_time,open,high,low,close,volume";
    private static final String REST =
            " --entries @entries.csv --tp 2 --sl 0.5 --out @rows.csv --positions @positions.csv";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeWhatIsGood() throws IOException {
        write("candles.csv", CANDLES + "\n0,10,11,9,10,1\n60000,10,11,9,10,1\n");
        write("ticks.csv", "time,price,size\n1,10,1\n2,10,1\n");
        write("entries.csv", "index,direction\n0,long\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0,10,11,9,10,1                | open time 0 comes twice",
                "-60000,10,11,9,10,1           | open_time -60000 is not in milliseconds since 1970",
                "1700000000000000,10,11,9,10,1 | open_time 1700000000000000 is not in milliseconds since 1970",
                "30000,10,11,9,10,1            | open time 30000 is only 30000 ms after the previous one",
                "1e5,10,11,9,10,1              | open_time '1e5' is not a whole number",
                "60000,0,11,9,10,1             | open 0.0 is not above zero",
                "60000,10,11,-9,10,1           | low -9.0 is not above zero",
                "60000,10,NaN,9,10,1           | high NaN is not above zero",
                "60000,10,Infinity,9,10,1      | high Infinity is not above zero",
                "60000,10,1e999,9,10,1         | high Infinity is not above zero",
                "60000,10,11,9,10,-1           | volume -1.0 is not zero or more",
                "60000,10,11,9,10,NaN          | volume NaN is not zero or more",
                "60000,10,9,11,10,1            | high 9.0 is below low 11.0",
                "60000,12,11,9,10,1            | high 11.0 is below the open or the close",
                "60000,10,11,9,8,1             | low 9.0 is above the open or the close",
                "60000,10,11,9                 | there are 4 fields instead of 6",
                "60000,10,11,9,10,1,1          | there are 7 fields instead of 6",
                "60000,,11,9,10,1              | open '' is not a number",
                "60000,ten,11,9,10,1           | open 'ten' is not a number",
                "60000,0x1p3,11,9,10,1         | open '0x1p3' is not a plain number",
                "60000,10d,11,9,10,1           | open '10d' is not a plain number",
                "60000,\"10,11,9,10,1          | there are 2 fields instead of 6",
            })
    void badCandleIsNamedByFileAndLine(String row, String what) throws IOException {
        write("bad.csv", CANDLES + "\n0,10,11,9,10,1\n" + row + "\n");
        assertThat(Refusal.of(folder, "sweep --candles @bad.csv" + REST))
                .startsWith(folder.resolve("bad.csv") + " line 3: ")
                .contains(what)
                .endsWith("; mend or remove that line.");
        assertThat(Refusal.of(folder, "import candles @bad.csv --exchange x --symbol y --timeframe 1m --data @new"))
                .contains(what);
    }

    @Test
    void unsortedCandlesAreRefused() throws IOException {
        write("bad.csv", CANDLES + "\n60000,10,11,9,10,1\n0,10,11,9,10,1\n");
        assertThat(Refusal.of(folder, "sweep --candles @bad.csv" + REST))
                .contains("line 3: open time 0 is before the previous one, 60000: sort by time first");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "3,0,1   | line 3: price 0.0 is not above zero",
                "3,-1,1  | line 3: price -1.0 is not above zero",
                "3,NaN,1 | line 3: price NaN is not above zero",
                "3,nan,1 | line 3: price 'nan' is not a number",
                "3,10,-1 | line 3: size -1.0 is not zero or more",
                "1,10,1  | line 3: time 1 is before the previous one, 2: sort by time first",
                "3,10    | line 3: there are 2 fields instead of 3",
            })
    void badTradeIsNamedByFileAndLine(String row, String what) throws IOException {
        write("bad.csv", "time,price,size\n2,10,1\n" + row + "\n");
        assertThat(Refusal.of(folder, "sweep --ticks @bad.csv" + REST)).contains(what);
        assertThat(Refusal.of(folder, "replay --ticks @bad.csv --data @new")).contains(what);
        assertThat(Refusal.of(folder, "up --port 0 --ticks @bad.csv --data @new"))
                .contains(what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0,long`,`0,long          | index 0 comes after 0; within a direction indexes must rise",
                "1,short`,`0,short        | index 0 comes after 1; within a direction indexes must rise",
                "0,long`,`2,long          | index 2 is not a row of the series (0 to 1)",
                "0,long`,`-1,short        | index -1 is not a row of the series (0 to 1)",
                "0,long`,`1.0,long        | index '1.0' is not a whole number",
                "0,long`,`99999999999,long | index 99999999999 is not a row of the series (0 to 1)",
                "0,long`,`1,up            | direction 'up' is neither long nor short",
                "0,long`,`1,LONG          | direction 'LONG' is neither long nor short",
                "0,long`,`1               | there are 1 fields instead of 2",
            })
    void badEntryIsNamedByFileAndLine(String rows, String what) throws IOException {
        write("bad.csv", "index,direction\n" + rows.replace("`,`", "\n") + "\n");
        assertThat(Refusal.of(
                        folder, "sweep --candles @candles.csv --entries @bad.csv --tp 2 --sl 0.5 --out @rows.csv"))
                .startsWith(folder.resolve("bad.csv") + " line 3: ")
                .contains(what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                           | FILE is empty; its first line must be",
                "HEADER\\x0a                                  | FILE has a header but no rows; name a file with market data.",
                "time,open,high,low,close,volume\\x0a         | FILE line 1: the header is 'time,open,high,low,close,volume'; it must be HEADER.",
                "open_time,open,high,low,close\\x0a0,1,1,1,1  | FILE line 1: the header is 'open_time,open,high,low,close'; it must be HEADER.",
                "0,10,11,9,10,1\\x0a                          | FILE line 1: the header is '0,10,11,9,10,1'; it must be HEADER.",
                "\\x7fELF\\x00\\x01\\x02                      | FILE line 1: the header is '�ELF���'; it must be HEADER.",
                "\\xff\\xfeo\\x00                             | FILE is not a CSV file: it holds bytes that are no UTF-8 text; mend or replace it.",
                "HEADER\\x0a0,10,11,9,10,\\xfc                | FILE is not a CSV file: it holds bytes that are no UTF-8 text; mend or replace it.",
                "HEADER\\x0a0,\"10\"0,11,9,10,1               | FILE is not such a CSV file: after line 1 something follows a closing quotation mark; mend or replace it.",
            })
    void fileThatIsNoneOfOursIsNamed(String text, String sentence) throws IOException {
        Path file = folder.resolve("bad.csv");
        Files.write(file, Refusal.bytes(text.replace("HEADER", CANDLES)));
        assertThat(Refusal.of(folder, "sweep --candles @bad.csv" + REST))
                .startsWith(sentence.replace("FILE", file.toString()).replace("HEADER", CANDLES));
    }

    @Test
    void endlessLinesAreGivenUpEarly() throws IOException {
        byte[] noise = new byte[3_000_000];
        for (String filling : new String[] {"a", "9", "\"", ",", "\n", "\0"}) {
            Arrays.fill(noise, (byte) filling.charAt(0));
            Files.write(folder.resolve("bad.csv"), noise);
            assertThat(Refusal.of(folder, "sweep --candles @bad.csv" + REST))
                    .as(filling)
                    .startsWith(folder.resolve("bad.csv").toString())
                    .hasSizeLessThan(400);
        }
    }

    @Test
    void missingFilesAndFoldersAreNamed() throws IOException {
        assertThat(Refusal.of(folder, "sweep --candles @none.csv" + REST))
                .isEqualTo("there is no file or folder %s; check the path.".formatted(folder.resolve("none.csv")));
        assertThat(Refusal.of(folder, "sweep --candles @" + REST)).contains("is a folder; name a CSV file.");
        assertThat(Refusal.of(
                        folder, "sweep --candles @candles.csv --entries @none.csv --tp 2 --sl 0.5 --out @rows.csv"))
                .contains("none.csv; check the path.");
    }

    @Test
    void candlesOffTheirGridAreNotImported() throws IOException {
        write("bad.csv", CANDLES + "\n1,10,11,9,10,1\n");
        assertThat(Refusal.of(folder, "import candles @bad.csv --exchange x --symbol y --timeframe 1m --data @new"))
                .contains("open_time 1 is not the start of a 1m candle");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
