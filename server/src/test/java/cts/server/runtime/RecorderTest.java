package cts.server.runtime;

import static cts.server.storage.schema.Tables.ACTIVE_EXCHANGE_POSITIONS;
import static cts.server.storage.schema.Tables.BASE_PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.FILLS;
import static cts.server.storage.schema.Tables.ORDERS;
import static cts.server.storage.schema.Tables.ORDER_INTENTS;
import static cts.server.storage.schema.Tables.PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.REAL_PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.VERDICTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cts.server.storage.DatabaseType;
import cts.server.storage.StorageWriter;
import cts.server.storage.repository.Ledger;
import cts.server.storage.repository.Sets;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows of real trades, on both databases. */
class RecorderTest {

    /** One run serves all claims, as playing the trades takes its time. */
    @ParameterizedTest
    @EnumSource
    void rowsTellWhatHappened(DatabaseType type) {
        try (RecordedDatabase recorded = new RecordedDatabase(type, StorageWriter.Limits.DEFAULT)) {
            Rows rows = new Rows(recorded, recorded.play());
            assertThat(recorded.writer().health().refused()).isZero();
            rows.setsReachEveryLevelAndEveryRowRefersToAStoredSet();
            rows.setsRowSaysWhatTheSetHasDone();
            rows.atMostSixteenPositionsOfAnEntryHaveRowsAndAllOfThemEndWithTheirSets();
            rows.fillsAddUpToThePositionsAndTheLedgerToTheBalance();
            rows.theSameRunAgainChangesNothing();
        }
    }

    private record Rows(RecordedDatabase recorded, RecordedRun run) {

        private <T> T read(Function<DSLContext, T> question) {
            return recorded.database().read(question);
        }

        private int count(Table<?> table, Condition... conditions) {
            return recorded.count(table, conditions);
        }

        void setsReachEveryLevelAndEveryRowRefersToAStoredSet() {
            assertThat(recorded.writer().health().refused()).isZero();
            List<String> levels = read(sql -> sql.selectDistinct(PSEUDO_POSITIONS.LEVEL)
                    .from(PSEUDO_POSITIONS)
                    .fetch(PSEUDO_POSITIONS.LEVEL));
            assertThat(levels).containsExactlyInAnyOrder("main", "real", "exchange");
            for (var setId : List.of(
                    PSEUDO_POSITIONS.SET_ID,
                    REAL_PSEUDO_POSITIONS.SET_ID,
                    ACTIVE_EXCHANGE_POSITIONS.SET_ID,
                    VERDICTS.SET_ID,
                    ORDER_INTENTS.SET_ID)) {
                Table<?> table = Objects.requireNonNull(setId.getTable());
                int strangers = read(sql -> sql.fetchCount(sql.selectFrom(table)
                        .where(setId.isNull()
                                .or(setId.notIn(
                                        sql.select(BASE_PSEUDO_POSITIONS.ID).from(BASE_PSEUDO_POSITIONS))))));
                assertThat(strangers)
                        .as("rows of %s without a stored set", table.getName())
                        .isZero();
            }
            assertThat(count(BASE_PSEUDO_POSITIONS))
                    .isEqualTo(run.connection().engine().virtual().sets().aliveCount());
            assertThat(count(VERDICTS, VERDICTS.REASON.eq("OPENING").and(VERDICTS.POSITION_ID.isNull())))
                    .isZero();
            assertThat(count(ACTIVE_EXCHANGE_POSITIONS, ACTIVE_EXCHANGE_POSITIONS.REAL_PSEUDO_POSITION_ID.isNotNull()))
                    .isGreaterThan(10);
            assertThat(count(
                            ACTIVE_EXCHANGE_POSITIONS,
                            ACTIVE_EXCHANGE_POSITIONS
                                    .CLOSE_REASON
                                    .eq("not_filled")
                                    .and(ACTIVE_EXCHANGE_POSITIONS.EXIT_PRICE.isNotNull())))
                    .isZero();
        }

        void setsRowSaysWhatTheSetHasDone() {
            Sets sets = new Sets(recorded.database());
            run.connection().engine().virtual().sets().forEach((key, cell, set) -> {
                if (cell % 97 != 0) return;
                String id = run.recorder().ids().of(key, cell, set);
                Sets.Row row = sets.byId(id).orElseThrow();
                assertThat(run.recorder().ids().find(id)).contains(new SetPlace(key, cell));
                assertThat(row.openNow())
                        .isEqualTo(run.connection().engine().virtual().kernel().open(key, cell));
                assertThat(row.opened() - row.closed()).isEqualTo(row.openNow());
                assertThat(row.wins() + row.losses()).isEqualTo(row.closed());
                assertThat(row.sumNet()).isEqualTo((set.gains() + set.lossSum()) * 1_000, within(1e-6));
                assertThat(row.status()).isEqualTo(set.status().code());
                assertThat(row.level()).isEqualTo(set.level().code());
            });
        }

