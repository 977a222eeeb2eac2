package cts.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.DatabaseType;
import cts.server.storage.repository.Page;
import cts.server.storage.repository.SiteLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuthTest {
    private static final String ADMIN = "{\"username\":\"Anna\",\"password\":\"a long enough password\"}";

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void printedLinkLogsInAsViewerUntilTheAdminIsMadeWithIt(DatabaseType type) {
        try (ApiFixture fixture = ApiFixture.ready(type);
                Browser browser = fixture.browser()) {
            assertThat(browser.get("/api/auth/me").data().toString())
                    .isEqualTo("{\"authenticated\":false,\"username\":null,\"role\":null,\"setupRequired\":true,"
                            + "\"setupViewer\":false}");
            String link = fixture.server.setupLink().orElseThrow();
            Browser.Reply followed = browser.get(link.substring(link.indexOf("/?")));
            assertThat(followed.status()).isEqualTo(303);
            assertThat(followed.header("Location")).isEqualTo("/");
            assertThat(followed.header("Set-Cookie"))
                    .startsWith("cts-session=")
                    .contains("HttpOnly", "SameSite=Strict", "Path=/");
            assertThat(browser.get("/api/auth/me").data().toString())
                    .contains("\"authenticated\":true", "\"role\":\"viewer\"", "\"setupViewer\":true");

            Browser.Reply made = browser.post("/api/auth/setup", ADMIN);
            assertThat(made.status()).isEqualTo(200);
            assertThat(made.data().toString())
                    .isEqualTo(
                            "{\"authenticated\":true,\"username\":\"anna\",\"role\":\"admin\",\"setupRequired\":false,"
                                    + "\"setupViewer\":false}");
            assertThat(browser.get("/api/auth/me").data()).isEqualTo(made.data());
            assertThat(fixture.server.setupLink()).isEmpty();
            assertThat(fixture.folder.resolve("setup-token")).doesNotExist();
            assertThat(browser.post("/api/auth/setup", ADMIN).status()).isEqualTo(409);
        }
    }

    @Test
    void otherBrowsersOfTheLinkAreLoggedOutOnceTheAdminExists() {
        try (ApiFixture fixture = ApiFixture.ready(DatabaseType.SQLITE);
                Browser one = fixture.browser();
                Browser other = fixture.browser()) {
            String link = "/?setup=" + fixture.setupToken.value().orElseThrow();
            one.get(link);
            other.get(link);
            one.get("/api/auth/me");
            assertThat(other.get("/api/auth/me").data().path("setupViewer").booleanValue())
                    .isTrue();
            assertThat(one.post("/api/auth/setup", ADMIN).status()).isEqualTo(200);
            assertThat(other.get("/api/auth/me").data().path("authenticated").booleanValue())
                    .isFalse();
            assertThat(fixture.browser().get(link).headers().allValues("Set-Cookie"))
                    .noneMatch(cookie -> cookie.startsWith("cts-session"));
        }
    }

    @Test
    void setupTakesTheTokenInTheBodyAndNoOther() {
        try (ApiFixture fixture = ApiFixture.ready(DatabaseType.SQLITE);
                Browser browser = fixture.browser()) {
            browser.get("/api/auth/me");
            Browser.Reply without = browser.post("/api/auth/setup", ADMIN);
            assertThat(without.status()).isEqualTo(403);
            assertThat(without.json().path("error").stringValue()).contains("setup-token");
            assertThat(browser.post("/api/auth/setup", ADMIN.replace("}", ",\"token\":\"guessed\"}"))
                            .status())
                    .isEqualTo(403);
            String token = fixture.setupToken.value().orElseThrow();
            assertThat(browser.post("/api/auth/setup", ADMIN.replace("}", ",\"token\":\"" + token + "\"}"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void unfitNameOrPasswordIsRefusedWithItsReasonAndMakesNobody() {
        try (ApiFixture fixture = ApiFixture.ready(DatabaseType.SQLITE);
                Browser browser = fixture.browser()) {
            browser.get("/?setup=" + fixture.setupToken.value().orElseThrow());
            browser.get("/api/auth/me");
            assertRefused(browser, "{\"username\":\"anna\",\"password\":\"short\"}", "password", "at least 12");
            assertRefused(
                    browser,
                    "{\"username\":\"anna\",\"password\":\"my anna my anna\"}",
                    "password",
                    "contains the user");
            assertRefused(
                    browser, "{\"username\":\"anna\",\"password\":\"aaaaaaaaaaaaaa\"}", "password", "repeats a few");
            assertRefused(
                    browser,
                    "{\"username\":\"a b\",\"password\":\"a long enough one\"}",
                    "username",
                    "2 to 64 letters");
            assertRefused(browser, "{\"username\":\"anna\"}", "password", "lacks \"password\"");
            assertRefused(browser, "{\"username\":7,\"password\":\"a long enough one\"}", "username", "must be a text");
            assertRefused(browser, "[]", "body", "must be a JSON object");
            assertThat(browser.get("/api/auth/me").data().path("setupRequired").booleanValue())
                    .isTrue();
        }
    }

    private static void assertRefused(Browser browser, String body, String parameter, String sentence) {
        Browser.Reply reply = browser.post("/api/auth/setup", body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("details").path("parameter").stringValue()).isEqualTo(parameter);
        assertThat(reply.json().path("error").stringValue()).contains(sentence).endsWith(".");
    }

    @Test
    void tokenFilesAreForTheirOwnerAlone() throws IOException {
        try (ApiFixture fixture = ApiFixture.ready(DatabaseType.SQLITE)) {
            for (String name : new String[] {"setup-token", "control"}) {
                Path file = fixture.folder.resolve(name);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
            assertThat(Json.read(Files.readString(fixture.folder.resolve("control")))
                            .path("port")
                            .intValue())
                    .isEqualTo(fixture.server.port());
        }
    }

    @Test
    void controlFileGoesWithTheServer() {
        ApiFixture fixture = ApiFixture.ready(DatabaseType.SQLITE);
        fixture.close();
        assertThat(fixture.folder.resolve("control")).doesNotExist();
    }

    @Test
    void wrongPasswordAndUnknownNameGetTheSameAnswerAndAreLogged() {
        try (ApiFixture fixture = ApiFixture.withUsers(DatabaseType.SQLITE);
                Browser browser = fixture.browser()) {
            browser.get("/api/auth/me");
            Browser.Reply wrong = browser.post("/api/auth/login", login("admin", "not the password"));
            Browser.Reply unknown = browser.post("/api/auth/login", login("nobody", ApiFixture.PASSWORD));
            assertThat(wrong.status()).isEqualTo(401);
            assertThat(unknown.body()).isEqualTo(wrong.body());
            assertThat(browser.post("/api/auth/login", login("admin", ApiFixture.PASSWORD))
                            .status())
                    .isEqualTo(200);
            fixture.flush();
            assertThat(new SiteLogs(fixture.database)
                            .page(Optional.empty(), Optional.of("account"), Optional.empty(), Page.Request.first(10))
                            .rows())
                    .extracting(SiteLogs.Row::message)
                    .contains(
                            "A login as \"admin\" failed.",
                            "A login as \"nobody\" failed.",
                            "User \"admin\" logged in.")
                    .noneMatch(message -> message.contains("password"));
        }
    }

    @Test
    void guessingSlowsDownAndOneRightPasswordClearsIt() {
        try (ApiFixture fixture = ApiFixture.withUsers(DatabaseType.SQLITE);
                Browser browser = fixture.browser()) {
            browser.get("/api/auth/me");
            for (int i = 0; i < 5; i++) {
                assertThat(browser.post("/api/auth/login", login("admin", "guess number " + i))
                                .status())
                        .isEqualTo(401);
            }
            Browser.Reply throttled = browser.post("/api/auth/login", login("admin", ApiFixture.PASSWORD));
            assertThat(throttled.status()).isEqualTo(429);
            assertThat(throttled.header("Retry-After")).isEqualTo("1");
            assertThat(browser.post("/api/auth/login", login("viewer", ApiFixture.PASSWORD))
                            .status())
                    .as("another name is not held up")
                    .isEqualTo(200);
            fixture.clock.advance(Duration.ofSeconds(1));
            assertThat(browser.post("/api/auth/login", login("admin", "guess number 6"))
                            .status())
                    .isEqualTo(401);
            assertThat(browser.post("/api/auth/login", login("admin", ApiFixture.PASSWORD))
                            .header("Retry-After"))
                    .isEqualTo("2");
            fixture.clock.advance(Duration.ofSeconds(2));
            assertThat(browser.post("/api/auth/login", login("admin", ApiFixture.PASSWORD))
                            .status())
                    .isEqualTo(200);
            assertThat(browser.post("/api/auth/login", login("admin", "guess number 7"))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void sessionEndsTwelveHoursAfterItsLastUse() {
        try (ApiFixture fixture = ApiFixture.withUsers(DatabaseType.SQLITE);
                Browser browser = fixture.as("viewer")) {
            fixture.clock.advance(Duration.ofHours(11));
            assertThat(authenticated(browser)).isTrue();
            fixture.clock.advance(Duration.ofHours(11));
            assertThat(authenticated(browser)).isTrue();
            fixture.clock.advance(Duration.ofHours(12));
            assertThat(authenticated(browser)).isFalse();
        }
    }

    @Test
    void sessionEndsSevenDaysAfterItsBeginningHoweverMuchItIsUsed() {
        try (ApiFixture fixture = ApiFixture.withUsers(DatabaseType.SQLITE);
                Browser browser = fixture.as("viewer")) {
            for (int hour = 0; hour < 7 * 24 - 8; hour += 8) {
                fixture.clock.advance(Duration.ofHours(8));
                assertThat(authenticated(browser)).isTrue();
            }
            fixture.clock.advance(Duration.ofHours(8));
            assertThat(authenticated(browser)).isFalse();
        }
    }

    @Test
    void logoutEndsTheSessionForWhoeverHoldsItsCookie() {
        try (ApiFixture fixture = ApiFixture.withUsers(DatabaseType.SQLITE);
                Browser browser = fixture.as("admin");
                Browser thief = fixture.browser()) {
            String stolen = browser.cookie("cts-session").orElseThrow();
            assertThat(browser.post("/api/auth/logout", "{}").status()).isEqualTo(200);
            assertThat(browser.cookie("cts-session")).isEmpty();
            Browser.Reply reply = thief.send(thief.request("/api/auth/me").header("Cookie", "cts-session=" + stolen));
            assertThat(reply.data().path("authenticated").booleanValue()).isFalse();
        }
    }

    private static boolean authenticated(Browser browser) {
        return browser.get("/api/auth/me").data().path("authenticated").booleanValue();
    }

    private static String login(String username, String password) {
        return "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}";
    }
}
