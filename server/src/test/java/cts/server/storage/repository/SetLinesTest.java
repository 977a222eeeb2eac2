package cts.server.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageException;
import cts.server.storage.StorageWriter;
import cts.server.storage.TestDatabases;
import cts.server.storage.repository.SetLines.Filter;
import cts.server.storage.repository.SetLines.Line;
import cts.server.storage.repository.SetLines.Measure;
import cts.server.storage.repository.SetLines.Order;
import cts.server.storage.repository.SetLines.Order.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SetLinesTest {
    private static final String CONNECTION = "connection";
    private static final int SETS = 150;
    private static final Filter ALL = new Filter(
            CONNECTION,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void pagesOfAnyMeasureMakeUpTheWholeListInOrder(DatabaseType type) throws InterruptedException {
        long seed = 20_260_101;
        try (Database database = TestDatabases.migrated(type)) {
            fill(database, new SplittableRandom(seed));
            SetLines sets = new SetLines(database);
            List<Line> all = sets.grid(ALL);
            assertThat(all).hasSize(SETS);
            for (Measure measure : Measure.values()) {
                for (Turn turn : Turn.values()) {
                    List<String> expected = all.stream()
                            .sorted(order(measure, turn))
                            .map(Line::id)
                            .toList();
                    assertThat(walk(sets, new Order(measure, turn), 7))
                            .as("%s, %s, seed %d", measure, turn, seed)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void filterTakesSetsAtTheLevelOrBeyond(DatabaseType type) throws InterruptedException {
        try (Database database = TestDatabases.migrated(type)) {
            fill(database, new SplittableRandom(3));
            SetLines sets = new SetLines(database);
            Filter real = new Filter(
                    CONNECTION,
                    Optional.of("real"),
                    Optional.empty(),
                    Optional.of("BTCUSD"),
                    Optional.of("direction"),
                    Optional.of("r=3"),
                    Optional.of("LONG"));
            assertThat(sets.grid(real))
                    .isNotEmpty()
                    .allMatch(line -> List.of("real", "exchange").contains(line.level()))
                    .hasSameSizeAs(sets.grid(ALL).stream()
                            .filter(line -> List.of("real", "exchange").contains(line.level()))
                            .toList());
            assertThat(sets.byIds(List.of("set-1", "unknown"))).containsOnlyKeys("set-1");
            assertThatThrownBy(() -> sets.page(
                            ALL,
                            new Order(Measure.CLOSED, Turn.LEAST_FIRST),
                            new Page.Request(5, Optional.of("xyz.1"))))
                    .isInstanceOf(StorageException.class)
                    .hasMessageStartingWith("cursor \"xyz.1\" is not one");
        }
    }

    private static List<String> walk(SetLines sets, Order order, int limit) {
        List<String> ids = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Line> page = sets.page(ALL, order, new Page.Request(limit, cursor));
            page.rows().stream().map(Line::id).forEach(ids::add);
            cursor = page.next();
        } while (cursor.isPresent() && ids.size() <= SETS);
        return ids;
    }

    /** What the database should do, done here. */
    private static Comparator<Line> order(Measure measure, Turn turn) {
        Comparator<Double> values = turn == Turn.GREATEST_FIRST ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return Comparator.comparing((Line line) -> value(line, measure).isEmpty())
                .thenComparing(line -> value(line, measure).orElse(0.0), values)
                .thenComparing(Line::id);
    }

    private static Optional<Double> value(Line line, Measure measure) {
        return switch (measure) {
            case AVERAGE_STEPS -> line.closed() == 0 ? Optional.empty() : Optional.of(line.sumNet() / line.closed());
            case WIN_RATE -> line.winRate();
            case PROFIT_FACTOR -> line.profitFactor();
            case CLOSED -> Optional.of((double) line.closed());
            case DRAWDOWN -> Optional.of(line.maxDrawdownPercent());
            case LEVEL -> Optional.of((double) Sets.Row.LEVELS.indexOf(line.level()));
        };
    }

    private static void fill(Database database, SplittableRandom random) throws InterruptedException {
        TestRows.connection(database, CONNECTION);
        try (StorageWriter writer = StorageWriter.start(database, StorageWriter.Limits.DEFAULT, Sleeper.REAL)) {
            for (int i = 0; i < SETS; i++) {
                assertThat(writer.offer(Sets.write(random(i, random)))).isTrue();
            }
            assertThat(writer.flush(Duration.ofSeconds(20))).isTrue();
            assertThat(writer.isBehind()).isFalse();
        }
    }

    /** Few distinct values, so that many are equal and the id decides; some undefined. */
    private static Sets.Row random(int number, SplittableRandom random) {
        Sets.Row set = TestRows.set("set-" + number, CONNECTION, String.valueOf(number + 2), 60);
        long closed = random.nextInt(6);
        return new Sets.Row(
                set.id(),
                set.connectionId(),
                set.exchange(),
                set.symbol(),
                set.timeframe(),
                set.indicationType(),
                set.indicationParameters(),
                set.direction(),
                set.takeProfit(),
                set.stopLoss(),
                set.trailingStart(),
                set.trailingStop(),
                set.timeoutMs(),
                set.stepPercent(),
                set.stepRelation(),
                set.entryDelay(),
                set.costModel(),
                set.presetSet(),
                set.phase(),
                set.status(),
                Sets.Row.LEVELS.get(random.nextInt(4)),
                closed,
                closed,
                0,
                closed,
                0,
                random.nextInt(-5, 5) / 7.0,
                set.sumGains(),
                set.sumLosses(),
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(random.nextInt(5) / 3.0),
                set.breakEvenRate(),
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(random.nextInt(5) / 0.3),
                set.average3(),
                set.average8(),
                set.average15(),
                set.average20(),
                set.average25(),
                set.average30(),
                set.drawdownPercent(),
                random.nextInt(6) / 0.7,
                set.drawdownMs(),
                set.maxDrawdownMs(),
                set.history(),
                set.lastEntryAt(),
                set.lastExitAt(),
                set.createdAt(),
                set.updatedAt(),
                set.archivedAt());
    }
}
