package cts.server.proof;

import cts.market.CandleSeries;
import cts.server.feed.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, and the files it is given. */
final class RealProgram {
    static final long PATIENCE_SECONDS = Boolean.getBoolean("cts.deep") ? 3_600 : 120;

    private RealProgram() {}

    /** The first trades of the recording, as a file that commands read. */
    static Path ticks(Path folder, int count) throws IOException {
        CandleSeries trades = Recording.bitstamp2013().trades();
        List<String> lines = new ArrayList<>(List.of("time,price,size"));
        for (int i = 0; i < count; i++) {
            lines.add(trades.closeTime(i) + "," + trades.close()[i] + "," + trades.volume()[i]);
        }
        return Files.write(folder.resolve("ticks.csv"), lines);
    }

    static Process start(Path log, String... arguments) throws IOException {
        return start(log, Map.of(), arguments);
    }

    static Process start(Path log, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path", ""),
                "cts.server.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process.environment().putAll(environment);
        return process.start();
    }

    /** Runs a command to its end. */
    static void run(Path log, String... arguments) throws IOException, InterruptedException {
        run(log, Map.of(), arguments);
    }

    static void run(Path log, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Process process = start(log, environment, arguments);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end within " + PATIENCE_SECONDS + " s: " + Files.readString(log));
        }
        if (process.exitValue() != 0) throw new AssertionError(Files.readString(log));
    }

    /** What a command that must not succeed says. */
    static String refusal(Path folder, String... arguments) throws IOException, InterruptedException {
        return refusal(folder, Map.of(), arguments);
    }

    /** As {@link #refusal(Path, String...)}, with variables in the environment. */
    static String refusal(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "refusal", ".log");
        Process process = start(log, environment, arguments);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end within " + PATIENCE_SECONDS + " s: " + Files.readString(log));
        }
        String said = Files.readString(log);
        if (process.exitValue() != 1 && process.exitValue() != 2) throw new AssertionError("it did not fail: " + said);
        return said;
    }

    /** Ends a server as a person does, and waits for it. */
    static void stop(Process server) throws InterruptedException {
        server.destroy();
        if (!server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw new AssertionError("the server does not end");
    }
}
