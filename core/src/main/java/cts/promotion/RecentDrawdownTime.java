package cts.promotion;

import cts.performance.DrawdownTime;
import cts.performance.OutcomeLog;
import cts.performance.ResultHistory;

/** The longest time in drawdown inside a set's newest results, one that still runs included. */
final class RecentDrawdownTime {
    private RecentDrawdownTime() {}

    /** In milliseconds; the window starts at the entry of its first result. */
    static long of(ResultHistory history, int count, long now) {
        if (count == 0) return 0;
        OutcomeLog log = history.log();
        DrawdownTime time = new DrawdownTime();
        int[] rows = history.rows(count);
        time.start(log.entryTime(rows[0]));
        for (int row : rows) time.add(log.exitTime(row), log.net(row));
        return time.longest(now);
    }
}
