package cts.server.storage.retention;

import static cts.server.storage.retention.RetentionFixture.rowOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cts.server.storage.DatabaseType;
import cts.server.storage.Sleeper;
import cts.server.storage.UtcDay;
import cts.server.storage.Write;
import cts.server.storage.repository.ExchangePositions;
import cts.server.storage.repository.IndicationStates;
import cts.server.storage.repository.PseudoPositions;
import cts.server.storage.repository.RealPseudoPositions;
import cts.server.storage.repository.Sets;
import cts.server.storage.repository.SiteLogs;
import cts.server.storage.repository.TestRows;
import cts.server.storage.repository.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of everything but candles, on both databases. */
@ParameterizedClass
@EnumSource
class RowRetentionTest {
    private static final long HOUR = 3_600_000;

    private final DatabaseType type;
    private final RetentionFixture at;

    RowRetentionTest(DatabaseType type) {
        this.type = type;
        this.at = new RetentionFixture(type);
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void indicationsGoTwoDaysPastTheirExpiryInTheirConnectionsTime() {
        TestRows.connection(at.database, "live");
        TestRows.connection(at.database, "replay");
        long now = at.clock.millis();
        long then = RetentionFixture.RECORDED_UNTIL;
        at.write(List.of(
                state("new", "live", "A", now),
                state("kept", "live", "B", now - 48 * HOUR),
                state("gone", "live", "C", now - 48 * HOUR - 1),
                state("newest-of-the-recording", "replay", "A", then),
                state("gone-too", "replay", "B", then - 48 * HOUR - 1)));

        assertThat(rowOf(at.run(), "indication_states").deletedRows()).isEqualTo(2);

        assertThat(ids("indication_states")).containsExactlyInAnyOrder("new", "kept", "newest-of-the-recording");
    }

    @Test
    void closedPositionsGoAfterAMonthWithTheirRealOnesButNotThoseOfMoney() {
        TestRows.connection(at.database, "c");
        long now = at.clock.millis();
        long old = now - 30 * UtcDay.MS - 1;
        PseudoPositions.Row plain = TestRows.closed(TestRows.open("old", "c", "set", old - 1), old);
        PseudoPositions.Row validated = TestRows.closed(TestRows.open("old-real", "c", "set", old - 1), old);
        PseudoPositions.Row traded = TestRows.closed(TestRows.open("old-traded", "c", "set", old - 1), old);
        RealPseudoPositions.Row real = TestRows.real("real", validated, "closed");
        RealPseudoPositions.Row tradedReal = TestRows.real("real-traded", traded, "closed");
        at.write(List.of(
                Sets.write(TestRows.set("set", "c", "2", 1)),
                PseudoPositions.write(plain),
                PseudoPositions.write(validated),
                PseudoPositions.write(traded),
                PseudoPositions.write(TestRows.open("old-open", "c", "set", old - 1)),
                PseudoPositions.write(TestRows.closed(TestRows.open("young", "c", "set", old), old + 1)),
                PseudoPositions.write(TestRows.closed(TestRows.open("newest", "c", "set", old), now)),
                RealPseudoPositions.write(real),
                RealPseudoPositions.write(tradedReal),
                ExchangePositions.write(TestRows.exchangePosition("money", tradedReal, "closed"))));

        assertThat(rowOf(at.run(), "pseudo_positions").deletedRows()).isEqualTo(2);

        assertThat(ids("pseudo_positions")).containsExactlyInAnyOrder("old-traded", "old-open", "young", "newest");
        assertThat(ids("real_pseudo_positions")).containsExactly("real-traded");
        assertThat(ids("active_exchange_positions")).containsExactly("money");
    }

    @Test
    void positionsOfARecordingAgeWithIt() {
        TestRows.connection(at.database, "replay");
        long end = RetentionFixture.RECORDED_UNTIL;
        at.write(List.of(
                Sets.write(TestRows.set("set", "replay", "2", 1)),
                PseudoPositions.write(TestRows.closed(TestRows.open("of-2013", "replay", "set", end - 2), end - 1)),
                Verdicts.write(TestRows.verdict("verdict", "replay", end))));
        at.run();
        assertThat(ids("pseudo_positions")).containsExactly("of-2013");
        assertThat(ids("verdicts")).containsExactly("verdict");
    }

    @Test
    void logLinesGoAfterAMonthAndMeasuredQueriesAfterAWeek() {
        long now = at.clock.millis();
        at.write(List.of(
                SiteLogs.write(TestRows.log("old", "info", "engine", now - 30 * UtcDay.MS - 1)),
                SiteLogs.write(TestRows.log("kept", "info", "engine", now - 30 * UtcDay.MS))));
        query("old-query", now - 7 * UtcDay.MS - 1);
        query("kept-query", now - 7 * UtcDay.MS);

        CleanupReport report = at.run();

        assertThat(ids("site_logs")).containsExactly("kept");
        assertThat(ids("query_log")).containsExactly("kept-query");
        assertThat(rowOf(report, "site_logs").olderThan()).isEqualTo(now - 30 * UtcDay.MS);
        assertThat(rowOf(report, "query_log").deletedRows()).isOne();
    }

    @Test
    void manyRowsGoInManyChunks() {
        long old = at.clock.millis() - 40 * UtcDay.MS;
        List<Write<?>> lines = new ArrayList<>();
        for (int i = 0; i < 5_000; i++)
            lines.add(SiteLogs.write(TestRows.log("line" + i, "info", "engine", old + i / 7)));
        at.write(lines);
        assertThat(rowOf(at.run(), "site_logs").deletedRows()).isEqualTo(5_000);
        assertThat(at.count("site_logs")).isZero();
    }

    @Test
    void secondRunIsRefusedWhileOneIsUnderWay() throws InterruptedException {
        at.write(List.of(SiteLogs.write(TestRows.log("old", "info", "engine", 1))));
        List<Optional<CleanupReport>> inside = new ArrayList<>();
        Retention[] retention = new Retention[1];
        retention[0] = at.retention(step -> {
            Thread other = Thread.ofPlatform().start(() -> {
                try {
                    inside.add(retention[0].run(Retention.Kind.MANUAL));
                } catch (InterruptedException ended) {
                    throw new IllegalStateException(ended);
                }
            });
            try {
                other.join();
            } catch (InterruptedException ended) {
                throw new IllegalStateException(ended);
            }
        });
        assertThat(retention[0].run(Retention.Kind.SCHEDULED)).isPresent();
        assertThat(inside).containsExactly(Optional.empty());
    }

    @Test
    void tooLargeADatabaseIsWarnedOf() {
        assertThat(warnings(Long.MAX_VALUE)).isEmpty();
        assertThat(warnings(1_000)).containsExactly("error");
    }

    @Test
    void warningBeginsAtItsPercentOfTheBudget() {
        assertThat(new SizeBudget(799, 1_000, 80).level()).isEqualTo(SizeBudget.Level.FINE);
        assertThat(new SizeBudget(800, 1_000, 80).level()).isEqualTo(SizeBudget.Level.WARNING);
        assertThat(new SizeBudget(1_000, 1_000, 80).level()).isEqualTo(SizeBudget.Level.WARNING);
        assertThat(new SizeBudget(1_001, 1_000, 80).level()).isEqualTo(SizeBudget.Level.EXCEEDED);
        assertThat(new SizeBudget(9L << 30, 10L << 30, 80).sentence())
                .isEqualTo("The database has 9,216 MiB, 90 % of its budget of 10,240 MiB: keep rows for a shorter time"
                        + " (settings retention.*), or raise retention.size-budget-gb.");
    }

    @Test
    void sqliteFileGivesRoomBack() {
        if (type == DatabaseType.POSTGRESQL) return;
        long old = at.clock.millis() - 40 * UtcDay.MS;
        List<Write<?>> lines = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) lines.add(SiteLogs.write(TestRows.log("line" + i, "info", "engine", old + i)));
        at.write(lines);
        long before = pages();
        CleanupReport report = at.run();
        assertThat(pages()).isLessThan(before / 2);
        assertThat(rowOf(report, "database").freedBytes() / 4_096).isCloseTo(before - pages(), within(10L));
        assertThat(report.sentence()).contains("40,000 taken out");
    }

