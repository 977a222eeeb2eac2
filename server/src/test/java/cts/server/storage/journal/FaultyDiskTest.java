package cts.server.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journal and snapshots on a disk that is full or fails, and works again. */
final class FaultyDiskTest {
    private final FaultyDisk disk = new FaultyDisk();

    @TempDir
    Path folder;

    @Test
    void aFullDiskIsToldOfAndTheJournalGoesOnWhereItWasOnceThereIsRoom() {
        // Wherever within the record the room ends.
        for (int room = 0; room < 20; room += 3) {
            Path place = folder.resolve("room" + room);
            try (Journal journal = Journal.open(place, disk)) {
                append(journal, "first");
                disk.fill(room);

                assertThatThrownBy(() -> append(journal, "does not fit"))
                        .isInstanceOf(StorageException.class)
                        .hasMessage(
                                "The journal in " + place
                                        + " cannot be written: No space left on device; free the disk or mend it, it is tried again.");
                assertThatThrownBy(journal::force).isInstanceOf(StorageException.class);
                assertThat(journal.trouble()).contains("No space left on device");

                disk.mend();
                append(journal, "second");
                assertThat(journal.trouble()).isEmpty();
                assertThat(records(journal)).containsExactly("first", "second");
            }
            try (Journal again = Journal.open(place, disk)) {
                assertThat(again.cutBytes()).isZero();
                assertThat(records(again)).containsExactly("first", "second");
            }
        }
    }

    @Test
    void whatADiskDidNotTakeWhenItWasForcedIsWrittenToItOnceMore() throws IOException {
        try (Journal journal = Journal.open(folder, disk)) {
            append(journal, "safe");
            journal.force();
            long safe = disk.forcedSize();
            disk.failToForce();
            append(journal, "in doubt");
            assertThatThrownBy(journal::force).isInstanceOf(StorageException.class);
            // A disk that failed to write its pages may have dropped them.
            drop(file(folder), safe);
            disk.mend();
            journal.force();

            assertThat(records(journal)).containsExactly("safe", "in doubt");
        }
        try (Journal again = Journal.open(folder)) {
            assertThat(records(again)).containsExactly("safe", "in doubt");
        }
    }

    @Test
    void whateverTheDiskDoesTheJournalHoldsWhatItTookAndNothingElse() {
        for (long seed = 0; seed < 10; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Path place = folder.resolve("seed" + seed);
            List<String> taken = new ArrayList<>();
            for (int life = 0; life < 3; life++) {
                try (Journal journal = Journal.open(place, disk)) {
                    assertThat(records(journal)).as("seed %d", seed).isEqualTo(taken);
                    live(journal, random, taken);
                }
            }
        }
        assertThat(disk.failures()).isGreaterThan(100);
    }

    private void live(Journal journal, SplittableRandom random, List<String> taken) {
        for (int step = 0; step < 40; step++) {
            if (random.nextInt(6) == 0) disk.fill(random.nextInt(80));
            if (random.nextInt(8) == 0) disk.failToForce();
            if (random.nextInt(3) == 0) disk.mend();
            String record = "x".repeat(random.nextInt(40)) + taken.size();
            try {
                append(journal, record);
                taken.add(record);
                if (random.nextInt(4) == 0) journal.force();
            } catch (StorageException refused) {
                assertThat(disk.works()).isFalse();
            }
        }
        disk.mend();
    }

    @Test
    void aSnapshotThatFindsNoRoomLeavesTheOldTwoAndNothingOfItself() throws IOException {
        Snapshots snapshots = new Snapshots(folder, disk);
        snapshots.write(10, bytes("ten"));
        snapshots.write(20, bytes("twenty"));
        List<String> before = names();
        for (int room = 0; room < 30; room += 7) {
            disk.fill(room);

            assertThatThrownBy(() -> snapshots.write(30, bytes("thirty")))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("cannot be written: No space left on device; the state stays safe");
            assertThat(names()).isEqualTo(before);
            assertThat(snapshots.newest().orElseThrow().state()).isEqualTo(bytes("twenty"));
        }
        disk.mend();
        disk.failToForce();
        assertThatThrownBy(() -> snapshots.write(30, bytes("thirty"))).isInstanceOf(StorageException.class);
        assertThat(names()).isEqualTo(before);

        disk.mend();
        assertThat(snapshots.write(30, bytes("thirty"))).isEqualTo(20);
        assertThat(snapshots.newest().orElseThrow().position()).isEqualTo(30);
        assertThat(names()).hasSize(2);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static Path file(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static void drop(Path file, long keep) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int i = (int) keep; i < whole.length; i++) whole[i] = 0;
        Files.write(file, whole);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void append(Journal journal, String record) {
        journal.append(bytes(record));
    }

    private static List<String> records(Journal journal) {
        List<String> records = new ArrayList<>();
        journal.read(0, record -> records.add(new String(record, StandardCharsets.UTF_8)));
        return records;
    }
}
