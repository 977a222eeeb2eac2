package cts.server.runtime;

import cts.market.Instrument;
import cts.market.Timeframe;
import cts.server.storage.repository.Candles;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes candles of one minute from the ticks of one symbol, by event time, and hands over each that is finished. The newest
 * are kept for the view; longer ones are made from them when asked for. A minute without ticks has no candle.
 *
 * <p>The loop writes; any thread may ask.
 */
final class CandleWriter {
    static final int KEPT = 5_000;

    private final Instrument instrument;
    private final RowOutlet outlet;
    private final int kept;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<CandleView> finished = new ArrayDeque<>();
    private boolean forgot;
    private @Nullable CandleView unfinished;

    /** @param kept finished candles that stay in memory, 1 or more */
    CandleWriter(Instrument instrument, RowOutlet outlet, int kept) {
        if (kept < 1) throw new IllegalArgumentException("a view needs at least 1 candle, not " + kept);
        this.instrument = instrument;
        this.outlet = outlet;
        this.kept = kept;
    }

    /** A trade; times must not fall. */
    void onTick(long time, double price, double size) {
        CandleView tick = new CandleView(Timeframe.M1.openTimeOf(time), price, price, price, price, size);
        CandleView open = unfinished;
        boolean finishes = open != null && open.openTime() < tick.openTime();
        lock.lock();
        try {
            if (open != null && finishes) keep(open);
            unfinished = open == null || finishes ? tick : merged(open, tick);
        } finally {
            lock.unlock();
        }
        if (open != null && finishes) outlet.offer(Candles.write(row(open)));
    }

    private void keep(CandleView candle) {
        finished.addLast(candle);
        if (finished.size() <= kept) return;
        finished.removeFirst();
        forgot = true;
    }

    private static CandleView merged(CandleView first, CandleView then) {
        return new CandleView(
                first.openTime(),
                first.open(),
                Math.max(first.high(), then.high()),
                Math.min(first.low(), then.low()),
                then.close(),
                first.volume() + then.volume());
    }

    private Candles.Row row(CandleView candle) {
        return new Candles.Row(
                instrument.exchange(),
                instrument.symbol(),
                Timeframe.M1.code(),
                candle.openTime(),
                candle.open(),
                candle.high(),
                candle.low(),
                candle.close(),
                candle.volume());
    }

    /**
     * The newest candles that open before {@code to}, ascending, the unfinished one included. One that begins with minutes
     * which are no longer kept is left out.
     *
     * @param timeframe a minute or more
     * @param limit most candles, 0 or more
     */
    List<CandleView> candles(Timeframe timeframe, long to, int limit) {
        if (timeframe.millis() < Timeframe.M1.millis()) {
            throw new IllegalArgumentException("candles of " + timeframe.code() + " are not kept: ask for 1m or more.");
        }
        if (limit < 0) throw new IllegalArgumentException("limit " + limit + " is below 0");
        lock.lock();
        try {
            return newest(timeframe, to, limit);
        } finally {
            lock.unlock();
        }
    }

    private List<CandleView> newest(Timeframe timeframe, long to, int limit) {
        List<CandleView> newestFirst = new ArrayList<>();
        if (unfinished != null) prepend(newestFirst, unfinished, timeframe, to);
        Iterator<CandleView> minutes = finished.descendingIterator();
        while (minutes.hasNext() && newestFirst.size() <= limit) {
            prepend(newestFirst, minutes.next(), timeframe, to);
        }
        boolean isCut = forgot && !minutes.hasNext() && newestFirst.size() <= limit;
        if (isCut && !newestFirst.isEmpty() && startsBeforeKept(newestFirst.getLast())) newestFirst.removeLast();
        List<CandleView> shown = newestFirst.subList(0, Math.min(limit, newestFirst.size()));
        return List.copyOf(shown.reversed());
    }

    private boolean startsBeforeKept(CandleView candle) {
        return candle.openTime() < finished.getFirst().openTime();
    }

    /** Adds an earlier minute to the candle it belongs to. */
    private static void prepend(List<CandleView> newestFirst, CandleView minute, Timeframe timeframe, long to) {
        long openTime = timeframe.openTimeOf(minute.openTime());
        if (openTime >= to) return;
        CandleView part =
                new CandleView(openTime, minute.open(), minute.high(), minute.low(), minute.close(), minute.volume());
        if (!newestFirst.isEmpty() && newestFirst.getLast().openTime() == openTime) {
            newestFirst.set(newestFirst.size() - 1, merged(part, newestFirst.getLast()));
        } else {
            newestFirst.add(part);
        }
    }

    /** Writes the complete state; between ticks only. */
    void save(DataOutput out) throws IOException {
        out.writeBoolean(forgot);
        out.writeInt(finished.size());
        for (CandleView candle : finished) save(out, candle);
        out.writeBoolean(unfinished != null);
        if (unfinished != null) save(out, unfinished);
    }

    private static void save(DataOutput out, CandleView candle) throws IOException {
        out.writeLong(candle.openTime());
        out.writeDouble(candle.open());
        out.writeDouble(candle.high());
        out.writeDouble(candle.low());
        out.writeDouble(candle.close());
        out.writeDouble(candle.volume());
    }

    /** Reads what {@link #save} wrote, into a new writer. */
    void load(DataInput in) throws IOException {
        lock.lock();
        try {
            forgot = in.readBoolean();
            for (int count = in.readInt(); count > 0; count--) finished.addLast(candle(in));
            unfinished = in.readBoolean() ? candle(in) : null;
        } finally {
            lock.unlock();
        }
    }

    private static CandleView candle(DataInput in) throws IOException {
        return new CandleView(
                in.readLong(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
    }
}
