package cts.bench.workload;

import cts.market.Candle;
import cts.market.CandleSeries;
import cts.market.Timeframe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the raw little-endian columns of a generated data set. */
final class Columns {
    private Columns() {}

    static CandleSeries candles(Path folder) throws IOException {
        var time = bytes(folder, "open_time.i64").asLongBuffer();
        var open = bytes(folder, "open.f64").asDoubleBuffer();
        var high = bytes(folder, "high.f64").asDoubleBuffer();
        var low = bytes(folder, "low.f64").asDoubleBuffer();
        var close = bytes(folder, "close.f64").asDoubleBuffer();
        var volume = bytes(folder, "volume.f64").asDoubleBuffer();
        CandleSeries.Builder series = CandleSeries.candles(Timeframe.M1);
        while (time.hasRemaining()) {
            series.add(new Candle(time.get(), open.get(), high.get(), low.get(), close.get(), volume.get()));
        }
        return series.build();
    }

    static int[] entries(Path folder) throws IOException {
        var column = bytes(folder, "entries.i32").asIntBuffer();
        int[] rows = new int[column.remaining()];
        column.get(rows);
        return rows;
    }

    private static ByteBuffer bytes(Path folder, String name) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name))).order(ByteOrder.LITTLE_ENDIAN);
    }
}
