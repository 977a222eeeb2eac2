package cts.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.DatabaseType;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What keeps other sites, other names and broken requests out, and how refusals look. */
class ProtectionTest {
    private static ApiFixture fixture;

    @BeforeAll
    static void start() {
        fixture = ApiFixture.withUsers(DatabaseType.SQLITE);
        ApiRows.fill(fixture);
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void postWithoutTheCsrfTokenIsRefusedAndChangesNothing() {
        try (Browser trader = fixture.as("trader")) {
            Browser.Reply reply = trader.postBare("/api/trade-engine/stop", "{}");
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.json().path("error").stringValue()).contains("X-XSRF-TOKEN");
            assertThat(trader.postBare("/api/trade-engine/stop", "{}", "X-XSRF-TOKEN", "guessed")
                            .status())
                    .isEqualTo(403);
            assertThat(fixture.trading.told).noneMatch(told -> told.startsWith("all STOP"));
        }
    }

    @Test
    void nameThatIsNotOursIsRefused() throws IOException {
        int port = fixture.server.port();
        for (String host :
                List.of("evil.example:" + port, "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:" + port)) {
            assertThat(raw("GET /api/auth/me HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .as(host)
                    .startsWith("HTTP/1.1 403")
                    .contains("\"success\":false", "in the header Host is not this server's");
        }
        for (String host : List.of("127.0.0.1", "localhost", "LocalHost", "[::1]")) {
            assertThat(raw("GET /api/auth/me HTTP/1.1\r\nHost: " + host + ":" + port + "\r\nConnection: close\r\n\r\n"))
                    .as(host)
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void pageOfAnotherOriginIsRefused() {
        int port = fixture.server.port();
        try (Browser browser = fixture.browser()) {
            for (String origin : List.of(
                    "http://evil.example",
                    "http://127.0.0.1:1",
                    "https://127.0.0.1:" + port,
                    "null",
                    "http://localhost")) {
                assertThat(browser.send(browser.request("/api/auth/me").header("Origin", origin))
                                .status())
                        .as(origin)
                        .isEqualTo(403);
            }
            assertThat(browser.send(browser.request("/api/auth/me").header("Origin", "http://localhost:" + port))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void everyAnswerCarriesTheProtectiveHeaders() {
        try (Browser browser = fixture.browser()) {
            for (String path : List.of("/api/auth/me", "/api/orders", "/api/nothing", "/")) {
                Browser.Reply reply = browser.get(path);
                assertThat(reply.header("Content-Security-Policy"))
                        .as(path)
                        .startsWith("default-src 'self'")
                        .contains("frame-ancestors 'none'", "object-src 'none'")
                        .doesNotContain("unsafe");
                assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
                assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
                assertThat(reply.headers().firstValue("Server")).isEmpty();
            }
            assertThat(browser.get("/api/auth/me").header("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void bodyThatIsTooLargeIsRefusedWhetherItSaysSoOrNot() {
        String large = "{\"username\":\"" + "x".repeat(SizeFilter.MOST_BYTES) + "\"}";
        try (Browser browser = fixture.browser()) {
            browser.get("/api/auth/me");
            Browser.Reply told = browser.post("/api/auth/login", large);
            assertThat(told.status()).isEqualTo(413);
            Browser.Reply chunked = browser.send(browser.request("/api/auth/login")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(large))));
            assertThat(chunked.status()).isEqualTo(413);
            assertThat(chunked.json().path("error").stringValue()).contains("64 KiB");
        }
    }

    @Test
    void failuresAreProblemsWithTheirSentence() {
        try (Browser browser = fixture.browser()) {
            browser.get("/api/auth/me");
            Browser.Reply reply = browser.get("/api/orders");
            assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
            JsonNode problem = reply.json();
            assertThat(problem.propertyNames())
                    .containsExactlyInAnyOrder(
                            "type", "title", "status", "detail", "instance", "success", "error", "details");
            assertThat(problem.path("status").intValue()).isEqualTo(401);
            assertThat(problem.path("success").booleanValue()).isFalse();
            assertThat(problem.path("error")).isEqualTo(problem.path("detail"));
            assertThat(problem.path("instance").stringValue()).isEqualTo("/api/orders");

            assertThat(browser.post("/api/auth/login", "{\"username\":").status())
                    .as("broken JSON")
                    .isEqualTo(400);
            Browser.Reply form = browser.send(browser.request("/api/auth/login")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("username=a&password=b")));
            assertThat(form.status()).isEqualTo(415);
            assertThat(form.json().path("success").booleanValue()).isFalse();
        }
    }

    @Test
    void parametersThatWillNotDoAreNamed() {
        try (Browser viewer = fixture.as("viewer")) {
            assertNamed(viewer, "/api/orders?limit=0", "limit", "from 1 to 500");
            assertNamed(viewer, "/api/orders?limit=501", "limit", "from 1 to 500");
            assertNamed(viewer, "/api/fills?limit=many", "limit", "a whole number");
            assertNamed(viewer, "/api/sets?sort=luck", "sort", "one of avgSteps, closed");
            assertNamed(viewer, "/api/sets?order=up", "order", "one of asc, desc");
            assertNamed(viewer, "/api/sets?level=top", "level", "one of base, main");
            assertNamed(viewer, "/api/sets?status=good", "status", "one of evaluating");
            assertNamed(viewer, "/api/sets?direction=LONG", "direction", "one of long, short");
            assertNamed(viewer, "/api/sets/heat-map?direction=long", "indication", "is missing");
            assertNamed(
                    viewer, "/api/sets/heat-map?indication=direction:5&direction=long&measure=x", "measure", "one of");
            assertNamed(viewer, "/api/positions?level=base", "level", "one of main, real, exchange");
            assertNamed(viewer, "/api/positions?status=gone", "status", "one of open, closed");
            assertNamed(viewer, "/api/verdicts?kind=all", "kind", "one of promotion, execution");
            assertNamed(viewer, "/api/market/candles?symbol=BTCUSD&timeframe=2m", "timeframe", "one of 1m");
            assertNamed(viewer, "/api/market/candles", "symbol", "is missing");
            assertNamed(viewer, "/api/equity?from=yesterday", "from", "a whole number");
            for (String path : List.of("/api/orders", "/api/sets", "/api/verdicts", "/api/positions?level=real")) {
                Browser.Reply reply = viewer.get(path + (path.contains("?") ? "&" : "?") + "cursor=junk");
                assertThat(reply.status()).as(path).isEqualTo(400);
                assertThat(reply.json().path("error").stringValue()).startsWith("cursor \"junk\" is not one");
            }
        }
    }

    private static void assertNamed(Browser browser, String path, String parameter, String sentence) {
        Browser.Reply reply = browser.get(path);
        assertThat(reply.status()).as(path).isEqualTo(400);
        assertThat(reply.json().path("details").path("parameter").stringValue())
                .as(path)
                .isEqualTo(parameter);
        assertThat(reply.json().path("error").stringValue())
                .as(path)
                .contains(parameter, sentence)
                .endsWith(".");
    }

    @Test
    void requestTomcatItselfRefusesShowsNothingOfTomcat() throws IOException {
        String reply = raw("GET /api/<script> HTTP/1.1\r\nHost: 127.0.0.1:" + fixture.server.port()
                + "\r\nConnection: close\r\n\r\n");
        assertThat(reply).startsWith("HTTP/1.1 400").doesNotContainIgnoringCase("tomcat", "<html");
        String twisted = raw("GET /api/..%2fsecret HTTP/1.1\r\nHost: 127.0.0.1:" + fixture.server.port()
                + "\r\nConnection: close\r\n\r\n");
        assertThat(twisted).startsWith("HTTP/1.1 400").doesNotContainIgnoringCase("tomcat", "<html");
    }

    @Test
    void portInUseIsToldByItsAddress() {
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), fixture.server.port());
        assertThatThrownBy(() -> HttpServer.start(
                        new ApiParts(
                                fixture.readiness,
                                fixture.setupToken,
                                fixture.folder.resolve("other-control"),
                                fixture.schema,
                                fixture.maintenance,
                                fixture.clock),
                        taken))
                .isInstanceOf(BindException.class)
                .hasMessageContaining(":" + fixture.server.port());
        assertThat(fixture.folder.resolve("other-control")).doesNotExist();
    }

    @Test
    void addressThatOthersReachIsRefused() throws IOException {
        InetSocketAddress open = new InetSocketAddress(InetAddress.getByAddress(new byte[] {0, 0, 0, 0}), 0);
        assertThatThrownBy(() -> HttpServer.start(
                        new ApiParts(
                                fixture.readiness,
                                fixture.setupToken,
                                fixture.folder.resolve("other-control"),
                                fixture.schema,
                                fixture.maintenance,
                                fixture.clock),
                        open))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use 127.0.0.1");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
