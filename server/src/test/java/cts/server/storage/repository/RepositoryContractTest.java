package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.BASE_PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.SITE_LOGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageException;
import cts.server.storage.StorageWriter;
import cts.server.storage.TestDatabases;
import cts.server.storage.Write;
import cts.server.storage.WriterHealth;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jooq.JSONB;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class RepositoryContractTest {
    private final Database database;
    private final StorageWriter writer;

    RepositoryContractTest(DatabaseType type) {
        database = TestDatabases.migrated(type);
        writer = StorageWriter.start(database, StorageWriter.Limits.DEFAULT, Sleeper.REAL);
    }

    @BeforeEach
    void connection() {
        TestRows.connection(database, "c");
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @Test
    void usersComeBackAsTheyWereSaved() {
        Users users = new Users(database);
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
        Sessions sessions = new Sessions(database);
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
        SystemSettings settings = new SystemSettings(database);
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
        Connections connections = new Connections(database);
        Connections.Row own = TestRows.connection("c", "user-c", "paper");
        new Users(database).save(TestRows.user("other", "other"));

        assertThat(connections.byId("c")).contains(own);
        assertThat(connections.byName("user-c", "paper")).contains(own);
        assertThat(connections.visibleTo("user-c")).containsExactly(own);
        assertThat(connections.visibleTo("other")).isEmpty();
        assertThatThrownBy(() -> connections.save(TestRows.connection("c2", "user-c", "paper")))
                .isInstanceOf(StorageException.class);
    }

    @Test
    void anEmergencyStopTakesTradingFromEveryConnection() {
        Connections connections = new Connections(database);

        assertThat(connections.stopTradingEverywhere(9)).isEqualTo(1);

        Connections.Row stopped = connections.byId("c").orElseThrow();
        assertThat(stopped.isLiveTrade()).isFalse();
        assertThat(stopped.isPresetTrade()).isFalse();
        assertThat(stopped.isEnabled()).isTrue();
        assertThat(connections.stopTradingEverywhere(10)).isZero();
    }

    @Test
    void anArchivedConnectionKeepsItsRecords() {
        Connections connections = new Connections(database);
        offer(Verdicts.write(TestRows.verdict("v", "c", 5)));
        flush();

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
        offer(Sets.write(TestRows.set("s", "c", "2", 1)));
        offer(PseudoPositions.write(position));
        offer(RealPseudoPositions.write(real));
        offer(RealPseudoPositionLogs.write(new RealPseudoPositionLogs.Row("l", "r", "validated", "passed", "{}", 1)));
        offer(ExchangePositions.write(TestRows.exchangePosition("x", real, "opening")));
        offer(IndicationStates.write(new IndicationStates.Row("i", "c", "BTCUSD", "move", "r=3", "LONG", 1, 1, 2)));
        flush();

        assertThat(new Connections(database).remove("c")).isTrue();

        assertThat(new Sets(database).byId("s")).isEmpty();
        assertThat(new PseudoPositions(database).byId("p")).isEmpty();
        assertThat(new RealPseudoPositions(database).byId("r")).isEmpty();
        assertThat(new RealPseudoPositionLogs(database).of("r")).isEmpty();
        assertThat(new ExchangePositions(database).byId("x")).isEmpty();
    }

    @Test
    void aPositionWithOrdersCannotBeDeletedWithItsSet() {
        PseudoPositions.Row position = TestRows.open("p", "c", "s", 1);
        RealPseudoPositions.Row real = TestRows.real("r", position, "mirrored");
        offer(Sets.write(TestRows.set("s", "c", "2", 1)));
        offer(PseudoPositions.write(position));
        offer(RealPseudoPositions.write(real));
        offer(ExchangePositions.write(TestRows.exchangePosition("x", real, "open")));
        offer(Orders.write(TestRows.order("o", "c", Optional.empty(), Optional.of("x"), "FILLED")));
        flush();

        assertThatThrownBy(() -> database.write(
                        sql -> sql.deleteFrom(BASE_PSEUDO_POSITIONS).execute()))
                .extracting(failure -> ((StorageException) failure).kind())
                .isEqualTo(StorageException.Kind.CONFLICT);
        assertThat(new ExchangePositions(database).open("c")).hasSize(1);
    }

    @Test
    void instrumentsAreReplacedByExchangeAndSymbol() {
        Instruments instruments = new Instruments(database);
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
        EngineStates states = new EngineStates(database);
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
        offer(EngineStates.write(failed));
        flush();

        assertThat(states.all()).containsExactly(failed);
    }

    @Test
    void aLeaseHasOneHolderAndItsEpochGrowsWithEachNewOne() {
        EngineLeases leases = new EngineLeases(database);
        EngineLeases.Lease first = leases.acquire("c", "a", 0, 30).orElseThrow();

        assertThat(leases.acquire("c", "b", 29, 60)).isEmpty();
        assertThat(leases.renew(first, 40)).isTrue();
        assertThat(leases.acquire("c", "b", 39, 60)).isEmpty();
        EngineLeases.Lease second = leases.acquire("c", "b", 40, 70).orElseThrow();
        assertThat(leases.renew(first, 80)).isFalse();
        EngineLeases.Lease third = leases.takeOver("c", "a", 90);
        assertThat(List.of(first.epoch(), second.epoch(), third.epoch())).containsExactly(1L, 2L, 3L);
        assertThat(leases.acquire("c", "a", 50, 95).orElseThrow().epoch()).isEqualTo(3);
    }

    @Test
    void anIntentIsWrittenOnlyUnderTheEpochOfTheLease() throws Exception {
        OrderIntents intents = new OrderIntents(database);
        EngineLeases leases = new EngineLeases(database);
        List<String> told = new ArrayList<>();

        durably(told, OrderIntents.write(TestRows.intent("before", "c", 1)));
        leases.acquire("c", "a", 0, 30);
        durably(told, OrderIntents.write(TestRows.intent("i", "c", 1)));
        durably(told, OrderIntents.write(TestRows.intent("i", "c", 1)));
        leases.takeOver("c", "b", 60);
        durably(told, OrderIntents.write(TestRows.intent("late", "c", 1)));

        assertThat(told.get(0)).contains("made under lease epoch 1 of its connection, which is now at 0");
        assertThat(told.get(1)).isEqualTo("Durable[]");
        assertThat(told.get(2)).as("the same intent again, after a replay").isEqualTo("Durable[]");
        assertThat(told.get(3)).contains("another process runs this engine");
        assertThat(intents.byId("i")).contains(TestRows.intent("i", "c", 1));
        assertThat(intents.byId("late")).isEmpty();
        assertThat(writer.health().state()).isEqualTo(WriterHealth.State.KEEPING_UP);
    }

    @Test
    void anIntentWithTheClientOrderIdOfAnotherIsRefused() throws Exception {
        new EngineLeases(database).acquire("c", "a", 0, 30);
        List<String> told = new ArrayList<>();
        OrderIntents.Row first = TestRows.intent("i", "c", 1);
        durably(told, OrderIntents.write(first));
        durably(
                told,
                OrderIntents.write(new OrderIntents.Row(
                        "j",
                        "c",
                        first.clientOrderId(),
                        Optional.empty(),
                        "BTCUSD",
                        "LONG",
                        "BUY",
                        "MARKET",
                        new BigDecimal("1"),
                        "{}",
                        1,
                        1,
                        1)));

        assertThat(told.get(1)).startsWith("Refused[");
    }

    @Test
    void intentsWithoutAnOrderAreFoundAfterACrash() throws Exception {
        new EngineLeases(database).acquire("c", "a", 0, 30);
        List<String> told = new ArrayList<>();
        durably(told, OrderIntents.write(TestRows.intent("sent", "c", 1)));
        durably(told, OrderIntents.write(TestRows.intent("unsent", "c", 1)));
        offer(Orders.write(TestRows.order("o", "c", Optional.of("sent"), Optional.empty(), "SENT")));
        flush();

        assertThat(new OrderIntents(database).withoutOrder("c"))
                .extracting(OrderIntents.Row::id)
                .containsExactly("unsent");
    }

    @Test
    void ordersMoveThroughTheirStatesInOrder() {
        Orders orders = new Orders(database);
        for (String state : List.of("NEW", "SENT", "UNKNOWN", "ACCEPTED", "PARTIAL")) {
            offer(Orders.write(TestRows.order("o", "c", Optional.empty(), Optional.empty(), state)));
        }
        offer(Orders.write(TestRows.order("done", "c", Optional.empty(), Optional.empty(), "FILLED")));
        flush();

        Orders.Row order = TestRows.order("o", "c", Optional.empty(), Optional.empty(), "PARTIAL");
        assertThat(orders.byClientOrderId("c", "client-o")).contains(order);
        assertThat(orders.unfinished("c")).containsExactly(order);
        assertThat(orders.page(
                                "c",
                                Optional.of("FILLED"),
                                Optional.of("BTCUSD"),
                                Optional.empty(),
                                Page.Request.first(5))
                        .rows())
                .extracting(Orders.Row::id)
                .containsExactly("done");
        assertThatThrownBy(() -> TestRows.order("o", "c", Optional.empty(), Optional.empty(), "LOST"))
                .hasMessage(
                        "state is \"LOST\" but must be one of NEW, SENT, ACCEPTED, PARTIAL, FILLED, CANCELLED, REJECTED,"
                                + " EXPIRED, UNKNOWN.");
    }

    @Test
    void aFillReportedTwiceIsKeptOnce() {
        Orders.Row order = TestRows.order("o", "c", Optional.empty(), Optional.empty(), "PARTIAL");
        Fills.Row fill = TestRows.fill("f1", order, "venue-fill", "100.25");
        offer(Orders.write(order));
        offer(Fills.write(fill));
        offer(Fills.write(TestRows.fill("f2", order, "venue-fill", "999")));
        flush();

        assertThat(new Fills(database).ofOrder("o")).containsExactly(fill);
        assertThat(new Fills(database)
                        .page("c", Optional.of("ETHUSD"), Page.Request.first(5))
                        .rows())
                .isEmpty();
    }

    @Test
    void moneyComesBackToTheLastDigit() {
        SplittableRandom random = new SplittableRandom(7);
        List<Ledger.Row> entries = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            BigDecimal amount = BigDecimal.valueOf(random.nextLong(), random.nextInt(19));
            entries.add(TestRows.entry("e" + i, "c", i, amount.toString(), "99999999999999999999.999999999999999999"));
        }
        entries.add(TestRows.entry("zero", "c", 300, "0.000", "-0.000000000000000001"));
        entries.add(TestRows.entry("big", "c", 301, "1E+19", "100"));
        entries.forEach(entry -> offer(Ledger.write(entry)));
        flush();

        List<Ledger.Row> found = new Ledger(database).from("c", 0, 1_000);
        assertThat(found).hasSize(302);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).amount())
                    .isEqualByComparingTo(entries.get(i).amount());
            assertThat(found.get(i).balance())
                    .isEqualByComparingTo(entries.get(i).balance());
            assertThat(found.get(i).amount().toString()).doesNotContain("E").doesNotMatch(".*\\.\\d*0");
        }
        assertThat(new Ledger(database).newest("c", "USD").orElseThrow().id()).isEqualTo("big");
    }

    @Test
    void moneyThatCannotBeKeptExactlyIsRefused() {
        Orders.Row order = TestRows.order("o", "c", Optional.empty(), Optional.empty(), "PARTIAL");
        offer(Orders.write(order));
        offer(Fills.write(TestRows.fill("f", order, "v", "0.0000000000000000001")));
        flush();

        assertThat(writer.health().state()).isEqualTo(WriterHealth.State.REFUSING);
        assertThat(writer.health().sentence()).contains("The amount 1E-19 cannot be stored exactly");
        assertThat(new Orders(database).byId("o")).contains(order);
        assertThat(new Fills(database).ofOrder("o")).isEmpty();
    }

    @Test
    void setsKeepTheirIdentityAndTakeTheirNewestFigures() {
        Sets sets = new Sets(database);
        Sets.Row first = TestRows.set("s", "c", "2", 100);
        offer(Sets.write(first));
        offer(Sets.write(TestRows.set("s2", "c", "4", 100)));
        flush();
        Sets.Row later = TestRows.set("s", "c", "2", 200);
        offer(Sets.write(later));
        flush();

        assertThat(sets.byId("s")).contains(later);
        assertThat(sets.grid("c", "BTCUSD", "direction", "r=3", "LONG")).hasSize(2);
        assertThat(sets.counts("c")).containsExactly(new Sets.Count("main", "active", 2));
        assertThat(sets.page(
                                new Sets.Filter(
                                        "c",
                                        Optional.of("active"),
                                        Optional.of("main"),
                                        Optional.of("BTCUSD"),
                                        Optional.of("direction"),
                                        Optional.of("SHORT")),
                                Page.Request.first(10))
                        .rows())
                .isEmpty();
        assertThat(sets.page(Sets.Filter.of("c"), Page.Request.first(10)).rows())
                .hasSize(2);
    }

    @Test
    void aSecondSetOfTheSameIdentityIsRefused() {
        offer(Sets.write(TestRows.set("s", "c", "2", 100)));
        offer(Sets.write(TestRows.set("twin", "c", "2.0", 100)));
        flush();

        assertThat(new Sets(database).byId("twin")).isEmpty();
        assertThat(writer.isBehind()).isTrue();
    }

    @Test
    void pseudoPositionsOpenAndClose() {
        PseudoPositions positions = new PseudoPositions(database);
        PseudoPositions.Row open = TestRows.open("p", "c", "s", 10);
        offer(Sets.write(TestRows.set("s", "c", "2", 1)));
        offer(PseudoPositions.write(open));
        offer(PseudoPositions.write(TestRows.open("q", "c", "s", 11)));
        flush();
        assertThat(positions.open("c")).isEqualTo(2);

        offer(PseudoPositions.write(TestRows.closed(open, 20)));
        flush();

        assertThat(positions.byId("p")).contains(TestRows.closed(open, 20));
        assertThat(positions.open("c")).isEqualTo(1);
        PseudoPositions.Filter closed = new PseudoPositions.Filter(
                "c", Optional.of("closed"), Optional.of("BTCUSD"), Optional.of("main"), Optional.of("s"));
        assertThat(positions.page(closed, Page.Request.first(10)).rows())
                .extracting(PseudoPositions.Row::id)
                .containsExactly("p");
    }

    @Test
    void realPositionsCarryTheirLogs() {
        PseudoPositions.Row position = TestRows.open("p", "c", "s", 10);
        RealPseudoPositions.Row real = TestRows.real("r", position, "validated");
        RealPseudoPositionLogs.Row line = new RealPseudoPositionLogs.Row("l", "r", "validated", "passed", "{}", 10);
        offer(Sets.write(TestRows.set("s", "c", "2", 1)));
        offer(List.of(
                RealPseudoPositionLogs.write(line), RealPseudoPositions.write(real), PseudoPositions.write(position)));
        offer(RealPseudoPositions.write(TestRows.real("r", position, "mirrored")));
        flush();

        assertThat(new RealPseudoPositions(database).byId("r").orElseThrow().status())
                .isEqualTo("mirrored");
        assertThat(new RealPseudoPositionLogs(database).of("r")).containsExactly(line);
        assertThat(new RealPseudoPositions(database)
                        .page("c", Optional.of("validated"), Optional.empty(), Optional.empty(), Page.Request.first(5))
                        .rows())
                .isEmpty();
    }

    @Test
    void exchangePositionsComeBackExactly() {
        PseudoPositions.Row position = TestRows.open("p", "c", "s", 10);
        RealPseudoPositions.Row real = TestRows.real("r", position, "mirrored");
        ExchangePositions.Row row = TestRows.exchangePosition("x", real, "open");
        offer(Sets.write(TestRows.set("s", "c", "2", 1)));
        offer(PseudoPositions.write(position));
        offer(RealPseudoPositions.write(real));
        offer(ExchangePositions.write(row));
        flush();

        ExchangePositions positions = new ExchangePositions(database);
        assertThat(positions.byId("x")).contains(row);
        assertThat(positions.open("c")).containsExactly(row);
        assertThat(positions
                        .page("c", Optional.of("closed"), Optional.empty(), Optional.empty(), Page.Request.first(5))
                        .rows())
                .isEmpty();
    }

    @Test
    void candlesAreReplacedByTheirKeyAndReadInOrder() {
        Candles candles = new Candles(database);
        List<Candles.Row> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rows.add(candle(i * 1_000L, 100 + i));
        }
        candles.saveAll(rows);
        offer(Candles.write(candle(0, 555)));
        flush();

        assertThat(candles.newest("bitstamp", "BTCUSD", "1s", 3))
                .extracting(Candles.Row::openTime)
                .containsExactly(47_000L, 48_000L, 49_000L);
        assertThat(candles.range("bitstamp", "BTCUSD", "1s", 0, 2_000, 10))
                .containsExactly(candle(0, 555), candle(1_000, 101));
        assertThat(candles.newest("bitstamp", "BTCUSD", "1m", 3)).isEmpty();
    }

    @Test
    void indicationStatesAreReplacedByTheirKey() {
        IndicationStates states = new IndicationStates(database);
        offer(IndicationStates.write(new IndicationStates.Row("i", "c", "BTCUSD", "move", "r=3", "LONG", 0.5, 1, 2)));
        flush();
        offer(IndicationStates.write(new IndicationStates.Row("j", "c", "BTCUSD", "move", "r=3", "LONG", 0.7, 5, 6)));
        flush();

        assertThat(states.page("c", Optional.of("BTCUSD"), Page.Request.first(10))
                        .rows())
                .containsExactly(new IndicationStates.Row("i", "c", "BTCUSD", "move", "r=3", "LONG", 0.7, 5, 6));
    }

    @Test
    void pagesJoinToTheWholeListNewestFirst() {
        for (int i = 0; i < 25; i++) {
            // Several rows share a time: the id then decides.
            offer(Verdicts.write(TestRows.verdict("v%02d".formatted(i), "c", i / 4)));
        }
        flush();

        List<String> found = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        int pages = 0;
        do {
            Page<Verdicts.Row> page = new Verdicts(database)
                    .page(
                            "c",
                            Optional.of("set"),
                            Optional.of("main"),
                            Optional.of("up"),
                            Optional.of("PASSED"),
                            new Page.Request(7, cursor));
            page.rows().forEach(row -> found.add(row.id()));
            cursor = page.next();
            pages++;
        } while (cursor.isPresent());

        List<String> expected = new ArrayList<>();
        for (int i = 24; i >= 0; i--) {
            expected.add("v%02d".formatted(i));
        }
        assertThat(found).isEqualTo(expected);
        assertThat(pages).isEqualTo(4);
    }

    @Test
    void aPageRefusesACursorThatIsNotItsOwnAndALimitThatIsTooLarge() {
        assertThatThrownBy(() -> new Verdicts(database)
                        .page(
                                "c",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                new Page.Request(7, Optional.of("' OR 1=1"))))
                .hasMessageContaining("is not one that a page gave");
        assertThatThrownBy(() -> Page.Request.first(1_001)).hasMessageContaining("must be from 1 to 1000");
    }

    @Test
    void logsAreFoundByLevelCategoryAndConnection() {
        SiteLogs logs = new SiteLogs(database);
        offer(SiteLogs.write(TestRows.log("a", "info", "engine", 1)));
        offer(SiteLogs.write(TestRows.log("b", "error", "engine", 2)));
        offer(SiteLogs.write(TestRows.log("c", "error", "storage", 3)));
        flush();

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
        offer(SiteLogs.write(TestRows.log("a", "info", "engine", 1)));
        flush();

        for (String broken : List.of("[]", "{", "")) {
            assertThatThrownBy(() -> database.write(sql -> sql.update(SITE_LOGS)
                            .set(SITE_LOGS.METADATA, JSONB.valueOf(broken))
                            .execute()))
                    .as("metadata " + broken)
                    .isInstanceOf(StorageException.class);
        }
    }

    private Page<Verdicts.Row> verdicts() {
        return new Verdicts(database)
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

    private static Candles.Row candle(long openTime, double close) {
        return new Candles.Row("bitstamp", "BTCUSD", "1s", openTime, 100, 600, 99, close, 1.5);
    }

    private void offer(Write<?> write) {
        assertThat(writer.offer(write)).isTrue();
    }

    private void offer(List<Write<?>> writes) {
        assertThat(writer.offer(writes)).isTrue();
    }

    private void durably(List<String> told, Write<?> write) throws InterruptedException {
        int before = told.size();
        assertThat(writer.offerDurably(List.of(write), outcome -> told.add(outcome.toString())))
                .isTrue();
        flush();
        assertThat(told).hasSize(before + 1);
    }

    private void flush() {
        try {
            assertThat(writer.flush(Duration.ofSeconds(20))).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
