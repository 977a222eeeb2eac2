package cts.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that is gone after a measurement. */
final class TemporaryFolder {
    private TemporaryFolder() {}

    static Path make() {
        try {
            return Files.createTempDirectory("cts-bench");
        } catch (IOException failure) {
            throw new BenchFailure("there is no room for temporary files; make some.", failure);
        }
    }

    /** Removes it with everything inside. */
    static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("the temporary folder %s cannot be removed".formatted(folder), failure);
        }
    }
}
