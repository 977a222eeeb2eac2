package cts.server.storage.backup;

import static cts.server.storage.schema.Tables.ACTIVE_EXCHANGE_POSITIONS;
import static cts.server.storage.schema.Tables.BASE_PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.PSEUDO_POSITIONS_BACKUP;
import static cts.server.storage.schema.Tables.REAL_POSITIONS_BACKUP;
import static cts.server.storage.schema.Tables.REAL_PSEUDO_POSITIONS;
import static org.assertj.core.api.Assertions.assertThat;

import cts.server.account.ManualClock;
import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.Sleeper;
import cts.server.storage.TestDatabases;
import cts.server.storage.Write;
import cts.server.storage.migration.DatabaseInitializer;
import cts.server.storage.repository.PseudoPositions;
import cts.server.storage.repository.Sets;
import cts.server.storage.repository.TestRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reorganisation copies, takes away and leaves alone. */
class ReorganizationTest {
    private static final int KEPT = 50;

    private final ManualClock clock = new ManualClock();

    private Reorganization.Report reorganise(Database database) throws InterruptedException {
        return new Reorganization(database, KEPT, clock, Sleeper.REAL).run();
    }

    /** Closed positions of one set, the first the oldest. */
    private static void positions(Database database, String set, int closed) {
        save(database, List.of(Sets.write(TestRows.set(set, "c1", set.length() + ".8", 1))));
        List<Write<PseudoPositions.Row>> positions = new ArrayList<>();
        for (int i = 0; i < closed; i++) {
            PseudoPositions.Row open = TestRows.open("%s-%05d".formatted(set, i), "c1", set, i);
            positions.add(PseudoPositions.write(TestRows.closed(open, 1_000 + i)));
        }
        positions.add(PseudoPositions.write(TestRows.open(set + "-open", "c1", set, 1)));
        save(database, positions);
    }

    private static <R> void save(Database database, List<Write<R>> writes) {
        writes.getFirst()
                .table()
                .saveAll(database, writes.stream().map(Write::row).toList());
    }

