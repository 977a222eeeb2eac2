package cts.server.feed;

import cts.market.Candle;
import cts.market.CandleSeries;
import cts.market.Tick;
import cts.market.Timeframe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Candles and ticks in CSV files. */
public final class CandleCsv {
    private static final List<String> CANDLES = List.of("open_time", "open", "high", "low", "close", "volume");
    private static final List<String> TICKS = List.of("time", "price", "size");

    private CandleCsv() {}

    /**
     * Reads {@code open_time,open,high,low,close,volume}, times in ms, strictly rising.
     *
     * @throws IllegalArgumentException one sentence with file, line and what is wrong
     */
    public static CandleSeries readCandles(Path file, Timeframe timeframe) throws IOException {
        CandleSeries.Builder series = CandleSeries.candles(timeframe);
        CsvTable.read(
                file,
                CANDLES,
                row -> series.add(new Candle(
                        row.time(0), row.number(1), row.number(2), row.number(3), row.number(4), row.number(5))));
        return notEmpty(file, series);
    }

    /**
     * Reads {@code time,price,size}, times in ms, rising; ticks of equal time stay in the order of the file.
     *
     * @throws IllegalArgumentException one sentence with file, line and what is wrong
     */
    public static CandleSeries readTicks(Path file) throws IOException {
        CandleSeries.Builder series = CandleSeries.ticks();
        CsvTable.read(file, TICKS, row -> series.add(new Tick(row.time(0), row.number(1), row.number(2))));
        return notEmpty(file, series);
    }

    private static CandleSeries notEmpty(Path file, CandleSeries.Builder series) {
        if (series.size() == 0) {
            throw new IllegalArgumentException(file + " has a header but no rows; name a file with market data.");
        }
        return series.build();
    }
}
