package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.SITE_LOGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.DatabaseType;
import cts.server.storage.StorageException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jooq.JSONB;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class AccountRepositoriesContractTest {
    private final StorageFixture storage;

    AccountRepositoriesContractTest(DatabaseType type) {
        storage = StorageFixture.open(type, "c");
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void usersComeBackAsTheyWereSaved() {
        Users users = new Users(storage.database);
        Users.Row ann = TestRows.user("u1", "ann");
        users.save(ann);
        users.recordLogin("u1", 99);

        assertThat(users.byId("u1").orElseThrow().lastLogin()).contains(99L);
        assertThat(users.byUsername("ann").orElseThrow().passwordHash()).contains("hash");
        assertThat(users.byUsername("bob")).isEmpty();
        assertThat(users.active("admin")).isEqualTo(2);
        assertThat(users.all()).extracting(Users.Row::username).containsExactly("ann", "name-c");
        assertThat(ann.toString()).doesNotContain("hash");
        assertThatThrownBy(() -> users.save(TestRows.user("u2", "ann")))
                .extracting(failure -> ((StorageException) failure).kind())
                .isEqualTo(StorageException.Kind.CONFLICT);
    }

    @Test
    void sessionsEndByTimeAndByHand() {
        Sessions sessions = new Sessions(storage.database);
        Sessions.Row session = new Sessions.Row("s", "user-c", "hash", 1, 1, 100);
        sessions.open(session);

        assertThat(sessions.byTokenHash("hash", 99)).contains(session);
        assertThat(sessions.byTokenHash("hash", 100)).isEmpty();
        sessions.extend("s", 99, 200);
        assertThat(sessions.byTokenHash("hash", 150)).isPresent();
        assertThat(sessions.removeExpired(199)).isZero();
        assertThat(sessions.endAllOf("user-c")).isEqualTo(1);
        sessions.open(session);
        sessions.end("s");
        assertThat(sessions.byTokenHash("hash", 1)).isEmpty();
    }

    @Test
    void settingsAreReplacedByKey() {
        SystemSettings settings = new SystemSettings(storage.database);
        settings.save(new SystemSettings.Row("grid.step-percent", "0.1", "decimal", "grid", "step", true, 1));
        SystemSettings.Row changed =
                new SystemSettings.Row("grid.step-percent", "0.2", "decimal", "grid", "step", true, 2);
        settings.save(changed);

        assertThat(settings.all()).containsExactly(changed);
        assertThat(settings.byKey("grid.step-percent")).contains(changed);
        assertThat(settings.remove("grid.step-percent")).isTrue();
        assertThat(settings.remove("grid.step-percent")).isFalse();
    }

    @Test
    void connectionsComeBackInOrderOfPriorityToThoseWhoMaySeeThem() {
        Connections connections = new Connections(storage.database);
        Connections.Row own = TestRows.connection("c", "user-c", "paper");
        new Users(storage.database).save(TestRows.user("other", "other"));

        assertThat(connections.byId("c")).contains(own);
        assertThat(connections.byName("user-c", "paper")).contains(own);
        assertThat(connections.visibleTo("user-c")).containsExactly(own);
        assertThat(connections.visibleTo("other")).isEmpty();
        assertThatThrownBy(() -> connections.save(TestRows.connection("c2", "user-c", "paper")))
                .isInstanceOf(StorageException.class);
    }

    @Test
    void anEmergencyStopTakesTradingFromEveryConnection() {
        Connections connections = new Connections(storage.database);

        assertThat(connections.stopTradingEverywhere(9)).isEqualTo(1);

        Connections.Row stopped = connections.byId("c").orElseThrow();
        assertThat(stopped.isLiveTrade()).isFalse();
        assertThat(stopped.isPresetTrade()).isFalse();
        assertThat(stopped.isEnabled()).isTrue();
        assertThat(connections.stopTradingEverywhere(10)).isZero();
    }

    @Test
    void anArchivedConnectionKeepsItsRecords() {
        Connections connections = new Connections(storage.database);
        storage.offer(Verdicts.write(TestRows.verdict("v", "c", 5)));
        storage.flush();

        assertThatThrownBy(() -> connections.remove("c"))
                .extracting(failure -> ((StorageException) failure).kind())
                .isEqualTo(StorageException.Kind.CONFLICT);
        connections.archive("c", 50);

        assertThat(connections.all()).isEmpty();
        assertThat(connections.byId("c").orElseThrow().archivedAt()).contains(50L);
        assertThat(verdicts().rows()).hasSize(1);
    }

    @Test
    void aConnectionThatNeverTradedTakesEverythingVirtualWithIt() {
        PseudoPositions.Row position = TestRows.open("p", "c", "s", 1);
        RealPseudoPositions.Row real = TestRows.real("r", position, "validated");
        storage.offer(Sets.write(TestRows.set("s", "c", "2", 1)));
        storage.offer(PseudoPositions.write(position));
        storage.offer(RealPseudoPositions.write(real));
        storage.offer(
                RealPseudoPositionLogs.write(new RealPseudoPositionLogs.Row("l", "r", "validated", "passed", "{}", 1)));
        storage.offer(ExchangePositions.write(TestRows.exchangePosition("x", real, "opening")));
        storage.offer(
                IndicationStates.write(new IndicationStates.Row("i", "c", "BTCUSD", "move", "r=3", "LONG", 1, 1, 2)));
        storage.flush();

        assertThat(new Connections(storage.database).remove("c")).isTrue();

        assertThat(new Sets(storage.database).byId("s")).isEmpty();
        assertThat(new PseudoPositions(storage.database).byId("p")).isEmpty();
        assertThat(new RealPseudoPositions(storage.database).byId("r")).isEmpty();
        assertThat(new RealPseudoPositionLogs(storage.database).of("r")).isEmpty();
        assertThat(new ExchangePositions(storage.database).byId("x")).isEmpty();
    }

    @Test
    void instrumentsAreReplacedByExchangeAndSymbol() {
        Instruments instruments = new Instruments(storage.database);
        Instruments.Row first = instrument("i1", "0.01");
        instruments.saveAll(List.of(first, instrument("i2", "0.1")));

        assertThat(instruments.of("bitstamp")).hasSize(1);
        assertThat(instruments.find("bitstamp", "BTCUSD").orElseThrow().tickSize())
                .isEqualTo(new BigDecimal("0.1"));
        assertThat(instruments.find("bitstamp", "BTCUSD").orElseThrow().id()).isEqualTo("i1");
        assertThat(instruments.find("bitstamp", "ETHUSD")).isEmpty();
    }

    @Test
    void theNewestEngineStateIsKept() {
        EngineStates states = new EngineStates(storage.database);
        EngineStates.Row starting = new EngineStates.Row(
                "c",
                "starting",
                "start by ann",
                Optional.empty(),
                Optional.of(1L),
                Optional.of(2L),
                Optional.empty(),
                "{}",
                3);
        states.save(starting);
        assertThat(states.of("c")).contains(starting);

        EngineStates.Row failed = new EngineStates.Row(
                "c",
                "error",
                "feed",
                Optional.of("silent"),
                Optional.of(1L),
                Optional.of(2L),
                Optional.of(4L),
                "{}",
                5);
        storage.offer(EngineStates.write(failed));
        storage.flush();

        assertThat(states.all()).containsExactly(failed);
    }

    @Test
    void aLeaseHasOneHolderAndItsEpochGrowsWithEachNewOne() {
        EngineLeases leases = new EngineLeases(storage.database);
        EngineLeases.Holder a = new EngineLeases.Holder("home", "a");
        EngineLeases.Holder b = new EngineLeases.Holder("elsewhere", "b");
        EngineLeases.Lease first = leases.begin("c", a, 0, 30);

        assertThatThrownBy(() -> leases.begin("c", b, 29, 60))
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        "The engine of this connection runs elsewhere (home a): stop it there; or, if it is dead, start"
                                + " again after 1970-01-01T00:00:00.030Z, when its lease ends.");
        assertThat(leases.renew(first, 40)).isTrue();
        assertThatThrownBy(() -> leases.begin("c", b, 39, 60)).isInstanceOf(StorageException.class);
        EngineLeases.Lease second = leases.begin("c", b, 40, 70);
        assertThat(leases.renew(first, 80)).isFalse();
        EngineLeases.Lease third = leases.takeOver("c", "home a", 90);
        assertThat(List.of(first.epoch(), second.epoch(), third.epoch())).containsExactly(1L, 2L, 3L);
        assertThat(leases.begin("c", a, 50, 95).epoch()).as("its own").isEqualTo(3);
    }

    @Test
    void aLeaseOfADeadProcessOfTheSameInstallationIsTakenAtOnce() {
        EngineLeases leases = new EngineLeases(storage.database);
        leases.begin("c", new EngineLeases.Holder("home", "a"), 0, 30);

        assertThat(leases.begin("c", new EngineLeases.Holder("home", "b"), 1, 31)
                        .epoch())
                .isEqualTo(2);
        assertThatThrownBy(() -> leases.begin("c", new EngineLeases.Holder("hom", "a"), 2, 32))
                .isInstanceOf(StorageException.class);
    }

    @Test
    void logsAreFoundByLevelCategoryAndConnection() {
        SiteLogs logs = new SiteLogs(storage.database);
        storage.offer(SiteLogs.write(TestRows.log("a", "info", "engine", 1)));
        storage.offer(SiteLogs.write(TestRows.log("b", "error", "engine", 2)));
        storage.offer(SiteLogs.write(TestRows.log("c", "error", "storage", 3)));
        storage.flush();

        assertThat(logs.page(Optional.of("error"), Optional.empty(), Optional.empty(), Page.Request.first(9))
                        .rows())
                .extracting(SiteLogs.Row::id)
                .containsExactly("c", "b");
        assertThat(logs.page(Optional.of("error"), Optional.of("engine"), Optional.empty(), Page.Request.first(9))
                        .rows())
                .containsExactly(TestRows.log("b", "error", "engine", 2));
        assertThat(logs.page(Optional.empty(), Optional.empty(), Optional.of("c"), Page.Request.first(9))
                        .rows())
                .isEmpty();
    }

    @Test
    void jsonThatIsNotWhatTheColumnHoldsIsRefused() {
        storage.offer(SiteLogs.write(TestRows.log("a", "info", "engine", 1)));
        storage.flush();

        for (String broken : List.of("[]", "{", "")) {
            assertThatThrownBy(() -> storage.database.write(sql -> sql.update(SITE_LOGS)
                            .set(SITE_LOGS.METADATA, JSONB.valueOf(broken))
                            .execute()))
                    .as("metadata " + broken)
                    .isInstanceOf(StorageException.class);
        }
    }

    private Page<Verdicts.Row> verdicts() {
        return new Verdicts(storage.database)
                .page(
                        "c",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Page.Request.first(10));
    }

    private static Instruments.Row instrument(String id, String tick) {
        return new Instruments.Row(
                id,
                "bitstamp",
                "BTCUSD",
                "BTC",
                "USD",
                "perpetual",
                new BigDecimal(tick),
                new BigDecimal("0.0001"),
                new BigDecimal("0.0001"),
                new BigDecimal("5"),
                1,
                1);
    }
}
