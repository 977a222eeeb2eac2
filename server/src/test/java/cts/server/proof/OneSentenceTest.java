package cts.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees when the real program refuses: one line, log lines and stack traces included in the count. */
final class OneSentenceTest {
    @Test
    void programThatCannotStartSaysOneSentence(@TempDir Path folder) throws IOException, InterruptedException {
        Files.createDirectory(folder.resolve("d"));
        byte[] pages = new byte[8192];
        System.arraycopy("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII), 0, pages, 0, 16);
        Files.write(folder.resolve("d/cts.db"), pages);
        assertThat(RealProgram.refusal(
                        folder, "replay", "--data", folder.resolve("d").toString()))
                .isEqualTo(
                        "cts: the file " + folder.resolve("d/cts.db")
                                + " is damaged or no SQLite database: restore a backup, or move it away to begin with an empty one.\n");
    }

    @Test
    void wrongUseIsOneSentenceToo(@TempDir Path folder) throws IOException, InterruptedException {
        assertThat(RealProgram.refusal(folder, "up", "--prot", "80"))
                .isEqualTo("cts: unknown option '--prot' of 'cts up'; did you mean '--port'?\n");
    }

    @Test
    void wrongDatabaseVariablesAreNamedWithTheirMend(@TempDir Path folder) throws IOException, InterruptedException {
        String[] status = {"db", "status", "--data", folder.toString()};
        assertThat(RealProgram.refusal(folder, Map.of("DATABASE_TYPE", "mysql"), status))
                .isEqualTo("cts: DATABASE_TYPE is \"mysql\", which CTS does not know: use sqlite or postgresql.\n");
        assertThat(RealProgram.refusal(
                        folder,
                        Map.of(
                                "CTS_MODE", "production",
                                "DATABASE_URL", "postgresql://u:topsecret@db.example.org/d?sslmode=require"),
                        status))
                .isEqualTo(
                        "cts: in production mode the connection to PostgreSQL at db.example.org must be encrypted and its"
                                + " certificate checked, but DATABASE_URL asks for sslmode=require: use sslmode=verify-full.\n");
    }
}
