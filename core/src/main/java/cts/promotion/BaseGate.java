package cts.promotion;

/**
 * The Base gates. Phase 1, at 10 closed: failed when so few wins are improbable at the break-even rate. Phase 2, at 50:
 * active or paused. Later: paused and active again as rate, profit factor and drawdown go.
 */
final class BaseGate {
    private static final double ABSOLUTE_FAIL = 0.40;
    private static final double ABSOLUTE_ACTIVE = 0.45;
    private static final double ABSOLUTE_PAUSE = 0.38;
    private static final double ABSOLUTE_RESUME = 0.43;

    private final GateSettings settings;
    private final boolean absolute;

    BaseGate(GateSettings settings) {
        this.settings = settings;
        absolute = settings.baseMode() == GateSettings.BaseMode.ABSOLUTE;
    }

    /** The status after a close, for a set that has not failed; with figures that record it says nothing. */
    BaseStatus next(SetState set, double breakEven, Figures figures) {
        int closed = set.record().evaluated();
        if (closed == settings.phase1Closed()) return phase1(set, breakEven, figures);
        if (closed < settings.phase2Closed()) return set.status;
        if (closed == settings.phase2Closed()) return phase2(set, breakEven, figures);
        return set.status == BaseStatus.PAUSED ? resume(set, breakEven, figures) : pause(set, breakEven, figures);
    }

    private BaseStatus phase1(SetState set, double breakEven, Figures figures) {
        boolean stays = absolute
                ? figures.atLeast("win rate", winRate(set), ABSOLUTE_FAIL)
                : figures.atLeast(
                        "probability of so few wins at break-even",
                        Binomial.atMost(set.record().wins(), set.record().evaluated(), breakEven),
                        settings.failProbability());
        return stays ? BaseStatus.EVALUATING : BaseStatus.FAILED;
    }

    private BaseStatus phase2(SetState set, double breakEven, Figures figures) {
        double least = absolute ? ABSOLUTE_ACTIVE : breakEven + settings.activeOverBreakEven();
        boolean active = figures.atLeast("win rate", winRate(set), least)
                && figures.reaches(
                        "profit factor", set.record().gains(), set.record().lossSum(), settings.activeProfitFactor());
        return active ? BaseStatus.ACTIVE : BaseStatus.PAUSED;
    }

    private BaseStatus pause(SetState set, double breakEven, Figures figures) {
        double least = absolute ? ABSOLUTE_PAUSE : breakEven - settings.pauseUnderBreakEven();
        boolean stays = figures.atLeast("win rate", winRate(set), least)
                && figures.atMost("drawdown", set.drawdown().current(), settings.pauseDrawdown());
        return stays ? set.status : BaseStatus.PAUSED;
    }

    private BaseStatus resume(SetState set, double breakEven, Figures figures) {
        double least = absolute ? ABSOLUTE_RESUME : breakEven;
        boolean active = figures.atLeast("win rate", winRate(set), least)
                && figures.reaches(
                        "profit factor", set.record().gains(), set.record().lossSum(), settings.activeProfitFactor());
        return active ? BaseStatus.ACTIVE : BaseStatus.PAUSED;
    }

    private static double winRate(SetState set) {
        SetRecord record = set.record();
        int size = record.history.size();
        return size == 0 ? Double.NaN : (double) record.wins() / size;
    }
}
