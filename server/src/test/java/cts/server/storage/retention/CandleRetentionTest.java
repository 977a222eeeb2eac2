package cts.server.storage.retention;

import static cts.server.storage.retention.RetentionFixture.RECORDED_UNTIL;
import static cts.server.storage.retention.RetentionFixture.candle;
import static cts.server.storage.retention.RetentionFixture.hourly;
import static cts.server.storage.retention.RetentionFixture.rowOf;
import static cts.server.storage.retention.RetentionFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.CandleTable;
import cts.server.storage.DatabaseType;
import cts.server.storage.UtcDay;
import cts.server.storage.repository.Candles;
import cts.server.storage.repository.CleanupLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of candles, on both databases. */
@ParameterizedClass
@EnumSource
class CandleRetentionTest {
    private static final String MARKET = "market_data";
    private static final String ARCHIVE = "archived_market_data";

    private final DatabaseType type;
    private final RetentionFixture at;

    CandleRetentionTest(DatabaseType type) {
        this.type = type;
        this.at = new RetentionFixture(type);
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void wholeDaysOlderThanAWeekGoIntoTheArchiveUnchanged() {
        List<Candles.Row> all = at.candles();
        CleanupReport report = at.run();

        assertThat(at.stored(MARKET)).containsExactlyInAnyOrderElementsOf(those(all, row -> !isOld(row)));
        assertThat(at.stored(ARCHIVE)).containsExactlyInAnyOrderElementsOf(those(all, this::isOld));

        CleanupLog.Row row = rowOf(report, MARKET);
        assertThat(row.status()).isEqualTo("done");
        assertThat(row.archivedRows())
                .isEqualTo(row.deletedRows())
                .isEqualTo(those(all, this::isOld).size());
        assertThat(row.checksum()).matches("[0-9a-f]{16}");
        assertThat(row.olderThan()).isEqualTo(cutoff("live"));
        assertThat(row.droppedPartitions()).isEqualTo(type == DatabaseType.POSTGRESQL ? 6 : 0);
        assertThat(new CleanupLog(at.database).newestRun()).isEqualTo(report.tables());
    }

    @Test
    void secondRunFindsNothingToDo() {
        at.candles();
        at.run();
        CleanupLog.Row again = rowOf(at.run(), MARKET);
        assertThat(again.archivedRows()).isZero();
        assertThat(again.checksum()).isEmpty();
        assertThat(again.droppedPartitions()).isZero();
    }

    @Test
    void recordingIsAsYoungAtItsEndAsLiveCandlesAreToday() {
        at.candles();
        at.run();
        assertThat(at.stored(MARKET))
                .filteredOn(row -> row.exchange().equals("recorded"))
                .extracting(Candles.Row::openTime)
                .contains(
                        RECORDED_UNTIL,
                        UtcDay.of(RECORDED_UNTIL - 7 * UtcDay.MS).from());
    }

    @Test
    void candleFromTheFutureMakesNoOtherOld() {
        List<Candles.Row> all = new ArrayList<>(hourly("live", "BTC", at.clock.millis(), 3));
        all.add(candle("live", "BTC", at.clock.millis() + 4_000 * UtcDay.MS, 1));
        new Candles(at.database).saveAll(all);
        at.run();
        assertThat(at.stored(ARCHIVE)).isEmpty();
        assertThat(at.stored(MARKET)).hasSameElementsAs(all);
    }

    @Test
    void archiveGivesUpWhatIsOlderThanAYear() {
        List<Candles.Row> old = hourly("live", "BTC", at.clock.millis() - 370 * UtcDay.MS, 2);
        List<Candles.Row> kept = hourly("live", "BTC", at.clock.millis() - 300 * UtcDay.MS, 2);
        List<Candles.Row> recent = hourly("live", "BTC", at.clock.millis(), 1);
        for (List<Candles.Row> each : List.of(old, kept, recent)) new Candles(at.database).saveAll(each);

        CleanupReport report = at.run();

        assertThat(at.stored(ARCHIVE)).containsExactlyElementsOf(kept);
        assertThat(at.stored(MARKET)).containsExactlyElementsOf(recent);
        assertThat(rowOf(report, MARKET).archivedRows()).isEqualTo(old.size() + kept.size());
        assertThat(rowOf(report, ARCHIVE).deletedRows()).isEqualTo(old.size());
        assertThat(rowOf(report, ARCHIVE).archivedRows()).isZero();
        if (type == DatabaseType.POSTGRESQL)
            assertThat(rowOf(report, ARCHIVE).droppedPartitions()).isEqualTo(3);
    }

    @Test
    void candleThatCameBackReplacesItsArchivedSelf() {
        at.candles();
        at.run();
        Candles.Row archived = at.stored(ARCHIVE).getFirst();
        Candles.Row mended = candle(archived.exchange(), archived.symbol(), archived.openTime(), 5_000);
        new Candles(at.database).saveAll(List.of(mended));

        assertThat(rowOf(at.run(), MARKET).archivedRows()).isOne();
        assertThat(at.stored(ARCHIVE)).contains(mended).doesNotContain(archived);
    }

    @Test
    void dayOfTwoExchangesGoesForTheOneThatIsPastIt() {
        // The second exchange ended in the middle of the first one's history, so one day is over for the first alone.
        List<Candles.Row> all = new ArrayList<>(hourly("live", "BTC", at.clock.millis(), 12));
        all.addAll(hourly("ended", "BTC", at.clock.millis() - 8 * UtcDay.MS, 1));
        new Candles(at.database).saveAll(all);

        at.run();

        assertThat(at.stored(ARCHIVE))
                .hasSameElementsAs(those(all, row -> row.exchange().equals("live") && row.openTime() < cutoff("live")));
        assertThat(at.stored(MARKET)).hasSize(all.size() - at.stored(ARCHIVE).size());
    }

    @Test
    void whereverARunIsCutOffNothingIsLostOrDoubled() {
        List<Candles.Row> all = at.candles();
        List<Candles.Row> expired = hourly("live", "OLD", at.clock.millis() - 370 * UtcDay.MS, 2);
        new Candles(at.database).saveAll(expired);

        int cuts = 0;
        while (cutOffAfter(cuts + 1)) {
            cuts++;
            List<Candles.Row> everything = new ArrayList<>(at.stored(ARCHIVE));
            everything.addAll(at.stored(MARKET));
            // What was copied and not yet taken out is in both, equal.
            assertThat(everything.stream().distinct().toList())
                    .as("after %d cuts, seed %d", cuts, RetentionFixture.SEED)
                    .containsAll(all);
        }
        assertThat(cuts).isGreaterThanOrEqualTo(type == DatabaseType.POSTGRESQL ? 8 : 3);
        assertThat(at.stored(ARCHIVE)).containsExactlyInAnyOrderElementsOf(those(all, this::isOld));
        assertThat(at.stored(MARKET)).containsExactlyInAnyOrderElementsOf(those(all, row -> !isOld(row)));
        assertThat(at.database.candlePartitions().leaving(CandleTable.MARKET_DATA))
                .isEmpty();
        assertThat(at.database.candlePartitions().leaving(CandleTable.ARCHIVE)).isEmpty();
    }

    /** Ends after so many committed steps as a killed process does; false if there were no more steps to do. */
    private boolean cutOffAfter(int steps) {
        AtomicInteger reached = new AtomicInteger();
        try {
            run(at.retention(step -> {
                if (reached.incrementAndGet() == steps) throw new Killed();
            }));
            return false;
        } catch (Killed expected) {
            return true;
        }
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @Test
    void candleWrittenWhileItsDayIsArchivedIsKeptAsWritten() {
        at.candles();
        long time = at.stored(MARKET).getFirst().openTime();
        Candles.Row changed = candle("live", "BTC", time, 7_777);
        Candles.Row late = candle("live", "BTC", time + 60_000, 8_888);
        AtomicInteger steps = new AtomicInteger();
        run(at.retention(step -> {
            // After the first copy on PostgreSQL, and before the day is taken out.
            if (steps.incrementAndGet() == 1) new Candles(at.database).saveAll(List.of(changed, late));
        }));
        at.run();
        assertThat(at.stored(ARCHIVE)).contains(changed, late);
        assertThat(at.stored(MARKET))
                .noneMatch(row -> row.openTime() == time && row.symbol().equals("BTC"));
    }

    @Test
    void copyThatDiffersStopsTheDeletion() {
        List<Candles.Row> all = at.candles();
        corruptCopies();
        CleanupReport report = at.run();

        CleanupLog.Row row = rowOf(report, MARKET);
        assertThat(row.status()).isEqualTo("failed");
        assertThat(row.error())
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("differ"));
        assertThat(report.isDone()).isFalse();
        assertThat(rowOf(report, "site_logs").status()).isEqualTo("done");
        assertThat(at.stored(MARKET)).containsExactlyInAnyOrderElementsOf(all);
    }

    /** A database that does not store what it is given. */
    private void corruptCopies() {
        at.database.write(sql -> switch (type) {
            case SQLITE ->
                sql.execute(
                        "CREATE TRIGGER damage AFTER INSERT ON archived_market_data BEGIN UPDATE archived_market_data"
                                + " SET close = close + 1 WHERE open_time = new.open_time; END");
            case POSTGRESQL -> {
                sql.execute("CREATE FUNCTION damage() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN NEW.close := NEW.close + 1; RETURN NEW; END'");
                yield sql.execute("CREATE TRIGGER damage BEFORE INSERT ON archived_market_data FOR EACH ROW"
                        + " EXECUTE FUNCTION damage()");
            }
        });
    }

    @Test
    void ageBelowThatOfTheTableBeforeIsRefused() {
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(() -> new RetentionRules(day.multipliedBy(3), day, day, day, day, day, 1, 80))
                .hasMessageContaining("archive");
    }

    private long cutoff(String exchange) {
        long now = exchange.equals("recorded") ? RECORDED_UNTIL : at.clock.millis();
        return UtcDay.of(now - 7 * UtcDay.MS).from();
    }

    private boolean isOld(Candles.Row row) {
        return row.openTime() < cutoff(row.exchange());
    }

    private static List<Candles.Row> those(List<Candles.Row> rows, Predicate<Candles.Row> which) {
        return rows.stream().filter(which).toList();
    }
}
