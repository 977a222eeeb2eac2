package cts.promotion;

/**
 * The win rate at which a set neither gains nor loses.
 *
 * <p>Without trailing: (SL + cost) ÷ (TP + SL), distances as fractions. With trailing: mean loss ÷ (mean win + mean loss)
 * of its own results.
 */
final class BreakEven {
    private BreakEven() {}

    static double fixed(double takeProfit, double stopLoss, double cost) {
        return (stopLoss + cost) / (takeProfit + stopLoss);
    }

    /**
     * Of results: 0 without losses, 1 without wins.
     *
     * @param losses sum of the results below 0, so 0 or negative
     */
    static double ofResults(double gains, long wins, double losses, long lossCount) {
        if (lossCount == 0) return 0;
        if (wins == 0) return 1;
        double meanWin = gains / wins;
        double meanLoss = -losses / lossCount;
        return meanLoss / (meanWin + meanLoss);
    }
}