    private long pages() {
        return at.database.read(sql -> sql.fetchSingle("PRAGMA page_count").get(0, Long.class));
    }

    /** Levels of the lines that a run leaves about the size, with that budget. */
    private List<String> warnings(long budget) {
        RetentionRules d = RetentionRules.DEFAULT;
        RetentionRules rules = new RetentionRules(
                d.marketData(),
                d.archive(),
                d.indicationStates(),
                d.siteLogs(),
                d.closedPositions(),
                d.queryLog(),
                budget,
                80);
        RetentionFixture.run(new Retention(at.database, rules, at.ids, at.clock, Sleeper.REAL));
        return at.database.read(
                sql -> sql.fetch("SELECT \"level\" FROM site_logs WHERE category = 'database' ORDER BY id")
                        .into(String.class));
    }

    private List<String> ids(String table) {
        return at.database.read(
                sql -> sql.select(DSL.field("id", String.class)).from(table).fetch(0, String.class));
    }

    private void query(String id, long to) {
        at.database.write(sql -> sql.execute(
                "INSERT INTO query_log VALUES ('" + id + "', 'd', 's', 1, " + to + ", 1, 0, 1, 1, 1, 1, 1, NULL)"));
    }

    private static Write<?> state(String id, String connection, String symbol, long expiresAt) {
        return IndicationStates.write(
                new IndicationStates.Row(id, connection, symbol, "direction", "r=3", "LONG", 1, expiresAt, expiresAt));
    }
}
