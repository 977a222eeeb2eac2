package cts.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cts.indication.IndicationCatalogue;
import cts.market.Timeframe;
import cts.server.account.ControlFile;
import cts.server.feed.CandleCsv;
import cts.server.feed.EntriesCsv;
import cts.server.storage.PostgresAddress;
import cts.server.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seeded noise into the reader of every outside input: it reads it, or refuses it with its own kind of exception and a
 * sentence, and never takes long. Half of the noise is bytes, half is made of pieces that such inputs are made of, in which
 * a few are changed.
 */
@Timeout(120)
class NoiseTest {
    private static final long SEED = Long.getLong("cts.seed", 1);
    private static final int ROUNDS = Boolean.getBoolean("cts.deep") ? 300_000 : 1_500;
    private static final long LONGEST_NANOS = Duration.ofSeconds(5).toNanos();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("noise");
    }

    /** Reads the noise; what it throws is looked at. */
    private interface Reader {
        void read(byte[] noise) throws IOException;
    }

    @Test
    void candlesAreReadOrRefused() {
        List<String> pieces = List.of(
                "open_time,open,high,low,close,volume\n",
                "0,10,11,9,10,1\n",
                "60000,",
                "10,",
                "\n",
                "\"",
                "NaN",
                "-1",
                "e9",
                "0x1p3",
                "1d",
                "\r",
                "﻿",
                ",",
                "99999999999999999999");
        tries(pieces, noise -> CandleCsv.readCandles(written(noise), Timeframe.M1));
    }

    @Test
    void ticksAreReadOrRefused() {
        List<String> pieces =
                List.of("time,price,size\n", "1,10,1\n", "2,", "\n", "\"", "Infinity", "-1", "1e999", ",", "0\n");
        tries(pieces, noise -> CandleCsv.readTicks(written(noise)));
    }

    @Test
    void entriesAreReadOrRefused() {
        List<String> pieces =
                List.of("index,direction\n", "0,long\n", "1,short\n", ",", "long", "\n", "\"", "-1", "1e9");
        tries(pieces, noise -> EntriesCsv.read(written(noise), 10));
    }

    @Test
    void controlFileIsReadOrRefused() {
        List<String> pieces = List.of(
                "{\"port\":8080,\"token\":\"x\",\"pid\":1}",
                "{",
                "}",
                "\"port\"",
                ":",
                "8080",
                ",",
                "null",
                "\"token\"",
                "\"a\"",
                "[");
        tries(pieces, noise -> ControlFile.read(written(noise)));
    }

    @Test
    void numbersAndRangesAreReadOrRefused() {
        List<String> pieces =
                List.of("2", "22", "..", "/", ",", "0.1", "-", "1e", "99999999999", "1e-30", " ", ".", "1e30");
        tries(pieces, noise -> NumberRange.parse("--tp", text(noise)));
        tries(pieces, noise -> NumberRange.number("--pc", text(noise)));
    }

    @Test
    void durationsAreReadOrRefused() {
        List<String> pieces = List.of("2", "h", "ms", "s", "d", "9999999999", "-", " ", "0", "m");
        tries(pieces, noise -> NumberRange.duration("--timeout", text(noise)));
    }

    @Test
    void trailingsAreReadOrRefused() {
        List<String> pieces = List.of("off", ",", "0.3/0.1", "/", "0", "100", "-1", "1e99", " ", "0.3");
        tries(pieces, noise -> TrailingList.parse("--trail", text(noise)));
    }

    @Test
    void indicationsAreReadOrRefused() {
        IndicationCatalogue catalogue = IndicationCatalogue.load();
        List<String> pieces = List.of(
                "direction",
                "move",
                "active",
                ":",
                "3-30",
                "-",
                "/",
                ",",
                "0.5",
                "1e9",
                "9999999999",
                "1e-9",
                "0",
                " ");
        tries(pieces, noise -> catalogue.parse(text(noise)));
    }

    @Test
    void databaseUrlsAreReadOrRefused() {
        List<String> pieces = List.of(
                "postgresql://",
                "postgres://",
                "u",
                ":",
                "p",
                "@",
                "host",
                "/",
                "db",
                "?",
                "sslmode=require",
                "&",
                "=",
                "%",
                "%41",
                "[::1]",
                "99999",
                "#",
                " ",
                "\\");
        tries(pieces, noise -> PostgresAddress.parse(text(noise)));
    }

    /** A new file each time: to overwrite one costs some file systems a flush. */
    private Path written(byte[] noise) throws IOException {
        Files.deleteIfExists(file);
        return Files.write(file, noise);
    }

    private static void tries(List<String> pieces, Reader reader) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] noise = round % 2 == 0 ? bytes(random) : made(random, pieces);
            long start = System.nanoTime();
            try {
                reader.read(noise);
            } catch (IllegalArgumentException | StorageException | IOException | CommandFailure refused) {
                assertThat(refused.getMessage()).isNotBlank();
            } catch (RuntimeException fault) {
                throw new AssertionError("seed %d, round %d: %s".formatted(SEED, round, text(noise)), fault);
            }
            assertThat(System.nanoTime() - start)
                    .as("time, seed %d, round %d", SEED, round)
                    .isLessThan(LONGEST_NANOS);
        }
    }

    private static byte[] bytes(SplittableRandom random) {
        byte[] noise = new byte[random.nextInt(40)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] made(SplittableRandom random, List<String> pieces) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? pieces.getFirst() : "");
        for (int i = random.nextInt(8); i >= 0; i--) text.append(pieces.get(random.nextInt(pieces.size())));
        byte[] noise = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int changed = random.nextInt(3); changed > 0; changed--) {
            noise[random.nextInt(noise.length)] = (byte) random.nextInt(256);
        }
        return noise;
    }

    private static String text(byte[] noise) {
        return new String(noise, StandardCharsets.UTF_8);
    }
}
