package cts.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.market.Tick;
import cts.market.Timeframe;
import cts.server.storage.CandleKey;
import cts.server.storage.DatabaseType;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageWriter;
import cts.server.storage.repository.Candles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CandleWriterTest {
    private static final long SEED = 20;

    private final RecordedDatabase recorded = new RecordedDatabase(DatabaseType.SQLITE, StorageWriter.Limits.DEFAULT);
    private final RowOutlet outlet = new RowOutlet(recorded.writer(), Overflow.waiting(Sleeper.REAL));

    @AfterEach
    void close() {
        recorded.close();
    }

    private CandleWriter writer(int kept) {
        return new CandleWriter(RecordedRun.BTCUSD, outlet, kept);
    }

    private static List<Tick> market() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Tick> ticks = new ArrayList<>();
        long time = 1_385_300_000_000L;
        double price = 800;
        for (int i = 0; i < 3_000; i++) {
            // Some minutes stay empty, some ticks share a time.
            time += random.nextInt(4) == 0 ? random.nextInt(200_000) : random.nextInt(3) * 5_000L;
            price += random.nextInt(-100, 101) / 100.0;
            ticks.add(new Tick(time, price, random.nextInt(1, 9)));
        }
        return ticks;
    }

    private static void play(CandleWriter writer, List<Tick> ticks) {
        for (Tick tick : ticks) writer.onTick(tick.time(), tick.price(), tick.size());
    }

    /** Tick by tick, without anything clever. */
    private static List<CandleView> naive(List<Tick> ticks, Timeframe timeframe) {
        TreeMap<Long, CandleView> candles = new TreeMap<>();
        for (Tick tick : ticks) {
            long open = timeframe.openTimeOf(tick.time());
            CandleView before = candles.get(open);
            candles.put(
                    open,
                    before == null
                            ? new CandleView(open, tick.price(), tick.price(), tick.price(), tick.price(), tick.size())
                            : new CandleView(
                                    open,
                                    before.open(),
                                    Math.max(before.high(), tick.price()),
                                    Math.min(before.low(), tick.price()),
                                    tick.price(),
                                    before.volume() + tick.size()));
        }
        return List.copyOf(candles.values());
    }

    @Test
    void candlesOfEveryLengthAreThoseOfTheTicks() {
        List<Tick> ticks = market();
        CandleWriter writer = writer(5_000);
        play(writer, ticks);

        for (Timeframe timeframe : List.of(Timeframe.M1, Timeframe.M5, Timeframe.M15, Timeframe.H1, Timeframe.H4)) {
            List<CandleView> all = naive(ticks, timeframe);
            assertThat(writer.candles(timeframe, Long.MAX_VALUE, 100_000))
                    .as("seed %d, %s", SEED, timeframe)
                    .isEqualTo(all);
            assertThat(writer.candles(timeframe, Long.MAX_VALUE, 3)).isEqualTo(all.subList(all.size() - 3, all.size()));
            long to = all.get(all.size() / 2).openTime();
            assertThat(writer.candles(timeframe, to, 100_000)).isEqualTo(all.subList(0, all.size() / 2));
        }
        assertThat(writer.candles(Timeframe.M1, Long.MAX_VALUE, 0)).isEmpty();
    }

    @Test
    void aCandleWhoseFirstMinutesAreForgottenIsLeftOut() {
        List<Tick> ticks = market();
        CandleWriter writer = writer(100);
        play(writer, ticks);

        List<CandleView> minutes = naive(ticks, Timeframe.M1);
        assertThat(writer.candles(Timeframe.M1, Long.MAX_VALUE, 1_000))
                .isEqualTo(minutes.subList(minutes.size() - 101, minutes.size()));
        List<CandleView> hours = writer.candles(Timeframe.H1, Long.MAX_VALUE, 1_000);
        List<CandleView> allHours = naive(ticks, Timeframe.H1);
        assertThat(hours).isNotEmpty().isEqualTo(allHours.subList(allHours.size() - hours.size(), allHours.size()));
    }

    @Test
    void finishedMinutesAreStoredAndTheUnfinishedOneIsNot() throws InterruptedException {
        List<Tick> ticks = market();
        play(writer(10), ticks);
        recorded.writer().flush(Duration.ofSeconds(30));

        List<CandleView> minutes = naive(ticks, Timeframe.M1);
        assertThat(new Candles(recorded.database()).newest(new CandleKey("bitstamp", "BTCUSD", "1m"), 10_000))
                .extracting(row ->
                        new CandleView(row.openTime(), row.open(), row.high(), row.low(), row.close(), row.volume()))
                .isEqualTo(minutes.subList(0, minutes.size() - 1));
    }

    @Test
    void goesOnAfterARestartAsIfThereHadBeenNone() throws IOException {
        List<Tick> ticks = market();
        CandleWriter undisturbed = writer(200);
        play(undisturbed, ticks);
        CandleWriter before = writer(200);
        play(before, ticks.subList(0, 2_000));
        ByteArrayOutputStream state = new ByteArrayOutputStream();
        before.save(new DataOutputStream(state));
        CandleWriter after = writer(200);
        after.load(new DataInputStream(new ByteArrayInputStream(state.toByteArray())));
        play(after, ticks.subList(2_000, ticks.size()));

        assertThat(after.candles(Timeframe.M5, Long.MAX_VALUE, 1_000))
                .isEqualTo(undisturbed.candles(Timeframe.M5, Long.MAX_VALUE, 1_000));
    }

    @Test
    void shorterThanAMinuteIsRefused() {
        assertThatThrownBy(() -> writer(10).candles(Timeframe.S30, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("30s");
    }
}
