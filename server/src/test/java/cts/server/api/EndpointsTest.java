package cts.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.DatabaseType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What each endpoint answers with, over rows of a real database. */
class EndpointsTest {
    private static final String SET_1 = "{\"id\":\"set-1\",\"name\":\"direction:5 long 6/0.5/0.3-0.1\","
            + "\"symbol\":\"BTCUSD\",\"indication\":\"direction:5\",\"direction\":\"long\",\"tp\":6.0,\"sl\":0.5,"
            + "\"trailStart\":0.3,\"trailStop\":0.1,\"level\":\"exchange\",\"status\":\"active\",\"closed\":40,"
            + "\"open\":1,\"wins\":20,\"losses\":20,\"winRate\":0.5,\"profitFactor\":2.0,\"avgSteps\":0.5,"
            + "\"sumReturn\":0.02,\"maxDrawdown\":0.025,\"breakEven\":0.4,\"lastExit\":95";

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void setsAreListedSortedAndPaged(DatabaseType type) {
        try (ApiFixture fixture = ApiFixture.withUsers(type);
                Browser viewer = viewer(fixture)) {
            JsonNode all = viewer.get("/api/sets").data();
            assertThat(all.path("items").get(0)).hasToString(SET_1 + "}");
            assertThat(ids(all)).containsExactly("set-1", "set-3", "set-2", "set-4");
            assertThat(all.path("nextCursor").isNull()).isTrue();

            JsonNode first =
                    viewer.get("/api/sets?sort=avgSteps&order=asc&limit=3").data();
            assertThat(ids(first)).containsExactly("set-2", "set-1", "set-3");
            JsonNode rest = viewer.get("/api/sets?sort=avgSteps&order=asc&limit=3&cursor="
                            + first.path("nextCursor").stringValue())
                    .data();
            assertThat(ids(rest)).containsExactly("set-4");
            assertThat(rest.path("items").get(0).path("avgSteps").isNull()).isTrue();

            assertThat(ids(viewer.get("/api/sets?level=main").data())).containsExactly("set-1", "set-3");
            assertThat(ids(viewer.get("/api/sets?status=evaluating").data())).containsExactly("set-4");
            assertThat(ids(viewer.get("/api/sets?indication=direction:5&direction=long")
                            .data()))
                    .hasSize(4);
            assertThat(ids(viewer.get("/api/sets?indication=direction:6").data()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void heatMapHasEveryExitOfItsTrailingStop(DatabaseType type) {
        try (ApiFixture fixture = ApiFixture.withUsers(type);
                Browser viewer = viewer(fixture)) {
            String path = "/api/sets/heat-map?indication=direction:5&direction=long&measure=closed";
            assertThat(viewer.get(path + "&trailing=off").data())
                    .hasToString("{\"tps\":[6.0,8.0],\"sls\":[0.5,0.7],\"trailings\":[\"off\",\"0.3-0.1\"],\"cells\":["
                            + "{\"tp\":6.0,\"sl\":0.5,\"setId\":\"set-2\",\"value\":10.0,\"closed\":10,"
                            + "\"level\":\"base\",\"status\":\"active\"},"
                            + "{\"tp\":8.0,\"sl\":0.5,\"setId\":\"set-3\",\"value\":10.0,\"closed\":10,"
                            + "\"level\":\"main\",\"status\":\"active\"},"
                            + "{\"tp\":6.0,\"sl\":0.7,\"setId\":null,\"value\":null,\"closed\":0,\"level\":null,"
                            + "\"status\":null},"
                            + "{\"tp\":8.0,\"sl\":0.7,\"setId\":\"set-4\",\"value\":0.0,\"closed\":0,"
                            + "\"level\":\"base\",\"status\":\"evaluating\"}]}");
            JsonNode trailing = viewer.get(path + "&trailing=0.3-0.1").data();
            assertThat(trailing.path("cells").get(0).path("setId").stringValue())
                    .isEqualTo("set-1");
            assertThat(viewer.get("/api/sets/heat-map?indication=move:3&direction=short")
                            .data())
                    .hasToString("{\"tps\":[],\"sls\":[],\"trailings\":[],\"cells\":[]}");
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void oneSetIsShownWithMeasuresGatesPositionsAndVerdicts(DatabaseType type) {
        try (ApiFixture fixture = ApiFixture.withUsers(type);
                Browser viewer = viewer(fixture)) {
            assertThat(viewer.get("/api/sets/set-1").data())
                    .hasToString(SET_1
                            + ",\"measures\":{\"expectancy\":0.25,\"sharpe\":null,\"sortino\":null,\"calmar\":1.5,"
                            + "\"holdTimeMs\":60000.0,\"positionsPerDay\":12.0,\"best\":0.01,\"worst\":-0.005,"
                            + "\"compoundReturn\":0.05,\"currentDrawdown\":0.01},\"gates\":[{\"gate\":\"main\","
                            + "\"holds\":true,\"figures\":[{\"name\":\"last 8 mean\",\"value\":0.5,"
                            + "\"relation\":\"at least\",\"threshold\":0.4,\"holds\":true},"
                            + "{\"name\":\"last 30 mean\",\"value\":null,\"relation\":\"at least\",\"threshold\":0.6,"
                            + "\"holds\":false}]}]}");
            JsonNode idle = viewer.get("/api/sets/set-2").data();
            assertThat(idle.path("measures").isNull()).isTrue();
            assertThat(idle.path("gates")).isEmpty();
            assertThat(viewer.get("/api/sets/set-1/positions").data())
                    .hasToString("[{\"entryTime\":3000,\"entry\":100.0,\"exitTime\":null,\"exit\":null,\"reason\":null,"
                            + "\"net\":0.001,\"netSteps\":1.0},{\"entryTime\":1000,\"entry\":100.0,\"exitTime\":2000,"
                            + "\"exit\":101.0,\"reason\":\"take_profit\",\"net\":0.0087,\"netSteps\":8.7}]");
            JsonNode verdicts = viewer.get("/api/sets/set-1/verdicts").data().path("items");
            assertThat(verdicts).hasSize(2);
            JsonNode promotion = verdicts.get(1);
            assertThat(promotion.path("from").stringValue()).isEqualTo("base");
            assertThat(promotion.path("to").stringValue()).isEqualTo("main");
            assertThat(promotion.path("time").longValue()).isEqualTo(1_000);
            assertThat(promotion.path("figures"))
                    .hasToString("[{\"name\":\"last 8 mean\",\"value\":0.5,\"relation\":\"at least\","
                            + "\"threshold\":0.4,\"holds\":true}]".replace(" ", " "));
            assertThat(viewer.get("/api/sets/unknown").status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void positionsOfEachLevelAreListed(DatabaseType type) {
        try (ApiFixture fixture = ApiFixture.withUsers(type);
                Browser viewer = viewer(fixture)) {
            JsonNode main = viewer.get("/api/positions?level=main").data().path("items");
            assertThat(main).hasSize(2);
            assertThat(main.get(0).path("exit").isNull()).isTrue();
            assertThat(main.get(1))
                    .hasToString("{\"id\":\"pseudo-2\",\"setId\":\"set-1\","
                            + "\"setName\":\"direction:5 long 6/0.5/0.3-0.1\",\"symbol\":\"BTCUSD\","
                            + "\"direction\":\"long\",\"level\":\"main\",\"entryTime\":1000,\"entry\":100.0,"
                            + "\"exitTime\":1500,\"exit\":101.0,\"reason\":\"take_profit\",\"net\":0.008,"
                            + "\"status\":\"closed\"}");
            assertThat(ids(viewer.get("/api/positions?level=main&status=open").data()))
                    .containsExactly("pseudo-1");
            JsonNode real =
                    viewer.get("/api/positions?level=real&status=closed").data().path("items");
            assertThat(real).hasSize(1);
            assertThat(real.get(0).path("reason").stringValue()).isEqualTo("take_profit");
            assertThat(real.get(0).path("net").doubleValue()).isEqualTo(0.008);
            assertThat(ids(viewer.get("/api/positions?level=real&status=open").data()))
                    .isEmpty();
            assertThat(ids(viewer.get("/api/positions?level=exchange&status=open")
                            .data()))
                    .containsExactly("exchange-1");
            assertThat(viewer.get("/api/positions?level=exchange&status=closed")
                            .data()
                            .path("items")
                            .get(0))
                    .hasToString("{\"id\":\"exchange-2\",\"setId\":\"set-1\","
                            + "\"setName\":\"direction:5 long 6/0.5/0.3-0.1\",\"connectionId\":\"connection-1\","
                            + "\"symbol\":\"BTCUSD\",\"direction\":\"long\",\"status\":\"closed\","
                            + "\"quantity\":\"0.015\",\"entryTime\":1000,\"entry\":\"100.25\",\"exitTime\":1600,"
                            + "\"exit\":\"101.5\",\"stop\":\"98\",\"takeProfit\":\"102\",\"realisedPnl\":\"0.01875\","
                            + "\"fees\":\"0.0008\",\"closeReason\":\"take_profit\"}");
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void moneyIsListedWithVerdictsAndEquity(DatabaseType type) {
        try (ApiFixture fixture = ApiFixture.withUsers(type);
                Browser viewer = viewer(fixture)) {
            JsonNode order = viewer.get("/api/orders").data().path("items").get(0);
            assertThat(order.path("quantity").stringValue()).isEqualTo("0.015");
            assertThat(order.path("state").stringValue()).isEqualTo("FILLED");
            assertThat(order.path("price").isNull()).isTrue();
            assertThat(viewer.get("/api/fills")
                            .data()
                            .path("items")
                            .get(0)
                            .path("fee")
                            .stringValue())
                    .isEqualTo("0.00083");
            assertThat(viewer.get("/api/ledger?connectionId=connection-1")
                            .data()
                            .path("items")
                            .get(0)
                            .path("balance")
                            .stringValue())
                    .isEqualTo("10000");
            assertThat(ids(viewer.get("/api/verdicts?kind=promotion").data())).containsExactly("verdict-1");
            JsonNode refusal = viewer.get("/api/verdicts?kind=execution")
                    .data()
                    .path("items")
                    .get(0);
            assertThat(refusal.path("reason").stringValue()).isEqualTo("LEG_TAKEN");
            assertThat(refusal.path("context").path("holder").stringValue()).isEqualTo("set-9");
            assertThat(refusal.path("setName").stringValue()).isEqualTo("direction:5 long 6/0.5/0.3-0.1");
            assertThat(ids(viewer.get("/api/verdicts").data())).containsExactly("verdict-2", "verdict-1");
            assertThat(viewer.get("/api/equity?connectionId=connection-1&from=0&limit=10")
                            .data())
                    .hasToString("{\"start\":\"10000\",\"points\":[[1500,\"10000.125\"]]}");
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void connectionsOfOthersDoNotExist(DatabaseType type) {
        try (ApiFixture fixture = ApiFixture.withUsers(type);
                Browser admin = fixture.as("admin")) {
            ApiRows.fill(fixture);
            assertThat(admin.get("/api/settings/connections").data())
                    .hasToString(
                            "[{\"id\":\"connection-1\",\"name\":\"replay\",\"exchange\":\"bitstamp\","
                                    + "\"isTestnet\":false,\"isEnabled\":true,\"isActive\":true,\"isLiveTrade\":true,"
                                    + "\"isPresetTrade\":false,\"lastTestStatus\":\"passed\",\"lastTestAt\":11,\"paper\":true}]");
            assertThat(admin.get("/api/orders?connectionId=connection-2").status())
                    .isEqualTo(404);
            assertThat(admin.post("/api/trade-engine/connection-2/stop", "{}").status())
                    .isEqualTo(404);
            JsonNode engines = admin.get("/api/trade-engine/status").data().path("engines");
            assertThat(engines).hasSize(1);
            assertThat(engines.get(0).path("connectionId").stringValue()).isEqualTo("connection-1");
            assertThat(admin.post("/api/trade-engine/stop", "{}").status()).isEqualTo(200);
            assertThat(fixture.trading.told).containsExactly("connection-1 STOP by admin");
        }
    }

    @ParameterizedTest
    @EnumSource(value = DatabaseType.class, names = "SQLITE")
    void marketAndSignalsComeFromTheRunningFeed(DatabaseType type) {
        try (ApiFixture fixture = ApiFixture.withUsers(type);
                Browser viewer = viewer(fixture)) {
            assertThat(viewer.get("/api/market/symbols").data())
                    .hasToString(
                            "[{\"exchange\":\"bitstamp\",\"symbol\":\"BTCUSD\",\"lastPrice\":100.5,\"lastTime\":2000}]");
            assertThat(viewer.get("/api/market/candles?symbol=BTCUSD&timeframe=5m&limit=7&to=9")
                            .data())
                    .hasToString("[[1700000000000,1.0,2.0,0.5,1.5,10.0]]");
            assertThat(viewer.get("/api/indications?symbol=BTCUSD&from=3&limit=8")
                            .data())
                    .hasToString("{\"items\":[{\"time\":1000,\"indication\":\"direction:5\",\"direction\":\"long\","
                            + "\"strength\":0.75,\"price\":100.5}],\"nextCursor\":null}");
            assertThat(fixture.trading.told)
                    .containsExactly("candles BTCUSD 5m 9 7", "signals BTCUSD 3 " + Long.MAX_VALUE + " 8");
            assertThat(viewer.get("/api/market/candles?symbol=XYZ").status()).isEqualTo(404);
            assertThat(viewer.get("/api/sets/keys").data())
                    .hasToString(
                            "[{\"indication\":\"direction:5\",\"type\":\"direction\",\"direction\":\"long\","
                                    + "\"sets\":735,\"main\":40,\"real\":10,\"exchange\":2,\"signals\":17,\"lastFired\":null}]");
            assertThat(viewer.get("/api/sets/funnel").data().path("history"))
                    .hasToString("[{\"time\":1000,\"main\":40,\"real\":10,\"exchange\":2}]");
        }
    }

    @ParameterizedTest
    @EnumSource(value = DatabaseType.class, names = "SQLITE")
    void enginesAreToldWhoSaysSoAndARefusalIsPassedOn(DatabaseType type) {
        try (ApiFixture fixture = ApiFixture.withUsers(type);
                Browser trader = fixture.as("trader");
                Browser nobody = fixture.browser()) {
            ApiRows.fill(fixture);
            assertThat(nobody.get("/api/trade-engine/status").data())
                    .hasToString("{\"state\":\"running\",\"ready\":true}");
            assertThat(trader.get("/api/trade-engine/status").data().toString())
                    .startsWith("{\"state\":\"running\",\"ready\":true,\"moneyMode\":\"paper\",\"feed\":{"
                            + "\"kind\":\"replay\",\"label\":\"recorded trades\",\"speed\":300.0,\"startTime\":1000,"
                            + "\"time\":2000,\"endTime\":9000,\"eventsDone\":10,\"eventsTotal\":90,\"ended\":false},"
                            + "\"engines\":[{\"connectionId\":\"connection-1\"")
                    .endsWith("\"ticks\":12345,\"ticksPerSecond\":456.5,\"pseudo\":{\"opened\":100,\"closed\":90,"
                            + "\"open\":10,\"entriesOpen\":3},\"setsAlive\":735,\"setsPossible\":1470,"
                            + "\"emergencyStopped\":false}");
            assertThat(trader.post("/api/trade-engine/connection-1/pause", "{}").data())
                    .hasToString("{\"state\":\"running\",\"ready\":true}");
            Browser.Reply refused = trader.post("/api/trade-engine/connection-1/resume", "{}");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().path("error").stringValue()).endsWith("nothing to resume.");
            assertThat(trader.post("/api/trade-engine/emergency-stop", "{\"closePositions\":true}")
                            .status())
                    .isEqualTo(200);
            assertThat(trader.post("/api/trade-engine/emergency-stop", "{\"closePositions\":\"yes\"}")
                            .status())
                    .isEqualTo(400);
            assertThat(fixture.trading.told)
                    .containsExactly("connection-1 PAUSE by trader", "emergency stop, close positions true, by trader");
        }
    }

    private static Browser viewer(ApiFixture fixture) {
        ApiRows.fill(fixture);
        return fixture.as("viewer");
    }

    private static java.util.List<String> ids(JsonNode page) {
        return page.path("items").values().stream()
                .map(item -> item.path("id").stringValue())
                .toList();
    }
}
