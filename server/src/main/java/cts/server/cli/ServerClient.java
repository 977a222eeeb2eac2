package cts.server.cli;

import cts.server.account.ControlFile;
import cts.server.storage.DataFolder;
import cts.server.storage.backup.Checksum;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Talks to the server that holds a data folder, with the local token of its control file. Every failure is one sentence;
 * an answer that does not come leaves open whether the request was carried out, and says so.
 *
 * <p>One thread.
 */
final class ServerClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    /** Commands answer when the engine has carried them out and its state is kept. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final HttpClient http;
    private final ControlFile control;
    private final Path folder;
    private final Duration patience;

    private ServerClient(Path folder, ControlFile control, Duration patience) {
        this.folder = folder;
        this.control = control;
        this.patience = patience;
        http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
    }

    /**
     * Finds the server of a data folder.
     *
     * @throws CommandFailure when none runs there, or it has no HTTP interface (yet)
     */
    static ServerClient of(Path folder) throws IOException {
        return of(folder, ANSWER);
    }

    static ServerClient of(Path folder, Duration patience) throws IOException {
        if (!DataFolder.isInUse(folder)) {
            throw new CommandFailure(
                    "no server runs on the data folder %s; start it with 'cts up', or name its folder with --data."
                            .formatted(folder));
        }
        ControlFile control = ControlFile.read(folder.resolve("control"))
                .orElseThrow(() -> new CommandFailure(
                        "the CTS that holds the data folder %s does not listen: it is starting, or runs without HTTP; try again in a moment."
                                .formatted(folder)));
        return new ServerClient(folder, control, patience);
    }

    /** The data of a success. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return send(path, request(path).GET().build());
    }

    /** The data of a success. */
    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        String json = JsonMapper.shared().writeValueAsString(body);
        return send(
                path,
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build());
    }

    /** The data of a success. */
    JsonNode delete(String path) throws IOException, InterruptedException {
        return send(path, request(path).DELETE().build());
    }

    /**
     * Fetches a file; it appears under its name when it is whole.
     *
     * @param sha256 that it must have
     */
    void download(String path, Path target, String sha256) throws IOException, InterruptedException {
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        try {
            HttpResponse<Path> response =
                    http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofFile(partial));
            if (response.statusCode() != 200 || !Checksum.of(partial).equals(sha256)) {
                throw new CommandFailure("the server of %s did not hand over the whole file (status %d); try again."
                        .formatted(folder, response.statusCode()));
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + path))
                .timeout(patience)
                .header("Authorization", "Bearer " + control.token());
    }

    private JsonNode send(String path, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException refused) {
            throw new CommandFailure(
                    "the server of %s does not answer on port %d; wait until it has started, or start it again with 'cts up'."
                            .formatted(folder, control.port()),
                    refused);
        } catch (HttpTimeoutException silent) {
            throw new CommandFailure(
                    "the server of %s did not answer %s within %d s, so whether it was carried out is unknown; look with 'cts engine status'."
                            .formatted(folder, path, patience.toSeconds()),
                    silent);
        } catch (IOException broken) {
            throw new CommandFailure(
                    "the connection to the server of %s broke during %s, so whether it was carried out is unknown; look with 'cts engine status'."
                            .formatted(folder, path),
                    broken);
        }
        return data(path, response);
    }

    private JsonNode data(String path, HttpResponse<String> response) {
        JsonNode answer;
        try {
            answer = JsonMapper.shared().readTree(response.body());
        } catch (JacksonException noJson) {
            throw new CommandFailure(
                    "port %d answered %s with no JSON (status %d); something else than CTS listens there, start 'cts up' anew."
                            .formatted(control.port(), path, response.statusCode()),
                    noJson);
        }
        if (response.statusCode() / 100 == 2) return answer.path("data");
        String sentence = answer.path("error").asString("");
        throw new CommandFailure(
                sentence.isEmpty()
                        ? "the server of %s refused %s with status %d; see its log."
                                .formatted(folder, path, response.statusCode())
                        : FailureSentence.inSentence(sentence));
    }

    @Override
    public void close() {
        http.close();
    }
}
