package cts.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.DatabaseType;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Backups over HTTP. */
class BackupEndpointsTest {
    private static final String PATH = "/api/install/backup";

    private static ApiFixture fixture;

    @BeforeAll
    static void start() {
        fixture = ApiFixture.withUsers(DatabaseType.SQLITE);
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void aBackupIsMadeListedProvenAgainFetchedAndRemoved() {
        try (Browser admin = fixture.as("admin")) {
            JsonNode made = admin.post(PATH + "/create", "{}").data();
            String id = made.path("id").stringValue();
            assertThat(made.path("status").stringValue()).isEqualTo("proven");
            assertThat(made.path("rows").asLong()).isPositive();

            JsonNode list = admin.get(PATH).data();
            assertThat(list.path("recovery").path("id").stringValue()).isEqualTo(id);
            assertThat(list.path("items")
                            .valueStream()
                            .map(item -> item.path("id").stringValue()))
                    .contains(id);
            assertThat(admin.post(PATH + "/verify", "{\"id\":\"" + id + "\"}")
                            .data()
                            .path("status")
                            .stringValue())
                    .isEqualTo("proven");

            HttpResponse<byte[]> file = admin.sendFor(
                    admin.request(PATH + "/" + id + "/download").GET(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(file.headers().firstValue("Content-Type")).hasValue("application/zip");
            assertThat((long) file.body().length).isEqualTo(made.path("bytes").asLong());
            assertThat(new String(file.body(), 0, 2, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .isEqualTo("PK");

            assertThat(admin.send(admin.request(PATH + "/" + id).DELETE()).status())
                    .isEqualTo(200);
            assertThat(admin.get(PATH + "/" + id + "/download").status()).isEqualTo(404);
            assertThat(admin.get(PATH)
                            .data()
                            .path("items")
                            .valueStream()
                            .filter(item -> item.path("id").stringValue().equals(id))
                            .findFirst()
                            .orElseThrow()
                            .path("removedAt")
                            .asLong())
                    .isPositive();
        }
    }

    @Test
    void restoringTakesThePasswordAndTheTypedTextAndAWholeFile() {
        try (Browser admin = fixture.as("admin")) {
            String id = admin.post(PATH + "/create", "{}").data().path("id").stringValue();
            int before = fixture.maintenance.told.size();

            Browser.Reply unconfirmed = admin.post(PATH + "/restore", "{\"id\":\"" + id + "\"}");
            assertThat(unconfirmed.status()).isEqualTo(400);
            assertThat(unconfirmed.json().path("error").stringValue())
                    .startsWith("Restoring a backup must be confirmed: send \"confirm\" with the text \"restore " + id);
            Browser.Reply wrong = admin.post(PATH + "/restore", body(id, "restore " + id, "guessed"));
            assertThat(wrong.status()).isEqualTo(403);
            assertThat(wrong.json().path("error").stringValue())
                    .startsWith("The password is wrong, so nothing was done");
            String broken = fixture.maintenance.file();
            Browser.Reply damaged =
                    admin.post(PATH + "/restore", body(broken, "restore " + broken, ApiFixture.PASSWORD));
            assertThat(damaged.status()).isEqualTo(400);
            assertThat(damaged.json().path("error").stringValue())
                    .contains(broken)
                    .contains("is damaged");
            assertThat(fixture.maintenance.told).hasSize(before);

            assertThat(admin.post(PATH + "/restore", body(id, "restore " + id, ApiFixture.PASSWORD))
                            .status())
                    .isEqualTo(200);
            assertThat(fixture.maintenance.told.getLast())
                    .startsWith("restore cts-")
                    .contains(id);
        }
    }

    @Test
    void convertingTakesTheTypedTextToo() {
        try (Browser admin = fixture.as("admin")) {
            String to = "\"to\":\"postgresql://u:p@localhost/x\"";
            assertThat(admin.post("/api/database/convert", "{" + to + "}").status())
                    .isEqualTo(400);
            assertThat(admin.post(
                                    "/api/database/convert",
                                    "{" + to + ",\"confirm\":\"convert\",\"password\":\"" + ApiFixture.PASSWORD + "\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(fixture.maintenance.told.getLast()).isEqualTo("convert to postgresql://u:p@localhost/x");
        }
    }

    @Test
    void unknownBackupsAreNotFoundAndNamesLeadNowhereElse() {
        try (Browser admin = fixture.as("admin")) {
            for (String id : new String[] {"none", "..%2F..%2Fcontrol", "cts.db"}) {
                assertThat(admin.get(PATH + "/" + id + "/download").status())
                        .as(id)
                        .isIn(400, 404);
            }
            assertThat(admin.post(PATH + "/verify", "{\"id\":\"../control\"}").status())
                    .isEqualTo(404);
        }
    }

    @Test
    void restoringTakesTheSetupTokenWhenThereIsNoDatabase() {
        try (ApiFixture failed = ApiFixture.starting();
                Browser setup = failed.browser()) {
            failed.readiness.failed("The database is broken: restore a backup.");
            String id = failed.maintenance
                    .backups()
                    .create(cts.server.storage.backup.Backup.Kind.MANUAL, cts.server.storage.backup.BackupProgress.NONE)
                    .id();

            Browser.Reply done = setup.postBare(
                    PATH + "/restore",
                    "{\"id\":\"" + id + "\",\"confirm\":\"restore " + id + "\"}",
                    "X-Setup-Token",
                    failed.setupToken.value().orElseThrow());

            assertThat(done.status()).as(done.body()).isEqualTo(200);
            assertThat(failed.maintenance.told).hasSize(1);
        }
    }

    private static String body(String id, String confirm, String password) {
        return "{\"id\":\"" + id + "\",\"confirm\":\"" + confirm + "\",\"password\":\"" + password + "\"}";
    }
}
