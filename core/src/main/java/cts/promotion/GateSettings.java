package cts.promotion;

/**
 * The thresholds of all gates. Means are in steps, rates and points as fractions, times in milliseconds.
 *
 * @param historySize results kept per set, 50 to 750
 * @param failProbability a set fails at phase 1 when so few wins had a lower probability than this
 */
public record GateSettings(
        BaseMode baseMode,
        int historySize,
        int phase1Closed,
        double failProbability,
        int phase2Closed,
        double activeOverBreakEven,
        double activeProfitFactor,
        double pauseUnderBreakEven,
        double pauseDrawdown,
        long failedRest,
        int mainClosed,
        double mainLast8,
        double realLast20,
        double realLast15Or25,
        long realDrawdownTime,
        double exchangeLast30,
        SignificanceMode significance) {

    /** What the Base gates compare the win rate with. */
    public enum BaseMode {
        /** The set's own break-even rate. */
        BREAK_EVEN,
        /** Fixed rates: failed under 40 % at 10, active from 45 % and win/loss 1.2 at 50, paused under 38 %, back at 43 %. */
        ABSOLUTE
    }

    private static final long HOUR = 3_600_000;

    /** For paper trading: significance is advisory. */
    public static final GateSettings PAPER = new GateSettings(
            BaseMode.BREAK_EVEN,
            250,
            10,
            0.05,
            50,
            0.02,
            1.2,
            0.05,
            0.30,
            30 * 24 * HOUR,
            10,
            0.4,
            0.6,
            0.4,
            12 * HOUR,
            0.6,
            SignificanceMode.ADVISORY);

    public GateSettings {
        if (historySize < 50 || historySize > 750) {
            throw new IllegalArgumentException("history-per-set " + historySize + " is not from 50 to 750");
        }
        if (phase1Closed < 1 || phase2Closed <= phase1Closed) {
            throw new IllegalArgumentException(
                    "the Base phases at " + phase1Closed + " and " + phase2Closed + " closed must be above 0 and rise");
        }
    }

    /** The same with another measure for the Base gates. */
    public GateSettings withBaseMode(BaseMode changed) {
        return new GateSettings(
                changed,
                historySize,
                phase1Closed,
                failProbability,
                phase2Closed,
                activeOverBreakEven,
                activeProfitFactor,
                pauseUnderBreakEven,
                pauseDrawdown,
                failedRest,
                mainClosed,
                mainLast8,
                realLast20,
                realLast15Or25,
                realDrawdownTime,
                exchangeLast30,
                significance);
    }

    /** The same with another size of history. */
    public GateSettings withHistorySize(int changed) {
        return new GateSettings(
                baseMode,
                changed,
                phase1Closed,
                failProbability,
                phase2Closed,
                activeOverBreakEven,
                activeProfitFactor,
                pauseUnderBreakEven,
                pauseDrawdown,
                failedRest,
                mainClosed,
                mainLast8,
                realLast20,
                realLast15Or25,
                realDrawdownTime,
                exchangeLast30,
                significance);
    }

    /** The same with another rule for significance. */
    public GateSettings withSignificance(SignificanceMode changed) {
        return new GateSettings(
                baseMode,
                historySize,
                phase1Closed,
                failProbability,
                phase2Closed,
                activeOverBreakEven,
                activeProfitFactor,
                pauseUnderBreakEven,
                pauseDrawdown,
                failedRest,
                mainClosed,
                mainLast8,
                realLast20,
                realLast15Or25,
                realDrawdownTime,
                exchangeLast30,
                changed);
    }
}
