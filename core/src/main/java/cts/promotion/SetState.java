package cts.promotion;

import cts.performance.Drawdown;
import cts.performance.DrawdownTime;
import cts.performance.OutcomeLog;
import cts.performance.ResultHistory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What one set has done and how far it has come. One thread. */
public final class SetState {
    private static final long NEVER = Long.MIN_VALUE;

    private final ResultHistory history;
    private final Drawdown drawdown = new Drawdown();
    private final DrawdownTime drawdownTime = new DrawdownTime();
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
    /** Results of the live stream since the windows were last emptied; they are the newest of the history. */
    private int live;
    /** Results since the windows were last emptied. */
    private int evaluated;

    private int historyWins;
    private int historyLosses;
    private double historyGains;
    private double historyLossSum;

    BaseStatus status = BaseStatus.EVALUATING;
    Level level = Level.BASE;
    /** Closes in a row at which the gate of the level has failed. */
    int failing;

    private long failedAt = NEVER;

    public SetState(OutcomeLog log) {
        history = new ResultHistory(log);
    }

    /** A position was opened. */
    public void opened(long time) {
        opened++;
        lastEntry = time;
        if (firstEntry != NEVER) return;
        firstEntry = time;
        drawdownTime.start(time);
    }

    /** A position closed as {@code row} of the log says; at most {@code size} results are kept. */
    void add(int row, int size) {
        OutcomeLog log = history.log();
        double net = log.net(row);
        addToTotals(log, row);
        evaluated++;
        if (!log.isHistoric(row)) live++;
        if (net > 0) {
            historyWins++;
            historyGains += net;
        } else if (net < 0) {
            historyLosses++;
            historyLossSum += net;
        }
        if (history.add(row, size) > 0) recount();
    }

    /** After a trim; adding and subtracting doubles for ever would drift. */
    private void recount() {
        historyWins = 0;
        historyLosses = 0;
        historyGains = 0;
        historyLossSum = 0;
        for (int back = history.size() - 1; back >= 0; back--) {
            double net = history.net(back);
            if (net > 0) {
                historyWins++;
                historyGains += net;
            } else if (net < 0) {
                historyLosses++;
                historyLossSum += net;
            }
        }
    }

    /** Counts and sums alone go on; the windows start empty when the set is looked at again. */
    void fail(long time) {
        status = BaseStatus.FAILED;
        failedAt = time;
        history.clear();
        recount();
    }

    /** Looks at a failed set again. */
    void restart() {
        status = BaseStatus.EVALUATING;
        failedAt = NEVER;
        evaluated = 0;
        live = 0;
        history.clear();
        recount();
    }

    /** Counts and sums of its whole life; all that a failed set keeps. */
    void addToTotals(OutcomeLog log, int row) {
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
        drawdown.add(net);
        drawdownTime.add(lastExit, net);
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

    public Drawdown drawdown() {
        return drawdown;
    }

    public DrawdownTime drawdownTime() {
        return drawdownTime;
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

    public ResultHistory history() {
        return history;
    }

    int evaluated() {
        return evaluated;
    }

    int historyWins() {
        return historyWins;
    }

    int historyLosses() {
        return historyLosses;
    }

    double historyGains() {
        return historyGains;
    }

    double historyLossSum() {
        return historyLossSum;
    }

    /** The newest results that came from the live stream, as far as they are kept. */
    int liveResults() {
        return Math.min(live, history.size());
    }

    void save(DataOutput out) throws IOException {
        history.save(out);
        drawdown.save(out);
        drawdownTime.save(out);
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
        out.writeInt(live);
        out.writeInt(evaluated);
        out.writeInt(historyWins);
        out.writeInt(historyLosses);
        out.writeDouble(historyGains);
        out.writeDouble(historyLossSum);
        out.writeUTF(status.name());
        out.writeUTF(level.name());
        out.writeInt(failing);
        out.writeLong(failedAt);
    }

    void load(DataInput in) throws IOException {
        history.load(in);
        drawdown.load(in);
        drawdownTime.load(in);
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
        live = in.readInt();
        evaluated = in.readInt();
        historyWins = in.readInt();
        historyLosses = in.readInt();
        historyGains = in.readDouble();
        historyLossSum = in.readDouble();
        status = BaseStatus.valueOf(in.readUTF());
        level = Level.valueOf(in.readUTF());
        failing = in.readInt();
        failedAt = in.readLong();
    }
}
