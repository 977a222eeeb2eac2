package cts.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.DatabaseType;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is answered while the database is not there, and about it. */
class StartingTest {
    private static final List<String> STATUSES =
            List.of("/api/trade-engine/status", "/api/install/database/status", "/api/settings/database-status");

    @Test
    void statusIsToldAndEverythingElseIsUnavailableUntilTheDatabaseIsThere() {
        try (ApiFixture fixture = ApiFixture.starting();
                Browser browser = fixture.browser()) {
            for (String path : STATUSES) {
                assertThat(browser.get(path).data()).as(path).hasToString("{\"state\":\"starting\",\"ready\":false}");
            }
            Browser.Reply me = browser.get("/api/auth/me");
            assertThat(me.status()).isEqualTo(503);
            assertThat(me.json().path("error").stringValue()).startsWith("CTS is starting");
            assertThat(browser.post("/api/auth/login", "{\"username\":\"a\",\"password\":\"b\"}")
                            .status())
                    .isEqualTo(503);
            assertThat(browser.get("/api/orders").status())
                    .as("nobody knows who asks")
                    .isEqualTo(401);
            fixture.becomeReady();
            assertThat(browser.get("/api/auth/me").status()).isEqualTo(200);
            assertThat(browser.get("/api/trade-engine/status").data())
                    .hasToString("{\"state\":\"running\",\"ready\":true}");
        }
    }

    @Test
    void failedDatabaseTellsItsReasonToTheSetupTokenAloneWhichMayMigrate() {
        try (ApiFixture fixture = ApiFixture.starting();
                Browser browser = fixture.browser()) {
            fixture.readiness.failed("The disk is full: free some space.");
            for (String path : STATUSES) {
                assertThat(browser.get(path).data()).hasToString("{\"state\":\"error\",\"ready\":false}");
            }
            String token = fixture.setupToken.value().orElseThrow();
            assertThat(browser.send(browser.request("/api/install/database/status")
                                    .header("X-Setup-Token", token))
                            .data()
                            .path("error")
                            .stringValue())
                    .isEqualTo("The disk is full: free some space.");
            assertThat(browser.postBare("/api/install/database/migrate", "{}").status())
                    .isEqualTo(403);
            Browser.Reply migrated = browser.postBare("/api/install/database/migrate", "{}", "X-Setup-Token", token);
            assertThat(migrated.status()).isEqualTo(200);
            assertThat(migrated.data().path("applied")).isEmpty();
            assertThat(migrated.data().path("totalTables").intValue()).isGreaterThan(15);
            assertThat(migrated.data().path("databaseType").stringValue()).isEqualTo("sqlite");
        }
    }

    @Test
    void detailsOfTheDatabaseNeedAViewer() {
        try (ApiFixture fixture = ApiFixture.withUsers(DatabaseType.SQLITE);
                Browser nobody = fixture.browser();
                Browser viewer = fixture.as("viewer")) {
            for (String path : STATUSES.subList(1, 3)) {
                assertThat(nobody.get(path).data()).hasToString("{\"state\":\"ready\",\"ready\":true}");
                JsonNode details = viewer.get(path).data();
                assertThat(details.path("databaseType").stringValue()).isEqualTo("sqlite");
                assertThat(details.path("version").intValue()).isGreaterThanOrEqualTo(6);
                assertThat(details.path("migrations").get(0).path("number").intValue())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void setupTokenIsVoidOnceAnAdminExists() {
        try (ApiFixture fixture = ApiFixture.starting();
                Browser browser = fixture.browser()) {
            String token = fixture.setupToken.value().orElseThrow();
            fixture.user("anna", "admin");
            fixture.becomeReady();
            assertThat(browser.postBare("/api/install/database/migrate", "{}", "X-Setup-Token", token)
                            .status())
                    .isEqualTo(401);
            assertThat(fixture.server.setupLink()).isEmpty();
        }
    }
}
