package cts.server.cli;

import cts.server.account.ControlFile;
import cts.server.runtime.EngineHost;
import cts.server.storage.DataFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people usually ask a server, asked over HTTP by itself: the JVM then knows at the next start which classes that takes
 * and which code is hot. A question that fails is logged, as the next start does not need it to work.
 *
 * <p>One thread.
 */
final class Training implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Training.class);
    private static final long TRADES = 2_000;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final int ROUNDS = 30;
    private static final int FIRST_LINES = 20;
    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");
    private static final List<String> READS = List.of(
            "/api/auth/me",
            "/api/trade-engine/status",
            "/api/install/database/status",
            "/api/settings/database-status",
            "/api/settings/connections",
            "/api/sets",
            "/api/sets/funnel",
            "/api/sets/keys",
            "/api/sets/heat-map?indication=direction:3&direction=long",
            "/api/positions",
            "/api/positions?level=real",
            "/api/orders",
            "/api/fills",
            "/api/ledger",
            "/api/verdicts",
            "/api/equity",
            "/api/market/symbols",
            "/api/market/candles?symbol=BTCUSD",
            "/api/indications?symbol=BTCUSD",
            "/api/database/tables");

    private final HttpClient http =
            HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
    private final ControlFile control;

    private Training(ControlFile control) {
        this.control = control;
    }

    /** Lets the engine trade for a while, then asks everything a few times. */
    static void run(DataFolder folder, EngineHost host) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (host.feedStatus().eventsDone() < TRADES && System.nanoTime() < end) Thread.sleep(50);
        ControlFile control = ControlFile.read(folder.controlFile())
                .orElseThrow(() -> new CommandFailure("training needs HTTP; give it a --port."));
        try (Training training = new Training(control)) {
            for (int round = 0; round < ROUNDS; round++) training.askAll();
            training.listen();
        }
    }

    private void askAll() throws IOException, InterruptedException {
        Matcher assets = ASSET.matcher(ask("/"));
        while (assets.find()) ask(assets.group(1));
        for (String path : READS) ask(path);
        JsonNode sets = JsonMapper.shared().readTree(ask("/api/sets?limit=1"));
        for (JsonNode set : sets.path("data").path("items")) {
            String path = "/api/sets/" + set.path("id").asString();
            ask(path);
            ask(path + "/positions");
            ask(path + "/verdicts");
        }
    }

    private String ask(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request(path), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) LOG.warn("Training: {} answered {}.", path, answer.statusCode());
        return answer.body();
    }

    /** Hears the first lines of the live events. */
    private void listen() throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(request("/api/events"), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            lines.lines().limit(FIRST_LINES).forEach(line -> LOG.debug("Training heard: {}", line));
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + path))
                .timeout(LONGEST_WAIT)
                .header("Authorization", "Bearer " + control.token())
                .build();
    }

    @Override
    public void close() {
        http.close();
    }
}
