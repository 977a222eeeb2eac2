package cts.promotion;

import cts.performance.OutcomeLog;
import cts.pseudo.ExitConfiguration;
import cts.pseudo.ExitGrid;
import java.util.List;

/**
 * Re-evaluates a set at each of its closes: Base status first, then the highest level whose gate holds with all below. A
 * level is left when its gate has failed at two closes in a row, at once when the set is paused or fails.
 *
 * <p>One thread; keeps nothing of a set between calls.
 */
public final class Gates {
    private static final int FAILS_TO_LEAVE = 2;
    private static final double HOUR = 3_600_000;

    private final GateSettings settings;
    private final double step;
    /** Break-even win rate per cell; NaN where it follows from the set's own results. */
    private final double[] breakEven;

    private final BaseGate base;

    /**
     * Gates for the sets of one grid.
     *
     * @param step as a fraction of the price
     * @param roundTripCost as a fraction of the price
     */
    public Gates(GateSettings settings, ExitGrid grid, double step, double roundTripCost) {
        this.settings = settings;
        this.step = step;
        base = new BaseGate(settings);
        breakEven = new double[grid.size()];
        for (int cell = 0; cell < breakEven.length; cell++) {
            ExitConfiguration exits = grid.cells().get(cell);
            breakEven[cell] = exits.trailing().isPresent()
                    ? Double.NaN
                    : BreakEven.fixed(
                            exits.takeProfit().doubleValue(), exits.stopLoss().doubleValue(), roundTripCost);
        }
    }

    /** A position was opened. A set that has rested at Base as long as a failed one does is looked at anew. */
    void opened(SetState set, int key, int cell, long time, VerdictListener verdicts) {
        if (hasRested(set, time)) {
            BaseStatus before = set.status;
            set.restart(time);
            if (before != BaseStatus.EVALUATING) {
                verdicts.on(
                        new Verdict(time, key, cell, "base", before.code(), BaseStatus.EVALUATING.code(), List.of()));
            }
        }
        set.opened(time);
    }

    /** Whether whatever a set is judged by counts no more. */
    boolean hasRested(SetState set, long time) {
        return set.hasRestedSince(time - settings.failedRest());
    }

    /**
     * Takes in a close and judges the set.
     *
     * @param row of the close in the log of the set's key
     * @param verdicts hears every change
     */
    public void closed(SetState set, OutcomeLog log, int key, int cell, int row, VerdictListener verdicts) {
        long time = log.exitTime(row);
        if (set.status == BaseStatus.FAILED) {
            if (time - set.failedAt() < settings.failedRest()) {
                set.addToTotals(row);
                return;
            }
            set.restart(log.entryTime(row));
            verdicts.on(new Verdict(
                    time, key, cell, "base", BaseStatus.FAILED.code(), BaseStatus.EVALUATING.code(), List.of()));
        }
        set.add(row, settings.historySize());
        judgeBase(set, key, cell, time, verdicts);
        judgeLevel(set, key, cell, time, verdicts);
    }

    private void judgeBase(SetState set, int key, int cell, long time, VerdictListener verdicts) {
        BaseStatus before = set.status;
        BaseStatus after = base.next(set, breakEven(set, cell), Figures.QUICK);
        if (after == before) return;
        Figures why = Figures.recording();
        base.next(set, breakEven(set, cell), why);
        if (after == BaseStatus.FAILED) set.fail(time);
        else set.status = after;
        verdicts.on(new Verdict(time, key, cell, "base", before.code(), after.code(), why.noted()));
    }

    private void judgeLevel(SetState set, int key, int cell, long time, VerdictListener verdicts) {
        Level before = set.level;
        Level holds = highest(set, cell, time);
        if (holds.compareTo(before) >= 0) {
            set.failing = 0;
        } else if (isEligible(set) && ++set.failing < FAILS_TO_LEAVE) {
            return;
        }
        if (holds == before) return;
        set.level = holds;
        set.failing = 0;
        // Upwards the gate that was passed last explains it, downwards the lowest that failed.
        Level gate = holds.compareTo(before) > 0 ? holds : holds.next();
        verdicts.on(new Verdict(time, key, cell, gate.code(), before.code(), holds.code(), why(set, cell, time, gate)));
    }