        void atMostSixteenPositionsOfAnEntryHaveRowsAndAllOfThemEndWithTheirSets() {
            var perEntry = read(sql -> sql.select(DSL.count())
                    .from(PSEUDO_POSITIONS)
                    .join(BASE_PSEUDO_POSITIONS)
                    .on(BASE_PSEUDO_POSITIONS.ID.eq(PSEUDO_POSITIONS.SET_ID))
                    .groupBy(
                            BASE_PSEUDO_POSITIONS.INDICATION_TYPE,
                            BASE_PSEUDO_POSITIONS.INDICATION_PARAMETERS,
                            BASE_PSEUDO_POSITIONS.DIRECTION,
                            PSEUDO_POSITIONS.OPENED_AT)
                    .fetch(row -> row.value1()));
            assertThat(perEntry.stream().mapToInt(Integer::intValue).max()).hasValue(16);
            // What is open in the database is open in the kernel: no end was missed.
            int openRows = read(sql -> sql.fetchCount(PSEUDO_POSITIONS, PSEUDO_POSITIONS.STATUS.eq("open")));
            long openSets = read(sql -> sql.selectDistinct(PSEUDO_POSITIONS.SET_ID)
                            .from(PSEUDO_POSITIONS)
                            .where(PSEUDO_POSITIONS.STATUS.eq("open"))
                            .fetch(PSEUDO_POSITIONS.SET_ID))
                    .stream()
                    .map(id -> run.recorder().ids().find(id).orElseThrow())
                    .mapToLong(place ->
                            run.connection().engine().virtual().kernel().open(place.key(), place.cell()))
                    .sum();
            assertThat((long) openRows).isPositive().isLessThanOrEqualTo(openSets);
        }

        void fillsAddUpToThePositionsAndTheLedgerToTheBalance() {
            Map<String, BigDecimal> held = new TreeMap<>();
            Map<String, BigDecimal> entered = new TreeMap<>();
            read(sql -> sql.select(ORDERS.POSITION_ID, ORDERS.IS_REDUCE_ONLY, FILLS.QUANTITY)
                            .from(FILLS)
                            .join(ORDERS)
                            .on(ORDERS.ID.eq(FILLS.ORDER_ID))
                            .fetch())
                    .forEach(fill -> {
                        BigDecimal quantity = fill.value3();
                        held.merge(fill.value1(), fill.value2() ? quantity.negate() : quantity, BigDecimal::add);
                        if (!fill.value2()) entered.merge(fill.value1(), quantity, BigDecimal::add);
                    });
            var positions =
                    read(sql -> sql.selectFrom(ACTIVE_EXCHANGE_POSITIONS).fetch());
            assertThat(positions).hasSizeGreaterThan(10);
            for (Record position : positions) {
                String id = position.get(ACTIVE_EXCHANGE_POSITIONS.ID);
                boolean closed = position.get(ACTIVE_EXCHANGE_POSITIONS.STATUS).equals("closed");
                if (closed)
                    assertThat(held.getOrDefault(id, BigDecimal.ZERO)).as(id).isZero();
                assertThat((closed ? entered : held).getOrDefault(id, BigDecimal.ZERO))
                        .as(id)
                        .isEqualByComparingTo(position.get(ACTIVE_EXCHANGE_POSITIONS.QUANTITY));
            }
            List<Ledger.Row> ledger = new Ledger(recorded.database()).from(RecordedRun.CONNECTION, 1, 10_000);
            BigDecimal sum = BigDecimal.ZERO;
            for (Ledger.Row entry : ledger) {
                sum = sum.add(entry.amount());
                assertThat(entry.balance()).isEqualByComparingTo(sum);
                assertThat(entry.fillId().isPresent()).isEqualTo(!entry.kind().equals("opening"));
            }
            assertThat(sum)
                    .isEqualByComparingTo(
                            run.connection().engine().desk().balance().value())
                    .isNotEqualByComparingTo("10000");
        }

        void theSameRunAgainChangesNothing() {
            Map<String, Set<String>> first = recorded.rows();
            recorded.play();

            assertThat(recorded.writer().health().refused()).isZero();
            RecordedDatabase.assertSame(recorded.rows(), first);
        }
    }
}
