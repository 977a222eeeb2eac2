package cts.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path temporary;

    @Test
    void isMadeForItsOwnerAloneAndLocked() throws Exception {
        Path path = temporary.resolve("a/b");
        try (DataFolder folder = DataFolder.open(path)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
            assertThat(folder.databaseFile()).isEqualTo(path.resolve("cts.db"));
            assertThat(DataFolder.isInUse(path)).isTrue();
        }
        assertThat(DataFolder.isInUse(path)).isFalse();
    }

    @Test
    void isRefusedWhileAnotherServerHoldsIt() {
        try (DataFolder _ = DataFolder.open(temporary)) {
            assertThatThrownBy(() -> DataFolder.open(temporary))
                    .hasMessage(
                            "The data folder " + temporary + " is in use by another CTS server: stop that one or choose"
                                    + " another folder with --data.");
        }
        DataFolder.open(temporary).close();
    }

    @Test
    void isRefusedWhenItIsAFile() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "x");

        assertThatThrownBy(() -> DataFolder.open(file)).hasMessageContaining("is a file, not a folder");
        assertThatThrownBy(() -> DataFolder.open(file.resolve("below")))
                .hasMessageContaining("cannot be made")
                .hasMessageEndingWith("choose another one with --data.");
    }

    @Test
    void isRefusedWhenItCannotBeWritten() throws Exception {
        // A folder in the place of the lock file stops even root from writing it.
        Files.createDirectory(temporary.resolve("lock"));

        assertThatThrownBy(() -> DataFolder.open(temporary)).hasMessageContaining("cannot be written");
    }

    @Test
    void isNotEvenMadeOnAFullDisk() {
        Path path = temporary.resolve("a/b");

        assertThatThrownBy(() -> DataFolder.open(path, folder -> DataFolder.LEAST_FREE_BYTES - 1))
                .hasMessage("The disk of the data folder " + path + " has only 63 MiB left and CTS needs 64: free some"
                        + " space or choose another folder with --data.");
        assertThat(temporary.resolve("a")).doesNotExist();
    }
}