    @ParameterizedTest
    @EnumSource
    void trimsASetThatHasAFifthTooManyDownToItsSizeAndKeepsWhatTradingHangsOn(DatabaseType type) throws Exception {
        try (Database database = TestDatabases.migrated(type)) {
            EveryTable.fill(database);
            TestRows.connection(database, "c1");
            positions(database, "many", KEPT + 30);
            positions(database, "few", KEPT + KEPT / 5);
            // The oldest of the set was mirrored at the exchange.
            database.write(sql -> {
                return sql.update(REAL_PSEUDO_POSITIONS)
                        .set(REAL_PSEUDO_POSITIONS.PSEUDO_POSITION_ID, "many-00000")
                        .where(REAL_PSEUDO_POSITIONS.ID.eq(sql.select(ACTIVE_EXCHANGE_POSITIONS.REAL_PSEUDO_POSITION_ID)
                                .from(ACTIVE_EXCHANGE_POSITIONS)
                                .where(ACTIVE_EXCHANGE_POSITIONS.REAL_PSEUDO_POSITION_ID.isNotNull())
                                .limit(1)
                                .fetchSingle()
                                .value1()))
                        .execute();
            });
            int exchange = count(database, ACTIVE_EXCHANGE_POSITIONS);

            Reorganization.Report report = reorganise(database);

            List<String> left = ids(database, "many");
            assertThat(left).hasSize(KEPT + 2).contains("many-00000", "many-open", "many-00030", "many-00079");
            assertThat(left).doesNotContain("many-00001", "many-00029");
            assertThat(ids(database, "few")).hasSize(KEPT + KEPT / 5 + 1);
            assertThat(count(database, ACTIVE_EXCHANGE_POSITIONS)).isEqualTo(exchange);
            assertThat(step(report, "trimmed closed pseudo positions").count()).isEqualTo(29);
            assertThat(reorganise(database).steps())
                    .filteredOn(step -> step.what().startsWith("trimmed"))
                    .allMatch(step -> step.count() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void trimsAStoredHistoryToItsNewestResults(DatabaseType type) throws Exception {
        try (Database database = TestDatabases.migrated(type)) {
            TestRows.connection(database, "c1");
            positions(database, "long", 0);
            positions(database, "short", 0);
            history(database, "long", 61);
            history(database, "short", 60);

            Reorganization.Report report = reorganise(database);

            Map<String, String> histories = database.read(sql -> sql.selectFrom(BASE_PSEUDO_POSITIONS).stream()
                    .collect(Collectors.toMap(
                            row -> row.get(BASE_PSEUDO_POSITIONS.ID), row -> row.get(BASE_PSEUDO_POSITIONS.HISTORY))));
            assertThat(histories.get("long")).isEqualTo(results(12, 61));
            assertThat(histories.get("short")).isEqualTo(results(1, 60));
            assertThat(step(report, "trimmed histories of sets").count()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCopiesAreThoseOfTheLastRun(DatabaseType type) throws Exception {
        try (Database database = TestDatabases.migrated(type)) {
            EveryTable.fill(database);
            database.write(sql -> sql.deleteFrom(PSEUDO_POSITIONS_BACKUP).execute());
            TestRows.connection(database, "c1");
            positions(database, "set", 450);
            reorganise(database);
            assertThat(count(database, PSEUDO_POSITIONS_BACKUP)).isEqualTo(454);
            assertThat(count(database, REAL_POSITIONS_BACKUP)).isEqualTo(3);

            clock.advance(Duration.ofDays(1));
            Reorganization.Report report = reorganise(database);

            // What the first run trimmed is gone from the copies of the second.
            assertThat(count(database, PSEUDO_POSITIONS_BACKUP)).isEqualTo(count(database, PSEUDO_POSITIONS));
            assertThat(step(report, "removed older copies of pseudo positions").count())
                    .isEqualTo(400);
            long time = database.read(sql -> sql.select(PSEUDO_POSITIONS_BACKUP.BACKED_UP_AT)
                    .from(PSEUDO_POSITIONS_BACKUP)
                    .limit(1)
                    .fetchSingle()
                    .value1());
            assertThat(time).isEqualTo(clock.millis());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaIsWhatItWasAndAWriterGoesOn(DatabaseType type) throws Exception {
        try (Database database = TestDatabases.migrated(type)) {
            EveryTable.fill(database);
            TestRows.connection(database, "c1");
            positions(database, "set", 300);
            AtomicBoolean ended = new AtomicBoolean();
            List<Long> waits = new ArrayList<>();
            Thread writer = Thread.ofPlatform().start(() -> {
                for (int i = 0; !ended.get(); i++) {
                    long start = System.nanoTime();
                    PseudoPositions.Row row = TestRows.open("new-" + i, "c1", "set", i);
                    save(database, List.of(PseudoPositions.write(row)));
                    waits.add(System.nanoTime() - start);
                }
            });
            Reorganization.Report report = reorganise(database);
            ended.set(true);
            writer.join();

            assertThat(step(report, "rebuilt indexes").count()).isGreaterThan(30);
            assertThat(step(report, "analysed tables").count()).isGreaterThan(30);
            assertThat(waits.size()).isGreaterThan(20);
            int written =
                    database.read(sql -> sql.fetchCount(PSEUDO_POSITIONS, PSEUDO_POSITIONS.ID.startsWith("new-")));
            assertThat(written).isEqualTo(waits.size());
            assertThat(new DatabaseInitializer(database.choice(), Sleeper.REAL)
                            .initialize()
                            .applied())
                    .isEmpty();
        }
    }

    private static void history(Database database, String set, int length) {
        database.write(sql -> sql.update(BASE_PSEUDO_POSITIONS)
                .set(BASE_PSEUDO_POSITIONS.HISTORY, results(1, length))
                .where(BASE_PSEUDO_POSITIONS.ID.eq(set))
                .execute());
    }

    private static String results(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }

    private static Reorganization.Step step(Reorganization.Report report, String what) {
        return report.steps().stream()
                .filter(step -> step.what().equals(what))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(Database database, String set) {
        return database.read(sql -> sql.select(PSEUDO_POSITIONS.ID)
                .from(PSEUDO_POSITIONS)
                .where(PSEUDO_POSITIONS.SET_ID.eq(set))
                .fetch(PSEUDO_POSITIONS.ID));
    }

    private static int count(Database database, org.jooq.Table<?> table) {
        return database.read(sql -> sql.fetchCount(table));
    }
}
