package cts.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.DatabaseType;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every endpoint against every role. */
class AccessTest {
    private static final List<String> ASKING = List.of("nobody", "setup", "viewer", "trader", "admin");

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
    void everyEndpointRefusesWhoeverIsLessThanItsRoleAndLetsTheOthersIn() {
        List<String> endpoints = WebConfiguration.endpoints(
                fixture.server.context().getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class));
        assertThat(endpoints).hasSizeGreaterThan(25);
        Browser nobody = fixture.browser();
        Map<String, Browser> browsers = Map.of(
                "nobody", nobody,
                "viewer", fixture.as("viewer"),
                "trader", fixture.as("trader"),
                "admin", fixture.as("admin"));
        nobody.get("/api/auth/me");
        List<String> faults = new ArrayList<>();
        int refused = 0;
        for (String endpoint : endpoints) {
            if (endpoint.equals("GET /api/events") || endpoint.startsWith("POST /api/auth/")) {
                // The stream never ends, and is tried below; the others are for everyone and would log out.
                continue;
            }
            Access least = least(endpoint);
            for (Map.Entry<String, Browser> browser : browsers.entrySet()) {
                int status = call(browser.getValue(), endpoint);
                boolean letIn = status != 401 && status != 403;
                boolean due = allowed(least).contains(browser.getKey());
                int expected = browser.getKey().equals("nobody") ? 401 : 403;
                refused += letIn ? 0 : 1;
                if (letIn != due || status >= 500 || status == 404 || (!due && status != expected)) {
                    faults.add(endpoint + " answers " + browser.getKey() + " with " + status);
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(refused).isGreaterThan(20);
        assertThat(call(nobody, "GET /api/events")).isEqualTo(401);
    }

    @Test
    void setupViewerSeesButDoesNotTrade() {
        try (ApiFixture fresh = ApiFixture.ready(DatabaseType.SQLITE);
                Browser setup = fresh.browser()) {
            setup.get("/?setup=" + fresh.setupToken.value().orElseThrow());
            setup.get("/api/auth/me");
            assertThat(setup.get("/api/sets/funnel").status()).isEqualTo(200);
            assertThat(setup.post("/api/trade-engine/pause", "{}").status()).isEqualTo(403);
            assertThat(fresh.trading.told).isEmpty();
        }
    }

    @Test
    void commandLineActsAsAdminWithItsTokenAndAnotherTokenDoesNot() {
        try (Browser client = fixture.browser()) {
            assertThat(client.postBare(
                                    "/api/trade-engine/pause",
                                    "{}",
                                    "Authorization",
                                    "Bearer " + fixture.controlToken())
                            .status())
                    .isEqualTo(200);
            assertThat(fixture.trading.told).contains("all PAUSE by command line");
            assertThat(client.postBare("/api/trade-engine/pause", "{}", "Authorization", "Bearer guessed")
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void wrongTokenBesideAGoodCookieIsNotLetInByTheCookie() {
        try (Browser admin = fixture.as("admin")) {
            assertThat(admin.postBare("/api/trade-engine/pause", "{}", "Authorization", "Bearer guessed")
                            .status())
                    .isEqualTo(401);
            assertThat(admin.postBare("/api/trade-engine/pause", "{}", "X-Setup-Token", "guessed")
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void whatHasNoRowIsNotThereAndWhatHasOneTellsItsMethods() {
        try (Browser admin = fixture.as("admin")) {
            Browser.Reply nothing = admin.get("/api/secrets");
            assertThat(nothing.status()).isEqualTo(404);
            assertThat(nothing.json().path("error").stringValue()).isEqualTo("There is nothing at /api/secrets.");
            Browser.Reply wrong = admin.post("/api/orders", "{}");
            assertThat(wrong.status()).isEqualTo(405);
            assertThat(wrong.header("Allow")).isEqualTo("GET");
            assertThat(admin.post("/", "{}").status()).isEqualTo(405);
            assertThat(admin.get("/api/orders/").status()).isEqualTo(404);
        }
    }

    private static List<String> allowed(Access least) {
        return switch (least) {
            case ANYONE -> ASKING;
            case VIEWER -> List.of("viewer", "trader", "admin");
            case TRADER -> List.of("trader", "admin");
            case ADMIN, ADMIN_OR_SETUP -> List.of("admin");
        };
    }

    private static Access least(String endpoint) {
        return AccessTable.ROWS.stream()
                .filter(row -> row.endpoint().equals(endpoint))
                .findFirst()
                .orElseThrow(() -> new AssertionError(endpoint + " has no row"))
                .least();
    }

    private static int call(Browser browser, String endpoint) {
        String[] parts = endpoint.split(" ", 2);
        String path = parts[1].replace("{command:start|stop|pause|resume|restart}", "start")
                .replace("{command:start|stop|pause|resume}", "start")
                .replace("/api/install/backup/{id}", "/api/install/backup/" + fixture.maintenance.file())
                .replace("{connectionId}", FakeTrading.CONNECTION)
                .replace("{name}", "retention")
                .replace("{id}", FakeTrading.SET);
        String query = switch (path) {
            case "/api/sets/heat-map" -> "?indication=direction:5&direction=long";
            case "/api/market/candles", "/api/indications" -> "?symbol=BTCUSD";
            default -> "";
        };
        HttpRequest.Builder request = browser.request(path + query);
        return switch (parts[0].toUpperCase(Locale.ROOT)) {
            case "GET" -> browser.send(request.GET()).status();
            case "DELETE" -> browser.send(request.DELETE()).status();
            case "POST" -> browser.send(Browser.json(request, "{}")).status();
            default -> throw new AssertionError("no way to call " + endpoint);
        };
    }
}
