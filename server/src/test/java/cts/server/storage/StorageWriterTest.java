package cts.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.repository.Ledger;
import cts.server.storage.repository.Orders;
import cts.server.storage.repository.Page;
import cts.server.storage.repository.PseudoPositions;
import cts.server.storage.repository.Sets;
import cts.server.storage.repository.SiteLogs;
import cts.server.storage.repository.TestRows;
import cts.server.storage.repository.Verdicts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class StorageWriterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Database database;

    StorageWriterTest(DatabaseType type) {
        database = TestDatabases.migrated(type);
        TestRows.connection(database, "c");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void ofWaitingAggregatesOnlyTheNewestIsWritten() throws Exception {
        try (Held held = new Held(StorageWriter.Limits.DEFAULT)) {
            for (int i = 0; i < 100; i++) {
                held.writer.offer(Sets.write(TestRows.set("s", "c", "2", i)));
            }
            assertThat(held.writer.health().backlog())
                    .as("this one and the one in hand")
                    .isEqualTo(2);
            held.letGo();

            assertThat(held.writer.health().coalesced()).isEqualTo(99);
            assertThat(new Sets(database).byId("s").orElseThrow().updatedAt()).isEqualTo(99);
        }
    }

    @Test
    void rowsThatDoNotCoalesceAreAllWrittenInTheirOrder() throws Exception {
        try (Held held = new Held(new StorageWriter.Limits(7, 1_000, 1_000, Duration.ZERO, PATIENCE))) {
            for (int i = 0; i < 100; i++) {
                held.writer.offer(Ledger.write(TestRows.entry("e" + i, "c", i, "1", "" + i)));
                held.writer.offer(Orders.write(
                        TestRows.order("o", "c", Optional.empty(), Optional.empty(), i < 99 ? "PARTIAL" : "FILLED")));
            }
            held.letGo();

            assertThat(new Ledger(database).from("c", 0, 1_000)).hasSize(100);
            assertThat(new Orders(database).byId("o").orElseThrow().state()).isEqualTo("FILLED");
            assertThat(held.writer.health().written()).as("and the gate").isEqualTo(201);
        }
    }

    @Test
    void aParentAggregateOfferedFirstIsThereForItsChildren() throws Exception {
        try (Held held = new Held(new StorageWriter.Limits(2, 1_000, 1_000, Duration.ZERO, PATIENCE))) {
            for (int i = 0; i < 20; i++) {
                held.writer.offer(Sets.write(TestRows.set("s" + i, "c", "" + (i + 1), 1)));
                held.writer.offer(PseudoPositions.write(TestRows.open("p" + i, "c", "s" + i, i)));
                held.writer.offer(Sets.write(TestRows.set("s" + i, "c", "" + (i + 1), 2)));
            }
            held.letGo();

            assertThat(new PseudoPositions(database).open("c")).isEqualTo(20);
            assertThat(held.writer.isBehind()).isFalse();
        }
    }

    @Test
    void rowsOfOneOfferStandOrFallTogether() throws Exception {
        try (Held held = new Held(StorageWriter.Limits.DEFAULT)) {
            List<WriteOutcome> outcomes = Collections.synchronizedList(new ArrayList<>());
            held.writer.offerDurably(
                    List.of(
                            Verdicts.write(TestRows.verdict("v", "c", 1)),
                            PseudoPositions.write(TestRows.open("p", "c", "no such set", 1))),
                    outcomes::add);
            held.writer.offerDurably(List.of(Verdicts.write(TestRows.verdict("w", "c", 2))), outcomes::add);
            held.letGo();

            assertThat(outcomes).hasSize(2);
            assertThat(outcomes.get(0)).isInstanceOf(WriteOutcome.Refused.class);
            assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Durable.class);
            assertThat(verdicts()).containsExactly("w");
            assertThat(held.writer.isBehind()).as("whoever asked was told").isFalse();
        }
    }

    @Test
    void aRefusedRowStopsNewOrdersAndLetsTheOthersThrough() throws Exception {
        try (Held held = new Held(StorageWriter.Limits.DEFAULT)) {
            for (int i = 0; i < 50; i++) {
                held.writer.offer(Verdicts.write(TestRows.verdict("v" + i, i == 31 ? "nobody" : "c", i)));
            }
            held.letGo();

            assertThat(verdicts()).hasSize(49).doesNotContain("v31");
            assertThat(held.writer.health().refused()).isEqualTo(1);
            assertThat(held.writer.health().sentence())
                    .startsWith("The database does not accept a row of verdicts, so no new orders are opened");
            assertThat(held.writer.isBehind()).isTrue();
        }
    }

    @Test
    void isBehindWhileTooManyRowsWaitAndTakesNoMoreWhenFull() throws Exception {
        try (Held held = new Held(new StorageWriter.Limits(5, 10, 12, Duration.ZERO, PATIENCE))) {
            List<Boolean> taken = new ArrayList<>();
            for (int i = 0; i < 14; i++) {
                taken.add(held.writer.offer(Verdicts.write(TestRows.verdict("v" + i, "c", i))));
                if (i == 8) {
                    assertThat(held.writer.isBehind()).isFalse();
                }
            }
            assertThat(taken.subList(0, 12)).doesNotContain(false);
            assertThat(taken.get(13)).isFalse();
            assertThat(held.writer.isBehind()).isTrue();
            assertThat(held.writer.health().sentence()).contains("rows wait for the database, more than 10");
            held.letGo();

            assertThat(held.writer.isBehind()).isFalse();
            assertThat(verdicts()).hasSize(12);
        }
    }

    @Test
    void aFailingDatabaseIsTriedAgainUntilItAnswersAndNothingIsLost() throws Exception {
        Semaphore tries = new Semaphore(0);
        CountDownLatch mended = new CountDownLatch(1);
        database.close();
        Sleeper sleeper = duration -> {
            tries.release();
            mended.await();
        };
        try (StorageWriter writer = StorageWriter.start(database, StorageWriter.Limits.DEFAULT, sleeper)) {
            writer.offer(SiteLogs.write(TestRows.log("a", "info", "engine", 1)));
            tries.acquire();

            assertThat(writer.health().state()).isEqualTo(WriterHealth.State.FAILING);
            assertThat(writer.health().sentence()).contains(database.choice().place());
            assertThat(writer.isBehind()).isTrue();

            writer.offer(SiteLogs.write(TestRows.log("b", "info", "engine", 2)));
            database.reset();
            mended.countDown();

            assertThat(writer.flush(PATIENCE)).isTrue();
            assertThat(writer.health().state()).isEqualTo(WriterHealth.State.KEEPING_UP);
            assertThat(writer.health().retries()).isGreaterThanOrEqualTo(1);
        }
        assertThat(logs()).containsExactly("b", "a");
    }

    @Test
    void aDatabaseThatStaysAwayIsToldOfAtTheEnd() {
        database.close();
        CountDownLatch never = new CountDownLatch(1);
        StorageWriter writer = StorageWriter.start(
                database,
                new StorageWriter.Limits(1, 1, 1, Duration.ZERO, Duration.ofMillis(20)),
                duration -> never.await());
        writer.offer(SiteLogs.write(TestRows.log("a", "info", "engine", 1)));

        assertThatThrownBy(writer::close)
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("1 rows could not be written before the end");
    }

    @Test
    void writesEverythingBeforeItEndsAndTakesNothingAfter() {
        StorageWriter writer = StorageWriter.start(
                database, new StorageWriter.Limits(10, 10_000, 10_000, Duration.ofHours(1), PATIENCE), Sleeper.REAL);
        for (int i = 0; i < 500; i++) {
            writer.offer(SiteLogs.write(TestRows.log("l%03d".formatted(i), "info", "engine", i)));
        }
        writer.close();

        assertThat(logs()).hasSize(500);
        assertThat(writer.offer(SiteLogs.write(TestRows.log("late", "info", "engine", 1))))
                .isFalse();
    }

    @Test
    void aCallbackThatFailsHarmsNobodyElse() throws Exception {
        List<WriteOutcome> outcomes = Collections.synchronizedList(new ArrayList<>());
        try (StorageWriter writer = StorageWriter.start(database, StorageWriter.Limits.DEFAULT, Sleeper.REAL)) {
            writer.offerDurably(List.of(Verdicts.write(TestRows.verdict("v", "c", 1))), outcome -> {
                throw new IllegalStateException("on purpose");
            });
            writer.offerDurably(List.of(Verdicts.write(TestRows.verdict("w", "c", 2))), outcomes::add);
            assertThat(writer.flush(PATIENCE)).isTrue();
        }
        assertThat(outcomes).containsExactly(new WriteOutcome.Durable());
    }

    private List<String> verdicts() {
        return new Verdicts(database)
                        .page(
                                "c",
                                Optional.of("set"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Page.Request.first(1_000))
                        .rows()
                        .stream()
                        .map(Verdicts.Row::id)
                        .toList();
    }

    private List<String> logs() {
        return new SiteLogs(database)
                .page(Optional.empty(), Optional.empty(), Optional.empty(), Page.Request.first(1_000)).rows().stream()
                        .map(SiteLogs.Row::id)
                        .toList();
    }

    /** A writer that is kept busy in a callback, so that what is offered meanwhile waits. */
    private final class Held implements AutoCloseable {
        private final StorageWriter writer;
        private final CountDownLatch gate = new CountDownLatch(1);

        Held(StorageWriter.Limits limits) throws InterruptedException {
            writer = StorageWriter.start(database, limits, Sleeper.REAL);
            CountDownLatch busy = new CountDownLatch(1);
            writer.offerDurably(List.of(SiteLogs.write(TestRows.log("gate", "debug", "test", 0))), outcome -> {
                busy.countDown();
                try {
                    gate.await();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
            });
            busy.await();
        }

        void letGo() throws InterruptedException {
            gate.countDown();
            assertThat(writer.flush(PATIENCE)).isTrue();
        }

        @Override
        public void close() {
            gate.countDown();
            writer.close();
        }
    }
}
