package cts.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.account.ControlFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One kernel: sweep, replay and the running server close the same positions, to the last byte of the file. */
final class ThreeCommandsTest {
    private static final int TICKS = 600;
    private static final int DEEP_TICKS = 6_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

    @Test
    void sweepReplayAndUpWriteTheSamePositions(@TempDir Path folder) throws IOException, InterruptedException {
        String ticks = RealProgram.ticks(folder, Boolean.getBoolean("cts.deep") ? DEEP_TICKS : TICKS)
                .toString();
        Path log = folder.resolve("log");
        Path swept = folder.resolve("sweep.csv");
        Path replayed = folder.resolve("replay.csv");
        Path served = folder.resolve("up.csv");

        RealProgram.run(
                log,
                ("sweep --ticks " + ticks + " --indication active,direction,move --tp 2..22/2 --sl 0.2..2.2/0.1"
                                + " --trail off,0.3/0.1,0.6/0.2,1/0.3 --fee 0.055 --slippage 0.01 --entry-delay 1 --max-open 2"
                                + " --cooldown-ms 100 --out " + folder.resolve("rows.csv") + " --positions " + swept)
                        .split(" "));
        RealProgram.run(
                log,
                "replay",
                "--ticks",
                ticks,
                "--data",
                folder.resolve("r").toString(),
                "--positions",
                replayed.toString());
        serve(folder, log, ticks, served);

        assertThat(Files.size(swept)).isGreaterThan(1_000_000);
        assertThat(Files.mismatch(swept, replayed))
                .as("sweep and replay differ at byte")
                .isEqualTo(-1);
        assertThat(Files.mismatch(swept, served))
                .as("sweep and up differ at byte")
                .isEqualTo(-1);
    }

    private static void serve(Path folder, Path log, String ticks, Path positions)
            throws IOException, InterruptedException {
        Path data = folder.resolve("u");
        Process server = RealProgram.start(
                log,
                "up",
                "--port",
                "0",
                "--speed",
                "max",
                "--ticks",
                ticks,
                "--data",
                data.toString(),
                "--positions",
                positions.toString());
        try (HttpClient client = HttpClient.newHttpClient()) {
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (!hasEnded(client, data)) {
                assertThat(server.isAlive() && System.nanoTime() < end)
                        .as(Files.readString(log))
                        .isTrue();
                LockSupport.parkNanos(20_000_000);
            }
        } finally {
            server.destroy();
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static boolean hasEnded(HttpClient client, Path data) throws IOException, InterruptedException {
        Optional<ControlFile> control = ControlFile.read(data.resolve("control"));
        if (control.isEmpty()) return false;
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + control.get().port() + "/api/trade-engine/status"))
                .header("Authorization", "Bearer " + control.get().token())
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.body().contains("\"ended\":true");
    }
}
