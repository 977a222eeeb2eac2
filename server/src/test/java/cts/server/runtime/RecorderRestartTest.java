package cts.server.runtime;

import static cts.server.runtime.RecordedDatabase.TICKS;
import static cts.server.storage.schema.Tables.BASE_PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.ORDERS;
import static cts.server.storage.schema.Tables.ORDER_INTENTS;
import static cts.server.storage.schema.Tables.TRADE_ENGINE_STATE;
import static cts.server.storage.schema.Tables.VERDICTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.max;

import cts.engine.Candidate;
import cts.execution.OpenOutcome;
import cts.execution.Refusal;
import cts.execution.RefusalReason;
import cts.market.Direction;
import cts.server.storage.DatabaseType;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageWriter;
import cts.server.storage.repository.EngineLeases;
import java.io.DataOutputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What becomes of rows when the process ends, the writer is full or another process takes over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecorderRestartTest {
    private final Map<String, Set<String>> expected;

    RecorderRestartTest() {
        try (RecordedDatabase undisturbed = new RecordedDatabase(DatabaseType.SQLITE, StorageWriter.Limits.DEFAULT)) {
            undisturbed.play();
            expected = undisturbed.rows();
        }
    }

    private static RecordedDatabase recorded(StorageWriter.Limits limits) {
        return new RecordedDatabase(DatabaseType.SQLITE, limits);
    }

    @Test
    void savedInTheMiddleAndContinuedGivesTheSameRows() {
        try (RecordedDatabase recorded = recorded(StorageWriter.Limits.DEFAULT)) {
            RecordedRun before = recorded.start(Overflow.waiting(Sleeper.REAL));
            before.play(TICKS.subList(0, 2_500));
            byte[] state = before.save();
            // What the first life does after its snapshot is done again by the second.
            before.play(TICKS.subList(2_500, 2_750));
            RecordedRun after = RecordedRun.resume(recorded.writer(), RecordedDatabase.VIRTUAL, state);
            String known = recorded.database()
                    .read(sql -> sql.select(max(BASE_PSEUDO_POSITIONS.ID))
                            .from(BASE_PSEUDO_POSITIONS)
                            .fetchSingle()
                            .value1());
            assertThat(after.recorder().ids().find(known)).isPresent();
            after.play(TICKS.subList(2_500, TICKS.size()));
            after.finish();

            assertThat(recorded.writer().health().refused()).isZero();
            Map<String, Set<String>> rows = recorded.rows();
            // Health is measured anew after each restart.
            rows.remove(TRADE_ENGINE_STATE.getName());
            Map<String, Set<String>> others = new TreeMap<>(expected);
            others.remove(TRADE_ENGINE_STATE.getName());
            RecordedDatabase.assertSame(rows, others);
        }
    }

    @Test
    void aWriterWithoutRoomLosesNothing() {
        for (Overflow overflow : List.of(Overflow.waiting(pause -> Thread.onSpinWait()), everyThirdTryFails())) {
            try (RecordedDatabase narrow =
                    recorded(new StorageWriter.Limits(200, 500, 1_000, Duration.ZERO, Duration.ofSeconds(10)))) {
                RecordedRun run = narrow.start(overflow);
                run.play(TICKS);
                run.finish();

                assertThat(narrow.writer().health().refused()).isZero();
                RecordedDatabase.assertSame(narrow.rows(), expected);
            }
        }
    }

    private static Overflow everyThirdTryFails() {
        int[] tries = {0};
        return offer -> ++tries[0] % 3 != 0 && offer.getAsBoolean();
    }

    @Test
    void stateIsNotSavedWhileRowsWait() {
        try (RecordedDatabase recorded = recorded(StorageWriter.Limits.DEFAULT)) {
            RecordedRun run = recorded.start(offer -> false);

            assertThat(run.outlet().held()).isPositive();
            assertThatThrownBy(() -> run.recorder().save(new DataOutputStream(OutputStream.nullOutputStream())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("wait for the database");
        }
    }

    @Test
    void anotherHolderOfTheLeaseKeepsIntentsFromBeingWrittenAndTheRestIsWritten() {
        try (RecordedDatabase recorded = recorded(StorageWriter.Limits.DEFAULT)) {
            RecordedRun run = recorded.start(Overflow.waiting(Sleeper.REAL));
            run.play(TICKS.subList(0, 2_500));
            run.finish();
            int intents = recorded.count(ORDER_INTENTS);
            new EngineLeases(recorded.database()).takeOver(RecordedRun.CONNECTION, "another process", Long.MAX_VALUE);
            run.play(TICKS.subList(2_500, TICKS.size()));
            run.finish();

            assertThat(intents).isPositive();
            assertThat(recorded.count(ORDER_INTENTS)).isEqualTo(intents);
            assertThat(recorded.writer().health().refused()).isZero();
            assertThat(recorded.count(ORDERS, ORDERS.REASON.like("its intent was not written%")))
                    .isPositive();
        }
    }

    @Test
    void atMostSixteenDecisionsOfAnEventHaveRows() {
        try (RecordedDatabase recorded = recorded(StorageWriter.Limits.DEFAULT)) {
            RecordedRun run = recorded.start(Overflow.waiting(Sleeper.REAL));
            run.play(TICKS.subList(0, 500));
            Refusal refusal = new Refusal(RefusalReason.LEG_TAKEN, BigDecimal.TWO, BigDecimal.ONE, "the leg is taken");
            List<SetPlace> alive = new ArrayList<>();
            run.connection().engine().virtual().sets().forEach((key, cell, set) -> alive.add(new SetPlace(key, cell)));
            for (int n = 0; n < 40; n++) {
                SetPlace set = alive.get(n);
                Candidate candidate = new Candidate(set.key(), set.cell(), Direction.LONG, 5, 100, 0.001);
                run.recorder()
                        .onDecision(
                                1_000_000 + n,
                                candidate,
                                n == 30 ? new OpenOutcome.Opening("p") : new OpenOutcome.Refused(refusal));
            }
            run.recorder().endOfCall(5);
            run.finish();

            assertThat(recorded.count(VERDICTS, VERDICTS.EVENT_TIME.eq(5L).and(VERDICTS.OUTCOME.eq("refused"))))
                    .isEqualTo(15);
            assertThat(recorded.count(VERDICTS, VERDICTS.EVENT_TIME.eq(5L).and(VERDICTS.OUTCOME.eq("up"))))
                    .isEqualTo(1);
        }
    }
}
