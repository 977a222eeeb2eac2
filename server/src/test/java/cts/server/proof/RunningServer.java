package cts.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.account.ControlFile;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code cts up} as a process of its own, asked over HTTP with the token of its data folder. */
final class RunningServer implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Process process;
    private final Path data;
    private final Path log;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningServer(Process process, Path data, Path log) {
        this.process = process;
        this.data = data;
        this.log = log;
    }

    /** Starts one on any free port. */
    static RunningServer start(Path data, Path log, String... options) throws IOException {
        String[] all = new String[5 + options.length];
        System.arraycopy(new String[] {"up", "--port", "0", "--data", data.toString()}, 0, all, 0, 5);
        System.arraycopy(options, 0, all, 5, options.length);
        return new RunningServer(RealProgram.start(log, all), data, log);
    }

    /** Starts one on a database of its own. */
    static RunningServer start(ProgramData data, Path log, String... options) throws IOException {
        String[] all = Stream.concat(
                        Stream.of("up", "--port", "0", "--data", data.folder().toString()), Stream.of(options))
                .toArray(String[]::new);
        return new RunningServer(RealProgram.start(log, data.environment(), all), data.folder(), log);
    }

    /** An answer. */
    record Reply(int status, JsonNode json) {
        JsonNode data() {
            return json.path("data");
        }

        String error() {
            return json.path("error").asString("");
        }
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Reply post(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Waits until the database is in a state: starting, ready or error. */
    JsonNode await(String state) throws IOException, InterruptedException {
        return await(
                "/api/install/database/status",
                status -> status.path("state").asString("").equals(state));
    }

    /** Waits until the recorded trades have all been played. */
    void awaitEnd() throws IOException, InterruptedException {
        await("/api/trade-engine/status", status -> status.toString().contains("\"ended\":true"));
    }

    /** What an answer must say. */
    private interface Wanted {
        boolean is(JsonNode data);
    }

    private JsonNode await(String path, Wanted wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (process.isAlive() && System.nanoTime() < end) {
            if (control().isPresent()) {
                try {
                    JsonNode data = get(path).data();
                    if (wanted.is(data)) return data;
                } catch (ConnectException starting) {
                    // It does not listen yet.
                }
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("it does not come so far: " + Files.readString(log));
    }

    private Optional<ControlFile> control() throws IOException {
        return ControlFile.read(data.resolve("control"));
    }

    private HttpRequest.Builder request(String path) throws IOException {
        ControlFile control = control().orElseThrow(() -> new AssertionError("no server listens"));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + control.token());
    }

    private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(answer.statusCode(), JsonMapper.shared().readTree(answer.body()));
    }

    /** Ends it as a person does. */
    void stop() throws InterruptedException {
        RealProgram.stop(process);
    }

    /** Ends it as the system does that has no memory left. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.shutdownNow();
    }
}
