package cts.engine;

import cts.promotion.Level;
import cts.promotion.SetBook;
import cts.promotion.Verdict;
import cts.pseudo.PseudoExit;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Watches virtual trading for its engine: counts, follows the positions of promoted sets, finds candidates. */
public final class EngineWatch implements VirtualListener {
    private final LegContest contest;
    private final PromotedPositions promoted;
    private final EngineListener listener;
    private @Nullable VirtualTrading virtual;
    private double price;
    private long signals;
    private long opened;
    private long closed;
    private long verdicts;

    EngineWatch(LegContest contest, PromotedPositions promoted, EngineListener listener) {
        this.contest = contest;
        this.promoted = promoted;
        this.listener = listener;
    }

    void follow(VirtualTrading followed) {
        virtual = followed;
    }

    void price(double now) {
        price = now;
    }

    @Override
    public void fired(int key, long time, double strength) {
        signals++;
        listener.onSignal(key, time, strength, price);
    }

    @Override
    public void accepted(int key, long time, long[] cells) {
        contest.enter(sets(), key, time, price, cells);
    }

    @Override
    public void opened(int key, long entryNumber, long time, double entry, long[] cells) {
        for (long word : cells) opened += Long.bitCount(word);
        SetBook sets = sets();
        long[] main = sets.atLevel(key, Level.MAIN);
        for (int w = 0; w < cells.length; w++) {
            for (long rest = cells[w]; rest != 0; rest &= rest - 1) {
                int cell = (w << 6) + Long.numberOfTrailingZeros(rest);
                boolean mirrored = contest.hasMirror(key, cell);
                if (!mirrored && (main[w] & (1L << cell)) == 0) continue;
                Level level = mirrored
                        ? Level.EXCHANGE
                        : sets.set(key, cell).orElseThrow().level();
                promoted.open(new PromotedPosition(
                        key, cell, entryNumber, level, time, entry, contest.takeMirror(key, cell)));
            }
        }
    }

    @Override
    public void closed(PseudoExit exit) {
        for (long word : exit.cells()) closed += Long.bitCount(word);
        promoted.close(exit);
    }

    @Override
    public void on(Verdict verdict) {
        listener.onVerdict(verdicts++, verdict);
    }

    private SetBook sets() {
        if (virtual == null) throw new IllegalStateException("there is no virtual trading to watch");
        return virtual.sets();
    }

    /** Signals so far. */
    public long signals() {
        return signals;
    }

    /** Pseudo positions opened so far. */
    public long opened() {
        return opened;
    }

    /** Pseudo positions closed so far. */
    public long closed() {
        return closed;
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(signals);
        out.writeLong(opened);
        out.writeLong(closed);
        out.writeLong(verdicts);
    }

    void load(DataInput in) throws IOException {
        signals = in.readLong();
        opened = in.readLong();
        closed = in.readLong();
        verdicts = in.readLong();
    }
}
