package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.BASE_PSEUDO_POSITIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.DatabaseType;
import cts.server.storage.StorageException;
import cts.server.storage.WriterHealth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class MoneyRepositoriesContractTest {
    private final StorageFixture storage;

    MoneyRepositoriesContractTest(DatabaseType type) {
        storage = StorageFixture.open(type, "c");
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void aPositionWithOrdersCannotBeDeletedWithItsSet() {
        PseudoPositions.Row position = TestRows.open("p", "c", "s", 1);
        RealPseudoPositions.Row real = TestRows.real("r", position, "mirrored");
        storage.offer(Sets.write(TestRows.set("s", "c", "2", 1)));
        storage.offer(PseudoPositions.write(position));
        storage.offer(RealPseudoPositions.write(real));
        storage.offer(ExchangePositions.write(TestRows.exchangePosition("x", real, "open")));
        storage.offer(Orders.write(TestRows.order("o", "c", Optional.empty(), Optional.of("x"), "FILLED")));
        storage.flush();

        assertThatThrownBy(() -> storage.database.write(
                        sql -> sql.deleteFrom(BASE_PSEUDO_POSITIONS).execute()))
                .extracting(failure -> ((StorageException) failure).kind())
                .isEqualTo(StorageException.Kind.CONFLICT);
        assertThat(new ExchangePositions(storage.database).open("c")).hasSize(1);
    }

    @Test
    void anIntentIsWrittenOnlyUnderTheEpochOfTheLease() throws Exception {
        OrderIntents intents = new OrderIntents(storage.database);
        EngineLeases leases = new EngineLeases(storage.database);
        List<String> told = new ArrayList<>();

        storage.durably(told, OrderIntents.write(TestRows.intent("before", "c", 1)));
        leases.takeOver("c", "a", 30);
        storage.durably(told, OrderIntents.write(TestRows.intent("i", "c", 1)));
        storage.durably(told, OrderIntents.write(TestRows.intent("i", "c", 1)));
        leases.takeOver("c", "b", 60);
        storage.durably(told, OrderIntents.write(TestRows.intent("late", "c", 1)));

        assertThat(told.get(0)).contains("made under lease epoch 1 of its connection, which is now at 0");
        assertThat(told.get(1)).isEqualTo("Durable[]");
        assertThat(told.get(2)).as("the same intent again, after a replay").isEqualTo("Durable[]");
        assertThat(told.get(3)).contains("another process runs this engine");
        assertThat(intents.byId("i")).contains(TestRows.intent("i", "c", 1));
        assertThat(intents.byId("late")).isEmpty();
        assertThat(storage.writer.health().state()).isEqualTo(WriterHealth.State.KEEPING_UP);
    }

    @Test
    void anIntentWithTheClientOrderIdOfAnotherIsRefused() throws Exception {
        new EngineLeases(storage.database).takeOver("c", "a", 30);
        List<String> told = new ArrayList<>();
        OrderIntents.Row first = TestRows.intent("i", "c", 1);
        storage.durably(told, OrderIntents.write(first));
        storage.durably(
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
        new EngineLeases(storage.database).takeOver("c", "a", 30);
        List<String> told = new ArrayList<>();
        storage.durably(told, OrderIntents.write(TestRows.intent("sent", "c", 1)));
        storage.durably(told, OrderIntents.write(TestRows.intent("unsent", "c", 1)));
        storage.offer(Orders.write(TestRows.order("o", "c", Optional.of("sent"), Optional.empty(), "SENT")));
        storage.flush();

        assertThat(new OrderIntents(storage.database).withoutOrder("c"))
                .extracting(OrderIntents.Row::id)
                .containsExactly("unsent");
    }

    @Test
    void ordersMoveThroughTheirStatesInOrder() {
        Orders orders = new Orders(storage.database);
        for (String state : List.of("NEW", "SENT", "UNKNOWN", "ACCEPTED", "PARTIAL")) {
            storage.offer(Orders.write(TestRows.order("o", "c", Optional.empty(), Optional.empty(), state)));
        }
        storage.offer(Orders.write(TestRows.order("done", "c", Optional.empty(), Optional.empty(), "FILLED")));
        storage.flush();

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
        storage.offer(Orders.write(order));
        storage.offer(Fills.write(fill));
        storage.offer(Fills.write(TestRows.fill("f2", order, "venue-fill", "999")));
        storage.flush();

        assertThat(new Fills(storage.database).ofOrder("o")).containsExactly(fill);
        assertThat(new Fills(storage.database)
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
        entries.forEach(entry -> storage.offer(Ledger.write(entry)));
        storage.flush();

        List<Ledger.Row> found = new Ledger(storage.database).from("c", 0, 1_000);
        assertThat(found).hasSize(302);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).amount())
                    .isEqualByComparingTo(entries.get(i).amount());
            assertThat(found.get(i).balance())
                    .isEqualByComparingTo(entries.get(i).balance());
            assertThat(found.get(i).amount().toString()).doesNotContain("E").doesNotMatch(".*\\.\\d*0");
        }
        assertThat(new Ledger(storage.database).newest("c", "USD").orElseThrow().id())
                .isEqualTo("big");
    }

    @Test
    void moneyThatCannotBeKeptExactlyIsRefused() {
        Orders.Row order = TestRows.order("o", "c", Optional.empty(), Optional.empty(), "PARTIAL");
        storage.offer(Orders.write(order));
        storage.offer(Fills.write(TestRows.fill("f", order, "v", "0.0000000000000000001")));
        storage.flush();

        assertThat(storage.writer.health().state()).isEqualTo(WriterHealth.State.REFUSING);
        assertThat(storage.writer.health().sentence()).contains("The amount 1E-19 cannot be stored exactly");
        assertThat(new Orders(storage.database).byId("o")).contains(order);
        assertThat(new Fills(storage.database).ofOrder("o")).isEmpty();
    }

    @Test
    void exchangePositionsComeBackExactly() {
        PseudoPositions.Row position = TestRows.open("p", "c", "s", 10);
        RealPseudoPositions.Row real = TestRows.real("r", position, "mirrored");
        ExchangePositions.Row row = TestRows.exchangePosition("x", real, "open");
        storage.offer(Sets.write(TestRows.set("s", "c", "2", 1)));
        storage.offer(PseudoPositions.write(position));
        storage.offer(RealPseudoPositions.write(real));
        storage.offer(ExchangePositions.write(row));
        storage.flush();

        ExchangePositions positions = new ExchangePositions(storage.database);
        assertThat(positions.byId("x")).contains(row);
        assertThat(positions.open("c")).containsExactly(row);
        assertThat(positions
                        .page("c", Optional.of("closed"), Optional.empty(), Optional.empty(), Page.Request.first(5))
                        .rows())
                .isEmpty();
    }
}
