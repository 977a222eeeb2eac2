package cts.promotion;

import cts.performance.Drawdown;
import cts.performance.DrawdownTime;
import cts.performance.OutcomeLog;
import cts.performance.ResultHistory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What one set has done and how far it has come: counts and sums of its whole life, and the record it is judged by. One that
 * has closed nothing yet has no record, nor has one that has failed or rested for long; it weighs some 100 bytes then. One
 * thread.
 */
public final class SetState {
    private static final long NEVER = Long.MIN_VALUE;

    private final OutcomeLog log;
    private @Nullable SetRecord record;
    private long firstEntry = NEVER;
    private long lastEntry = NEVER;
    private long lastExit = NEVER;
    private int opened;
    private int closed;
    private int wins;
    private int losses;
    private double gains;
    private double lossSum;
    private long holdTime;

    BaseStatus status = BaseStatus.EVALUATING;
    Level level = Level.BASE;
    /** Closes in a row at which the gate of the level has failed. */
    int failing;

    private long failedAt = NEVER;

    public SetState(OutcomeLog log) {
        this.log = log;
    }

    /** A position was opened. */
    public void opened(long time) {
        opened++;
        lastEntry = time;
        if (firstEntry == NEVER) firstEntry = time;
    }

    /** A position closed as {@code row} of the log says; at most {@code size} results are kept. */
    void add(int row, int size) {
        addToTotals(row);
        SetRecord kept = record;
        if (kept == null) {
            kept = new SetRecord(log, firstEntry);
            record = kept;
        }
        kept.add(row, size);
    }

    /** Counts and sums alone go on; the windows start empty when the set is looked at again. */
    void fail(long time) {
        status = BaseStatus.FAILED;
        failedAt = time;
        record = null;
    }

    /** Looks at a set anew; everything it is judged by begins with a position entered then. */
    void restart(long entryTime) {
        status = BaseStatus.EVALUATING;
        failedAt = NEVER;
        record = new SetRecord(log, entryTime);
    }

    /** Forgets what the set was judged by, which will begin anew before it counts again. */
    void forget() {
        record = null;
    }

    /** Whether it has been at Base without a position, and has neither failed nor opened anything, since {@code time}. */
    boolean hasRestedSince(long time) {
        return level == Level.BASE
                && status != BaseStatus.FAILED
                && opened == closed
                && closed > 0
                && Math.max(lastEntry, lastExit) <= time;
    }

    /** Counts and sums of its whole life; all that a failed set keeps. */
    void addToTotals(int row) {
        double net = log.net(row);
        closed++;
        lastExit = log.exitTime(row);
        holdTime += log.exitTime(row) - log.entryTime(row);
        if (net > 0) {
            wins++;
            gains += net;
        } else if (net < 0) {
            losses++;
            lossSum += net;
        }
    }

    /** What it is judged by; empty where there is nothing. */
    SetRecord record() {
        SetRecord kept = record;
        return kept == null ? new SetRecord(log, firstEntry) : kept;
    }

    public BaseStatus status() {
        return status;
    }

    public Level level() {
        return level;
    }

    long failedAt() {
        return failedAt;
    }

    /** Opened positions in its whole life. */
    public int opened() {
        return opened;
    }

    /** Closed positions in its whole life. */
    public int closed() {
        return closed;
    }

    public int wins() {
        return wins;
    }

    public int losses() {
        return losses;
    }

    /** Sum of the results above 0, whole life. */
    public double gains() {
        return gains;
    }

    /** Sum of the results below 0, whole life; 0 or negative. */
    public double lossSum() {
        return lossSum;
    }

    /** Total time from entry to exit, in milliseconds. */
    public long holdTime() {
        return holdTime;
    }

    /** Of the results it is judged by; none for a failed set. */
    public Drawdown drawdown() {
        return record().drawdown;
    }

    /** Of the results it is judged by; none for a failed set. */
    public DrawdownTime drawdownTime() {
        return record().drawdownTime;
    }

    /** Whether a position was ever opened. */
    public boolean hasEntry() {
        return firstEntry != NEVER;
    }

    public long firstEntry() {
        return firstEntry;
    }

    /** Of the newest position; far in the past if none was opened. */
    public long lastEntry() {
        return lastEntry;
    }

    /** Of the last close; far in the past if nothing has closed. */
    public long lastExit() {
        return lastExit;
    }

    /** The newest results; empty for a failed set. */
    public ResultHistory history() {
        return record().history;
    }

    /** Notes the rows of the log that its history refers to. */
    void mark(BitSet used) {
        if (record != null) record.history.mark(used);
    }

    /** Follows a compaction of the log. */
    void renumber(int[] newRow) {
        if (record != null) record.history.renumber(newRow);
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(firstEntry);
        out.writeLong(lastEntry);
        out.writeLong(lastExit);
        out.writeInt(opened);
        out.writeInt(closed);
        out.writeInt(wins);
        out.writeInt(losses);
        out.writeDouble(gains);
        out.writeDouble(lossSum);
        out.writeLong(holdTime);
        out.writeUTF(status.name());
        out.writeUTF(level.name());
        out.writeInt(failing);
        out.writeLong(failedAt);
        out.writeBoolean(record != null);
        if (record != null) record.save(out);
    }

    void load(DataInput in) throws IOException {
        firstEntry = in.readLong();
        lastEntry = in.readLong();
        lastExit = in.readLong();
        opened = in.readInt();
        closed = in.readInt();
        wins = in.readInt();
        losses = in.readInt();
        gains = in.readDouble();
        lossSum = in.readDouble();
        holdTime = in.readLong();
        status = BaseStatus.valueOf(in.readUTF());
        level = Level.valueOf(in.readUTF());
        failing = in.readInt();
        failedAt = in.readLong();
        if (!in.readBoolean()) return;
        SetRecord kept = new SetRecord(log, firstEntry);
        kept.load(in);
        record = kept;
    }
}
