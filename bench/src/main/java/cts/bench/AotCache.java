package cts.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An ahead-of-time cache of the program, trained as the launcher trains it.
 *
 * @param trainingSeconds how long the training run took
 */
record AotCache(Path file, double trainingSeconds) {

    /** Lets the program run once to learn what to keep. */
    static AotCache train(Machine machine, Path folder) throws InterruptedException {
        Path file = folder.resolve("aot.cache");
        List<String> command = new ArrayList<>(List.of(machine.java().toString()));
        command.addAll(machine.options());
        command.addAll(List.of(
                "-XX:AOTCacheOutput=" + file,
                "-Xlog:aot*=off",
                "-Xlog:cds*=off",
                "-jar",
                machine.program().toString(),
                "up",
                "--training",
                "--data",
                folder.resolve("training").toString(),
                "--port",
                "0"));
        long start = System.nanoTime();
        Commands.lines(command);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!Files.isRegularFile(file))
            throw new BenchFailure("the training run left no cache; run it by hand to see why.");
        return new AotCache(file, seconds);
    }

    /** What the launcher adds to use it. */
    List<String> options() {
        return List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off", "-Xlog:cds*=off");
    }

    double megabytes() {
        try {
            return Files.size(file) / 1e6;
        } catch (IOException failure) {
            throw new UncheckedIOException("the cache cannot be read", failure);
        }
    }
}
