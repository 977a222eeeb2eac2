package cts.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.DatabaseType;
import cts.server.storage.repository.Candles;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What the database page is made of, over both databases. */
class DatabaseViewTest {
    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void typeTellsWhatTheDatabaseIsAndHowItsConnectionsAre(DatabaseType type) {
        try (ApiFixture fixture = ApiFixture.withUsers(type);
                Browser viewer = fixture.as("viewer")) {
            JsonNode told = viewer.get("/api/database/type").data();

            assertThat(told.path("type").stringValue()).isEqualTo(type.word());
            assertThat(told.path("engine").stringValue())
                    .matches(type == DatabaseType.SQLITE ? "SQLite 3\\.\\d+.*" : "PostgreSQL 18.*");
            assertThat(told.path("reason").stringValue()).isEqualTo("a test asks for it");
            assertThat(told.path("bytes").asLong()).isGreaterThan(100_000);
            assertThat(told.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(10);
            assertThat(told.path("pool").path("most").asInt()).isBetween(2, 20);
            assertThat(told.path("pool").path("waiting").asInt()).isZero();
            assertThat(told.path("writer").path("state").stringValue()).isEqualTo("keeping_up");
            assertThat(told.path("replicas").isEmpty()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void tablesHaveTheirRowsAndBytes(DatabaseType type) {
        try (ApiFixture fixture = ApiFixture.withUsers(type);
                Browser viewer = fixture.as("viewer")) {
            new Candles(fixture.database)
                    .saveAll(IntStream.range(0, 3_000)
                            .mapToObj(i -> new Candles.Row("x", "BTCUSD", "1m", i * 60_000L, 1, 1, 1, 1, 0))
                            .toList());

            Map<String, JsonNode> byName = new HashMap<>();
            for (JsonNode table : viewer.get("/api/database/tables").data().path("tables")) {
                byName.put(table.path("name").stringValue(), table);
            }

            assertThat(byName).containsKeys("schema_migrations", "users", "market_data", "preset_trades");
            assertThat(byName.keySet()).noneMatch(name -> name.startsWith("market_data_"));
            JsonNode candles = Objects.requireNonNull(byName.get("market_data"));
            assertThat(Objects.requireNonNull(byName.get("users")).path("rows").asLong())
                    .isEqualTo(3);
            assertThat(candles.path("rows").asLong()).isEqualTo(3_000);
            assertThat(candles.path("isEstimate").asBoolean()).isFalse();
            assertThat(candles.path("bytes").asLong()).isGreaterThan(3_000 * 25);
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void queriesTellWhatStatementsCost(DatabaseType type) {
        try (ApiFixture fixture = ApiFixture.withUsers(type);
                Browser viewer = fixture.as("viewer")) {
            viewer.get("/api/settings/connections");
            viewer.get("/api/settings/connections");

            JsonNode told = viewer.get("/api/database/queries").data();

            assertThat(told.path("slowMs").asInt()).isEqualTo(100);
            assertThat(told.path("queries")
                            .valueStream()
                            .filter(query ->
                                    query.path("statement").stringValue().contains("from exchange_connections"))
                            .mapToLong(query -> query.path("runs").asLong()))
                    .anyMatch(runs -> runs >= 2);
        }
    }
}
