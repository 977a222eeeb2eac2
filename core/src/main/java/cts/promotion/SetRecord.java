package cts.promotion;

import cts.performance.Drawdown;
import cts.performance.DrawdownTime;
import cts.performance.OutcomeLog;
import cts.performance.ResultHistory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What a set is judged by: its results since it was first or last looked at anew. One thread. */
final class SetRecord {
    final ResultHistory history;
    final Drawdown drawdown = new Drawdown();
    final DrawdownTime drawdownTime = new DrawdownTime();
    /** Results of the live stream; they are the newest of the history. */
    private int live;
    /** All results, those that the history has lost included. */
    private int evaluated;

    private int wins;
    private int losses;
    private double gains;
    private double lossSum;

    /** @param start from when on its drawdown time counts */
    SetRecord(OutcomeLog log, long start) {
        history = new ResultHistory(log);
        drawdownTime.start(start);
    }

    /** A position closed as {@code row} of the log says; at most {@code size} results are kept. */
    void add(int row, int size) {
        OutcomeLog log = history.log();
        double net = log.net(row);
        evaluated++;
        if (!log.isHistoric(row)) live++;
        drawdown.add(net);
        drawdownTime.add(log.exitTime(row), net);
        count(net);
        if (history.add(row, size) > 0) recount();
    }

    private void count(double net) {
        if (net > 0) {
            wins++;
            gains += net;
        } else if (net < 0) {
            losses++;
            lossSum += net;
        }
    }

    /** After a trim; adding and subtracting doubles for ever would drift. */
    private void recount() {
        wins = 0;
        losses = 0;
        gains = 0;
        lossSum = 0;
        for (int row : history.rows(history.size())) count(history.log().net(row));
    }

    int evaluated() {
        return evaluated;
    }

    /** Of the history. */
    int wins() {
        return wins;
    }

    /** Of the history. */
    int losses() {
        return losses;
    }

    /** Of the history. */
    double gains() {
        return gains;
    }

    /** Of the history. */
    double lossSum() {
        return lossSum;
    }

    /** The newest results that came from the live stream, as far as they are kept. */
    int liveResults() {
        return Math.min(live, history.size());
    }

    void save(DataOutput out) throws IOException {
        history.save(out);
        drawdown.save(out);
        drawdownTime.save(out);
        out.writeInt(live);
        out.writeInt(evaluated);
        out.writeInt(wins);
        out.writeInt(losses);
        out.writeDouble(gains);
        out.writeDouble(lossSum);
    }

    void load(DataInput in) throws IOException {
        history.load(in);
        drawdown.load(in);
        drawdownTime.load(in);
        live = in.readInt();
        evaluated = in.readInt();
        wins = in.readInt();
        losses = in.readInt();
        gains = in.readDouble();
        lossSum = in.readDouble();
    }
}
