package cts.server.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path folder;

    @Test
    void givesBackWhatWasAppendedAfterEachRestart() {
        List<String> written = new ArrayList<>();
        for (int run = 0; run < 4; run++) {
            try (Journal journal = Journal.open(folder)) {
                assertThat(records(journal)).isEqualTo(written);
                assertThat(journal.cutBytes()).isZero();
                for (int i = 0; i < 20; i++) {
                    written.add("x".repeat(i) + run);
                    journal.append(written.getLast().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    @Test
    void aRecordTornAtAnyByteIsCutOffAndTheJournalGoesOn() throws IOException {
        List<String> written = write(4);
        Path file = file();
        byte[] whole = Files.readAllBytes(file);
        int last = whole.length / 4;

        for (int length = whole.length - last; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (Journal journal = Journal.open(folder)) {
                assertThat(records(journal)).as("cut to " + length).isEqualTo(written.subList(0, 3));
                assertThat(journal.cutBytes()).isEqualTo(length - (whole.length - last));
                journal.append("after".getBytes(StandardCharsets.UTF_8));
            }
            try (Journal journal = Journal.open(folder)) {
                assertThat(records(journal)).hasSize(4).endsWith("after");
            }
        }
    }

    @Test
    void noFlippedBitLosesMoreThanTheLastRecordWithoutBeingToldOf() throws IOException {
        List<String> written = write(5);
        Path file = file();
        byte[] whole = Files.readAllBytes(file);
        int last = whole.length - whole.length / 5;

        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(file, flipped);
            try (Journal journal = Journal.open(folder)) {
                assertThat(bit / 8).as("only the last record may look torn").isGreaterThanOrEqualTo(last);
                assertThat(records(journal)).isEqualTo(written.subList(0, 4));
                assertThat(journal.cutBytes()).isPositive();
            } catch (StorageException damage) {
                assertThat(damage).hasMessageContaining("The journal file " + file + " is damaged at byte ");
                assertThat(file).hasBinaryContent(flipped);
            }
        }
    }

    @Test
    void zerosBehindTheLastRecordAreNoRecords() throws IOException {
        List<String> written = write(3);
        for (int zeros : List.of(1, 11, 12, 13, 24, 800)) {
            Files.write(file(), new byte[zeros], StandardOpenOption.APPEND);
            try (Journal journal = Journal.open(folder)) {
                assertThat(records(journal)).as(zeros + " zeros").isEqualTo(written);
                assertThat(journal.cutBytes()).isEqualTo(zeros);
            }
        }
    }

    private List<String> write(int count) {
        List<String> written = new ArrayList<>();
        try (Journal journal = Journal.open(folder)) {
            for (int i = 0; i < count; i++) {
                written.add("record " + i);
                journal.append(written.getLast().getBytes(StandardCharsets.UTF_8));
            }
            journal.force();
        }
        return written;
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static List<String> records(Journal journal) {
        List<String> records = new ArrayList<>();
        journal.read(0, record -> records.add(new String(record, StandardCharsets.UTF_8)));
        return records;
    }
}
