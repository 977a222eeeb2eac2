package cts.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real program, started as the launcher starts it, and asked over HTTP. */
final class ServerProcess implements AutoCloseable {
    private static final String STATUS = "/api/trade-engine/status";
    private static final long ASKED_EVERY_MILLIS = 5;
    private static final long FILES_LOOKED_AT_EVERY_MILLIS = 200;
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long STOP_SECONDS = 120;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final long started;
    private final Path data;
    private final Path log;
    private final HttpClient client = HttpClient.newHttpClient();

    private ServerProcess(Process process, long started, Path data, Path log) {
        this.process = process;
        this.started = started;
        this.data = data;
        this.log = log;
    }

    /**
     * Starts {@code up} on a free port; what it says goes to a file beside the data folder.
     *
     * @param extra options of the JVM, such as a cache
     */
    static ServerProcess start(Machine machine, List<String> extra, Path data, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(machine.java().toString()));
        command.addAll(machine.options());
        command.addAll(extra);
        command.addAll(List.of("-jar", machine.program().toString(), "up", "--port", "0", "--data", data.toString()));
        command.addAll(arguments);
        Path log = data.resolveSibling(data.getFileName() + ".log");
        try {
            long now = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new ServerProcess(process, now, data, log);
        } catch (IOException failure) {
            throw new BenchFailure("the program could not be started: %s".formatted(failure.getMessage()), failure);
        }
    }

    /** Seconds from the start of the process to its first answer, whatever it says. */
    double secondsToFirstAnswer() throws InterruptedException {
        return secondsUntil(Duration.ofSeconds(60), answer -> true);
    }

    /** Seconds from the start of the process until it says that it is ready. */
    double secondsToReady(Duration patience) throws InterruptedException {
        return secondsUntil(
                patience, answer -> answer.path("data").path("ready").asBoolean());
    }

    /**
     * Seconds from the start of the process until the detailed status is as wanted.
     *
     * @throws BenchFailure when the process has ended or that takes too long
     */
    double secondsUntil(Duration patience, Predicate<JsonNode> wanted) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) throw failed("ended by itself");
            if (status().filter(wanted).isPresent()) return (System.nanoTime() - started) / 1e9;
            Thread.sleep(ASKED_EVERY_MILLIS);
        }
        throw failed("did not come that far within %d s".formatted(patience.toSeconds()));
    }

    /**
     * Waits until something has happened to its files.
     *
     * @param what in words, after "did not"
     */
    void require(Duration patience, BooleanSupplier happened, String what) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!happened.getAsBoolean()) {
            if (!process.isAlive()) throw failed("ended by itself");
            if (System.nanoTime() > end) throw failed("did not %s within %d s".formatted(what, patience.toSeconds()));
            Thread.sleep(FILES_LOOKED_AT_EVERY_MILLIS);
        }
    }

    /** What it says of its engines; empty while it does not answer yet. */
    Optional<JsonNode> status() throws InterruptedException {
        try {
            Path control = data.resolve("control");
            if (!Files.exists(control)) return Optional.empty();
            JsonNode where = JSON.readTree(Files.readString(control));
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + where.path("port").asInt() + STATUS))
                    .header("Authorization", "Bearer " + where.path("token").asString())
                    .timeout(ANSWER)
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(JSON.readTree(answer.body())) : Optional.empty();
        } catch (IOException | JacksonException notYet) {
            // Not listening yet, or the control file of an earlier run or half a file.
            return Optional.empty();
        }
    }

    /** Resident memory in MB; empty where the system does not tell. */
    Optional<Double> residentMegabytes() {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.isReadable(status)) return Optional.empty();
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6)
                    .findFirst();
        } catch (IOException failure) {
            throw new UncheckedIOException("the memory of the program cannot be read", failure);
        }
    }

    /** Lets it end in order. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) throw failed("did not stop");
    }

    private BenchFailure failed(String how) {
        String last;
        try {
            List<String> lines = Files.readAllLines(log);
            last = lines.isEmpty() ? "nothing" : lines.getLast();
        } catch (IOException unreadable) {
            last = "nothing that can be read";
        }
        return new BenchFailure("the program %s; it said last: %s".formatted(how, last));
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }
}
