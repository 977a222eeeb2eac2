package cts.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/** Has the running server write a backup, and shows how far it has come. One thread. */
final class ServerBackup {
    private static final String API = "/api/install/backup";
    private static final Duration PATIENCE = Duration.ofHours(12);
    private static final long BETWEEN_LOOKS_MS = 300;

    private final Path folder;
    private final PrintWriter errors;

    ServerBackup(Path folder, PrintWriter errors) {
        this.folder = folder;
        this.errors = errors;
    }

    /** Makes a backup; with {@code out} it is fetched there, and the server's copy removed. */
    DbBackupCommand.Written write(Optional<Path> out) throws IOException, InterruptedException {
        try (ServerClient server = ServerClient.of(folder, PATIENCE)) {
            JsonNode made = create(server);
            String id = made.path("id").asString();
            String place = made.path("path").asString();
            if (out.isPresent()) {
                server.download(
                        API + "/" + id + "/download",
                        out.get(),
                        made.path("sha256").asString());
                server.delete(API + "/" + id);
                place = out.get().toString();
            }
            return new DbBackupCommand.Written(
                    place,
                    made.path("bytes").asLong(),
                    made.path("rows").asLong(),
                    made.path("sha256").asString(),
                    made.path("writtenMs").asLong(),
                    made.path("restoredMs").asLong());
        }
    }

    private JsonNode create(ServerClient server) throws IOException, InterruptedException {
        CompletableFuture<JsonNode> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return server.post(API + "/create", Map.of());
            } catch (IOException | InterruptedException failure) {
                throw new CompletionException(failure);
            }
        });
        try (StepProgress progress = new StepProgress(errors)) {
            while (true) {
                try {
                    return answer.get(BETWEEN_LOOKS_MS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException goesOn) {
                    JsonNode step = server.get(API).path("running");
                    if (step.isObject()) {
                        progress.at(
                                step.path("what").asString(),
                                step.path("done").asLong(),
                                step.path("total").asLong());
                    }
                }
            }
        } catch (ExecutionException | CancellationException failure) {
            throw failure.getCause() instanceof CommandFailure told
                    ? told
                    : new CommandFailure(
                            "the server could not be asked for a backup: " + failure.getMessage(), failure);
        }
    }
}
