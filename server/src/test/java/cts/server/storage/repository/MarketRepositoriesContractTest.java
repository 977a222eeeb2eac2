package cts.server.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.CandleKey;
import cts.server.storage.DatabaseType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class MarketRepositoriesContractTest {
    private final StorageFixture storage;

    MarketRepositoriesContractTest(DatabaseType type) {
        storage = StorageFixture.open(type, "c");
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void setsKeepTheirIdentityAndTakeTheirNewestFigures() {
        Sets sets = new Sets(storage.database);
        Sets.Row first = TestRows.set("s", "c", "2", 100);
        storage.offer(Sets.write(first));
        storage.offer(Sets.write(TestRows.set("s2", "c", "4", 100)));
        storage.flush();
        Sets.Row later = TestRows.set("s", "c", "2", 200);
        storage.offer(Sets.write(later));
        storage.flush();

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
        storage.offer(Sets.write(TestRows.set("s", "c", "2", 100)));
        storage.offer(Sets.write(TestRows.set("twin", "c", "2.0", 100)));
        storage.flush();

        assertThat(new Sets(storage.database).byId("twin")).isEmpty();
        assertThat(storage.writer.isBehind()).isTrue();
    }

    @Test
    void pseudoPositionsOpenAndClose() {
        PseudoPositions positions = new PseudoPositions(storage.database);
        PseudoPositions.Row open = TestRows.open("p", "c", "s", 10);
        storage.offer(Sets.write(TestRows.set("s", "c", "2", 1)));
        storage.offer(PseudoPositions.write(open));
        storage.offer(PseudoPositions.write(TestRows.open("q", "c", "s", 11)));
        storage.flush();
        assertThat(positions.open("c")).isEqualTo(2);

        storage.offer(PseudoPositions.write(TestRows.closed(open, 20)));
        storage.flush();

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
        storage.offer(Sets.write(TestRows.set("s", "c", "2", 1)));
        storage.offer(List.of(
                RealPseudoPositionLogs.write(line), RealPseudoPositions.write(real), PseudoPositions.write(position)));
        storage.offer(RealPseudoPositions.write(TestRows.real("r", position, "mirrored")));
        storage.flush();

        assertThat(new RealPseudoPositions(storage.database)
                        .byId("r")
                        .orElseThrow()
                        .status())
                .isEqualTo("mirrored");
        assertThat(new RealPseudoPositionLogs(storage.database).of("r")).containsExactly(line);
        assertThat(new RealPseudoPositions(storage.database)
                        .page("c", Optional.of("validated"), Optional.empty(), Optional.empty(), Page.Request.first(5))
                        .rows())
                .isEmpty();
    }

    @Test
    void candlesAreReplacedByTheirKeyAndReadInOrder() {
        Candles candles = new Candles(storage.database);
        List<Candles.Row> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rows.add(candle(i * 1_000L, 100 + i));
        }
        candles.saveAll(rows);
        storage.offer(Candles.write(candle(0, 555)));
        storage.flush();

        assertThat(candles.newest(new CandleKey("bitstamp", "BTCUSD", "1s"), 3))
                .extracting(Candles.Row::openTime)
                .containsExactly(47_000L, 48_000L, 49_000L);
        assertThat(candles.range(new CandleKey("bitstamp", "BTCUSD", "1s"), 0, 2_000, 10))
                .containsExactly(candle(0, 555), candle(1_000, 101));
        assertThat(candles.newest(new CandleKey("bitstamp", "BTCUSD", "1m"), 3)).isEmpty();
    }

    @Test
    void indicationStatesAreReplacedByTheirKey() {
        IndicationStates states = new IndicationStates(storage.database);
        storage.offer(
                IndicationStates.write(new IndicationStates.Row("i", "c", "BTCUSD", "move", "r=3", "LONG", 0.5, 1, 2)));
        storage.flush();
        storage.offer(
                IndicationStates.write(new IndicationStates.Row("j", "c", "BTCUSD", "move", "r=3", "LONG", 0.7, 5, 6)));
        storage.flush();

        assertThat(states.page("c", Optional.of("BTCUSD"), Page.Request.first(10))
                        .rows())
                .containsExactly(new IndicationStates.Row("i", "c", "BTCUSD", "move", "r=3", "LONG", 0.7, 5, 6));
    }

    @Test
    void pagesJoinToTheWholeListNewestFirst() {
        for (int i = 0; i < 25; i++) {
            // Several rows share a time: the id then decides.
            storage.offer(Verdicts.write(TestRows.verdict("v%02d".formatted(i), "c", i / 4)));
        }
        storage.flush();

        List<String> found = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        int pages = 0;
        do {
            Page<Verdicts.Row> page = new Verdicts(storage.database)
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
        assertThatThrownBy(() -> new Verdicts(storage.database)
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

    private static Candles.Row candle(long openTime, double close) {
        return new Candles.Row("bitstamp", "BTCUSD", "1s", openTime, 100, 600, 99, close, 1.5);
    }
}
