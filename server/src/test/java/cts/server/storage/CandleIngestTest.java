package cts.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.market.Candle;
import cts.market.CandleSeries;
import cts.market.Tick;
import cts.market.Timeframe;
import cts.server.storage.repository.Candles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class CandleIngestTest {
    /** A name that needs quoting, and one beyond ASCII. */
    private static final CandleKey KEY = new CandleKey("o'exchange", "₿USD", "1m");

    private static final long MINUTE = 60_000;
    private static final long START = 1_383_523_200_000L;

    private final Database database;
    private final CandleIngest ingest;

    CandleIngestTest(DatabaseType type) {
        database = TestDatabases.migrated(type);
        ingest = new CandleIngest(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everyNumberArrivesAsItWas() {
        List<Integer> heard = new ArrayList<>();
        int size = 60_000;
        assertThat(ingest.ingest(KEY, series(START, size, 100), heard::add))
                .isEqualTo(new CandleIngest.Ingested(size, 0));
        assertThat(heard).isSorted().endsWith(size);
        List<Candles.Row> stored = stored(size);
        for (int i : new int[] {0, 1, 24_999, 25_000, size - 1}) {
            assertThat(stored.get(i)).isEqualTo(row(START + i * MINUTE, 100 + i / 7.0));
        }
    }

    @Test
    void candleThatIsThereIsReplaced() {
        ingest.ingest(KEY, series(START, 100, 100), at -> {});
        assertThat(ingest.ingest(KEY, series(START + 90 * MINUTE, 100, 200), at -> {}))
                .isEqualTo(new CandleIngest.Ingested(90, 10));
        List<Candles.Row> stored = stored(190);
        assertThat(stored.get(89)).isEqualTo(row(START + 89 * MINUTE, 100 + 89 / 7.0));
        assertThat(stored.get(90)).isEqualTo(row(START + 90 * MINUTE, 200));
    }

    @Test
    void severalAtOnceLeaveEachCandleOnce() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            List<Future<?>> work = new ArrayList<>();
            for (int thread = 0; thread < 3; thread++) {
                int own = thread;
                work.add(pool.submit(
                        () -> ingest.ingest(KEY, series(START + 500L * own * MINUTE, 2_000, 100), at -> {})));
            }
            for (Future<?> each : work) each.get();
        }
        assertThat(stored(10_000)).hasSize(3_000);
    }

    @Test
    void ticksAreRefused() {
        CandleSeries ticks = CandleSeries.ticks().add(new Tick(START, 100, 1)).build();
        assertThatThrownBy(() -> ingest.ingest(KEY, ticks, at -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ticks");
        assertThat(stored(10)).isEmpty();
    }

    private List<Candles.Row> stored(int limit) {
        return new Candles(database).range(KEY, 0, Long.MAX_VALUE, limit);
    }

    private static Candles.Row row(long openTime, double price) {
        return new Candles.Row(
                KEY.exchange(),
                KEY.symbol(),
                KEY.timeframe(),
                openTime,
                price,
                price + 1,
                price - 1,
                price + 0.5,
                price * 3);
    }

    private static CandleSeries series(long start, int size, double price) {
        CandleSeries.Builder candles = CandleSeries.candles(Timeframe.M1);
        for (int i = 0; i < size; i++) {
            Candles.Row row = row(start + i * MINUTE, price + i / 7.0);
            candles.add(new Candle(row.openTime(), row.open(), row.high(), row.low(), row.close(), row.volume()));
        }
        return candles.build();
    }
}
