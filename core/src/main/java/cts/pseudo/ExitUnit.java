package cts.pseudo;

import java.math.BigDecimal;

/** What the numbers of a requested exit grid mean. */
public enum ExitUnit {
    /** Take profit in steps; stop loss as a ratio of the take profit distance. */
    STEPS {
        @Override
        BigDecimal takeProfitDistance(BigDecimal takeProfit, BigDecimal stepPercent) {
            return takeProfit.multiply(stepPercent).movePointLeft(2);
        }

        @Override
        BigDecimal stopLossDistance(BigDecimal stopLoss, BigDecimal takeProfitDistance) {
            return stopLoss.multiply(takeProfitDistance);
        }
    },
    /** Both in percent of the entry price, each on its own. */
    PERCENT {
        @Override
        BigDecimal takeProfitDistance(BigDecimal takeProfit, BigDecimal stepPercent) {
            return takeProfit.movePointLeft(2);
        }

        @Override
        BigDecimal stopLossDistance(BigDecimal stopLoss, BigDecimal takeProfitDistance) {
            return stopLoss.movePointLeft(2);
        }
    };

    /** As an exact fraction of the entry price. */
    abstract BigDecimal takeProfitDistance(BigDecimal takeProfit, BigDecimal stepPercent);

    /** As an exact fraction of the entry price. */
    abstract BigDecimal stopLossDistance(BigDecimal stopLoss, BigDecimal takeProfitDistance);
}
