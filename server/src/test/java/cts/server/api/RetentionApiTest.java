package cts.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.DatabaseType;
import cts.server.storage.UtcDay;
import cts.server.storage.repository.Candles;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class RetentionApiTest {
    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void adminCleansUpAndEverybodySeesTheFigures(DatabaseType type) {
        try (ApiFixture fixture = ApiFixture.withUsers(type);
                Browser admin = fixture.as("admin");
                Browser viewer = fixture.as("viewer")) {
            long now = fixture.clock.millis();
            new Candles(fixture.database).saveAll(List.of(candle(now - 9 * UtcDay.MS), candle(now)));

            Browser.Reply reply = admin.post("/api/database/cleanup-historical", "{}");

            assertThat(reply.status()).isEqualTo(200);
            JsonNode market = reply.data().path("tables").get(0);
            assertThat(market.path("tableName").stringValue()).isEqualTo("market_data");
            assertThat(market.path("archivedRows").asInt()).isOne();
            assertThat(market.path("kind").stringValue()).isEqualTo("manual");
            assertThat(reply.data().path("sentence").stringValue()).contains("1 rows archived");

            JsonNode seen = viewer.get("/api/database/retention").data();
            assertThat(seen.path("newestRun")).isEqualTo(reply.data().path("tables"));
            assertThat(seen.path("keptHours").path("market_data").asInt()).isEqualTo(7 * 24);
            assertThat(seen.path("budget").path("level").stringValue()).isEqualTo("fine");
            assertThat(seen.path("budget").path("budgetBytes").asLong()).isEqualTo(10L << 30);
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void jobsAreShownAndRunWhenAsked(DatabaseType type) {
        try (ApiFixture fixture = ApiFixture.withUsers(type);
                Browser admin = fixture.as("admin")) {
            JsonNode job = admin.get("/api/database/jobs").data().get(0);
            assertThat(job.path("name").stringValue()).isEqualTo("retention");
            assertThat(job.path("nextRunAt").asLong()).isEqualTo(fixture.clock.millis() + UtcDay.MS);
            assertThat(job.path("running").asBoolean()).isFalse();

            assertThat(admin.post("/api/database/jobs/retention/run", "{}")
                            .data()
                            .path("outcome")
                            .stringValue())
                    .isEqualTo("started");
            Browser.Reply unknown = admin.post("/api/database/jobs/retentoin/run", "{}");
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.body()).contains("retentoin");
        }
    }

    private static Candles.Row candle(long time) {
        return new Candles.Row("x", "BTCUSD", "1m", time / 60_000 * 60_000, 1, 2, 1, 2, 3);
    }
}
