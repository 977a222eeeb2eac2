package cts.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.DatabaseType;
import cts.server.storage.TestDatabases;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The endpoints that make, migrate, roll back and look after the schema. */
class SchemaEndpointsTest {
    private static final String ROLLBACK = "/api/install/database/rollback";

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void aDryRunTellsWhatWouldBeDoneAndDoesIt(DatabaseType type) {
        try (ApiFixture fixture = ApiFixture.withUsers(type);
                Browser admin = fixture.as("admin")) {
            JsonNode back = admin.send(Browser.json(
                            admin.request("/api/install/database/migrate").timeout(Duration.ofMinutes(2)),
                            "{\"dry_run\":true,\"to\":9}"))
                    .data();
            assertThat(back.path("databaseType").stringValue()).isEqualTo(type.word());
            assertThat(back.path("from").intValue()).isEqualTo(10);
            assertThat(back.path("steps").get(0).path("direction").stringValue())
                    .isEqualTo("UNDO");
            assertThat(back.path("steps").get(0).path("sql").stringValue()).contains("DROP TABLE backups;");
            assertThat(back.path("tables").size()).isEqualTo(39);
            JsonNode none = admin.post("/api/install/database/migrate", "{\"dry_run\":true}")
                    .data();
            assertThat(none.path("steps")).isEmpty();
            assertThat(fixture.schema.version()).isEqualTo(10);

            Browser.Reply wrong = admin.post("/api/install/database/migrate", "{\"to\":9}");
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.json().path("error").stringValue()).contains("goes with \"dry_run\"");
        }
    }

    @Test
    void initMakesNothingWhereADatabaseIs() {
        try (ApiFixture fixture = ApiFixture.withUsers(DatabaseType.SQLITE);
                Browser admin = fixture.as("admin")) {
            Browser.Reply reply = admin.post("/api/install/database/init", "{}");

            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.json().path("error").stringValue())
                    .isEqualTo("The database is there already, with schema version 10: migrate brings it up to date.");
        }
    }

    @Test
    void aRollbackTakesAVersionTheTypedTextAndThePassword() {
        try (ApiFixture fixture = ApiFixture.withUsers(DatabaseType.SQLITE);
                Browser admin = fixture.as("admin")) {
            assertThat(admin.post(ROLLBACK, "{}").json().path("error").stringValue())
                    .isEqualTo("The body lacks \"to\", a whole number.");
            assertThat(admin.post(ROLLBACK, "{\"to\":10}").json().path("error").stringValue())
                    .isEqualTo("The database has schema version 10, so \"to\" must be from 0 to 9.");
            Browser.Reply untyped = admin.post(ROLLBACK, "{\"to\":5,\"password\":\"" + ApiFixture.PASSWORD + "\"}");
            assertThat(untyped.status()).isEqualTo(400);
            assertThat(untyped.json().path("details").path("confirm").stringValue())
                    .isEqualTo("rollback to 5");
            assertThat(admin.post(ROLLBACK, "{\"to\":5,\"confirm\":\"rollback to 5\"}")
                            .status())
                    .isEqualTo(403);
            assertThat(admin.post(ROLLBACK, "{\"to\":5,\"confirm\":\"rollback to 5\",\"password\":\"guessed\"}")
                            .status())
                    .isEqualTo(403);
            assertThat(fixture.schema.told).isEmpty();

            Browser.Reply done = admin.post(
                    ROLLBACK, "{\"to\":5,\"confirm\":\"rollback to 5\",\"password\":\"" + ApiFixture.PASSWORD + "\"}");

            assertThat(done.status()).isEqualTo(200);
            assertThat(done.data().path("to").intValue()).isEqualTo(5);
            assertThat(fixture.schema.told).containsExactly("rollback to 5");
        }
    }

    @Test
    void theCommandLineRollsBackWithoutAPassword() {
        try (ApiFixture fixture = ApiFixture.withUsers(DatabaseType.SQLITE);
                Browser client = fixture.browser()) {
            String token = "Bearer " + fixture.controlToken();
            assertThat(client.postBare(ROLLBACK, "{\"to\":5}", "Authorization", token)
                            .status())
                    .isEqualTo(400);
            assertThat(client.postBare(ROLLBACK, "{\"to\":5,\"confirm\":\"rollback to 5\"}", "Authorization", token)
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void aPoolResetTellsTheFiguresBeforeAndAfter(DatabaseType type) {
        try (ApiFixture fixture = ApiFixture.withUsers(type);
                Browser admin = fixture.as("admin")) {
            JsonNode reset =
                    admin.post("/api/install/database/pool-reset", "{}").data();

            int most = type == DatabaseType.SQLITE ? 5 : 20;
            assertThat(reset.path("before").path("most").intValue()).isEqualTo(most);
            assertThat(reset.path("after").path("most").intValue()).isEqualTo(most);
            assertThat(reset.path("after").path("leaks").intValue()).isZero();
            assertThat(admin.get("/api/auth/me").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void diagnosticsTellDriftAndPoolAsTheyAreNow(DatabaseType type) {
        try (ApiFixture fixture = ApiFixture.withUsers(type);
                Browser viewer = fixture.as("viewer")) {
            JsonNode sound = viewer.get("/api/install/diagnostics").data();
            assertThat(sound.path("state").stringValue()).isEqualTo("ready");
            assertThat(sound.path("drift").path("fingerprint"))
                    .isEqualTo(sound.path("drift").path("expected"));
            assertThat(sound.path("pool").path("most").intValue()).isPositive();
            assertThat(sound.path("pool").path("latestLeaks")).isEmpty();

            TestDatabases.run(fixture.database.choice(), "DROP INDEX fills_by_order");
            JsonNode drifted = viewer.get("/api/install/diagnostics").data();
            assertThat(drifted.path("drift").path("missing").get(0).stringValue())
                    .isEqualTo("index fills_by_order on fills[order_id, filled_at, id]");
        }
    }

    @Test
    void theSetupTokenSeesDiagnosticsOfADatabaseThatFailed() {
        try (ApiFixture fixture = ApiFixture.starting();
                Browser browser = fixture.browser()) {
            fixture.readiness.failed("The schema has drifted: put it back.");
            String token = fixture.setupToken.value().orElseThrow();

            JsonNode told = browser.send(
                            browser.request("/api/install/diagnostics").header("X-Setup-Token", token))
                    .data();

            assertThat(told.path("state").stringValue()).isEqualTo("error");
            assertThat(told.path("error").stringValue()).isEqualTo("The schema has drifted: put it back.");
            assertThat(told.path("pool").isNull()).isTrue();
            assertThat(browser.postBare("/api/install/database/rollback", "{\"to\":5}", "X-Setup-Token", token)
                            .status())
                    .as("the token migrates and restores, but does not roll back")
                    .isEqualTo(403);
        }
    }

    @Test
    void systemInformationNamesProgramAndMachine() {
        try (ApiFixture fixture = ApiFixture.withUsers(DatabaseType.SQLITE);
                Browser viewer = fixture.as("viewer")) {
            JsonNode told = viewer.get("/api/install/system-info").data();

            assertThat(told.path("java").stringValue()).startsWith("25");
            assertThat(told.path("processors").intValue()).isPositive();
            assertThat(told.path("freeBytes").longValue()).isPositive();
        }
    }
}
