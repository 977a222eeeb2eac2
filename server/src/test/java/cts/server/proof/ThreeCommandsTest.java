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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * One kernel: sweep, replay and the running server close the same positions, to the last byte of their files.
 *
 * <p>The long form runs the whole recording, whose positions would fill more than a gigabyte: there it is the digests.
 */
final class ThreeCommandsTest {
    private static final boolean DEEP = Boolean.getBoolean("cts.deep");
    private static final int TICKS = 600;
    private static final int DEEP_TICKS = 6_000;
    private static final int WHOLE = 100_000;
    private static final int SETS = 122 * 735;
    private static final String LIKE_THE_ENGINE =
            " --indication active,direction,move --tp 2..22/2 --sl 0.2..2.2/0.1 --trail off,0.3/0.1,0.6/0.2,1/0.3"
                    + " --fee 0.055 --slippage 0.01 --entry-delay 1 --max-open 2 --cooldown-ms ";
    private static final int COOLDOWN = 100;
    /** So long that it keeps a fifth of the positions of the short form from opening; 100 ms keep none. */
    private static final int LONG_COOLDOWN = 60_000;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(RealProgram.PATIENCE_SECONDS);

    @TempDir
    private Path folder;

    @Test
    void sweepReplayAndUpWriteTheSamePositions() throws IOException, InterruptedException {
        run(DEEP ? DEEP_TICKS : TICKS, LONG_COOLDOWN, "positions", "position-digests");

        assertThat(Files.size(folder.resolve("sweep.positions"))).isGreaterThan(1_000_000);
        assertSame("positions");
        assertSame("position-digests");
        assertThat(setsWithPositions()).isPositive();
    }

    @Test
    @EnabledIfSystemProperty(named = "cts.deep", matches = "true")
    void sweepReplayAndUpCloseTheSamePositionsInTheWholeRecording() throws IOException, InterruptedException {
        run(WHOLE, COOLDOWN, "position-digests");

        assertSame("position-digests");
        assertThat(setsWithPositions()).isGreaterThan(SETS * 9L / 10);
    }

    private void run(int trades, int cooldown, String... options) throws IOException, InterruptedException {
        String ticks = " --ticks " + RealProgram.ticks(folder, trades);
        String engine = ticks + " --set engine.cooldown-ms=" + cooldown + " --data " + folder;
        Path log = folder.resolve("log");
        String sweep = "sweep" + ticks + LIKE_THE_ENGINE + cooldown + " --out " + folder.resolve("rows.csv");
        RealProgram.run(log, words(sweep, "sweep", options));
        RealProgram.run(log, words("replay" + engine + "/r", "replay", options));
        serve(log, words("up --port 0 --speed max" + engine + "/u", "up", options));
    }

    /** The command with those options, each with a file of the command's name. */
    private String[] words(String command, String name, String... options) {
        StringBuilder all = new StringBuilder(command);
        for (String option : options) {
            all.append(" --").append(option).append(' ').append(folder.resolve(name + "." + option));
        }
        return all.toString().split(" ");
    }

    private void assertSame(String option) throws IOException {
        for (String other : List.of("replay", "up")) {
            long place = Files.mismatch(folder.resolve("sweep." + option), folder.resolve(other + "." + option));
            assertThat(place)
                    .as("%s of sweep and %s differ at byte", option, other)
                    .isEqualTo(-1);
        }
    }

    private long setsWithPositions() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("sweep.position-digests"));
        assertThat(lines).as("a line for each set").hasSize(SETS + 1);
        return lines.stream().skip(1).filter(line -> !line.contains(",0,")).count();
    }

    private void serve(Path log, String... arguments) throws IOException, InterruptedException {
        Path data = folder.resolve("u");
        Process server = RealProgram.start(log, arguments);
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