    private static boolean isEligible(SetState set) {
        return set.status == BaseStatus.EVALUATING || set.status == BaseStatus.ACTIVE;
    }

    private Level highest(SetState set, int cell, long time) {
        if (!main(set, Figures.QUICK)) return Level.BASE;
        if (!real(set, cell, time, Figures.QUICK)) return Level.MAIN;
        return exchange(set, Figures.QUICK) ? Level.EXCHANGE : Level.REAL;
    }

    /** Every comparison of a gate as it stands now. */
    public List<Figure> why(SetState set, int cell, long time, Level gate) {
        Figures figures = Figures.recording();
        switch (gate) {
            case BASE -> base.next(set, breakEven(set, cell), figures);
            case MAIN -> main(set, figures);
            case REAL -> real(set, cell, time, figures);
            case EXCHANGE -> exchange(set, figures);
        }
        return figures.noted();
    }

    private boolean main(SetState set, Figures figures) {
        if (!figures.atLeast("evaluating or active", isEligible(set) ? 1 : 0, 1)) return false;
        return figures.atLeast("closed", set.record().evaluated(), settings.mainClosed())
                && figures.atLeast(
                        "mean of last 8", mean(set, 8, 8, set.history().size()), settings.mainLast8())
                && figures.above("mean of last 3", mean(set, 3, 3, set.history().size()), 0);
    }

    private boolean real(SetState set, int cell, long time, Figures figures) {
        int live = set.record().liveResults();
        return figures.atLeast("mean of last 20 (10 or more)", mean(set, 20, 10, live), settings.realLast20())
                && figures.eitherAbove(
                        "mean of last 15",
                        mean(set, 15, 15, live),
                        "mean of last 25",
                        mean(set, 25, 25, live),
                        settings.realLast15Or25())
                && figures.atMost(
                        "hours in drawdown", hoursInDrawdown(set, live, time), settings.realDrawdownTime() / HOUR)
                && figures.atLeast("win rate", winRate(set), breakEven(set, cell))
                && figures.atLeast(
                        "significance", significance(), settings.significance() == SignificanceMode.REQUIRED ? 1 : 0);
    }

    /** The greater of the drawdown that runs and the longest inside the last 20. */
    private static double hoursInDrawdown(SetState set, int live, long time) {
        long recent = RecentDrawdownTime.of(set.history(), Math.min(20, live), time);
        return Math.max(recent, set.drawdownTime().current(time)) / HOUR;
    }

    /** Nothing has been confirmed against luck yet: 0 stands for not significant, 1 for significant. */
    private static double significance() {
        return 0;
    }

    private boolean exchange(SetState set, Figures figures) {
        return figures.atLeast(
                "mean of last 30 (20 or more)",
                mean(set, 30, 20, set.record().liveResults()),
                settings.exchangeLast30());
    }

    /** Mean of the newest {@code count} results in steps, or of all there are if at least {@code least}; else NaN. */
    private double mean(SetState set, int count, int least, int available) {
        int used = Math.min(count, available);
        return used < least ? Double.NaN : set.history().sum(used) / used / step;
    }

    private static double winRate(SetState set) {
        SetRecord record = set.record();
        int size = record.history.size();
        return size == 0 ? Double.NaN : (double) record.wins() / size;
    }

    /** The break-even win rate the set is measured by. */
    public double breakEven(SetState set, int cell) {
        if (!Double.isNaN(breakEven[cell])) return breakEven[cell];
        SetRecord record = set.record();
        return BreakEven.ofResults(record.gains(), record.wins(), record.lossSum(), record.losses());
    }
}
