package cts.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationScriptsTest {
    private static final Path SCRIPTS = Path.of("src/main/resources/db/migration");

    @ParameterizedTest
    @EnumSource
    void numbersOfEachDatabaseAreUniqueAndWithoutGaps(DatabaseType type) throws IOException {
        List<Integer> numbers = names().stream()
                .filter(name -> name.startsWith("common/") || name.startsWith(type.word() + "/"))
                .map(name -> Integer.parseInt(name.replaceAll("^.*/V(\\d{3})__[a-z0-9_]+\\.sql$", "$1")))
                .sorted()
                .toList();

        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, numbers.size()).boxed().toList());
    }

    @Test
    void textsAreThoseThatWereReleased() throws IOException {
        Map<String, String> released = new TreeMap<>();
        for (String line : Files.readAllLines(SCRIPTS.resolveSibling("migrations.sha256"))) {
            released.put(line.substring(66), line.substring(0, 64));
        }
        Map<String, String> present = new TreeMap<>();
        for (String name : names()) {
            present.put(name, sha256(SCRIPTS.resolve(name)));
        }

        assertThat(present)
                .as("a released script is never edited; a new one gets its line in migrations.sha256")
                .isEqualTo(released);
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(SCRIPTS)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> SCRIPTS.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
