package cts.server.api;

import cts.server.storage.repository.SetLines;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/**
 * A set as it is shown.
 *
 * @param name indication, direction and exits, as in {@code direction:5 long 6/0.5/off}
 * @param tp steps
 * @param sl relative to tp
 * @param trailStart percent of price; both empty without a trailing stop
 * @param avgSteps mean net result in steps
 * @param sumReturn sum of the net results, a fraction of the entry
 * @param maxDrawdown fraction of the peak
 * @param breakEven win rate below which the set loses
 */
record SetItem(
        String id,
        String name,
        String symbol,
        String indication,
        String direction,
        double tp,
        double sl,
        Optional<Double> trailStart,
        Optional<Double> trailStop,
        String level,
        String status,
        long closed,
        int open,
        long wins,
        long losses,
        Optional<Double> winRate,
        Optional<Double> profitFactor,
        Optional<Double> avgSteps,
        double sumReturn,
        double maxDrawdown,
        Optional<Double> breakEven,
        Optional<Long> lastExit) {

    static SetItem of(SetLines.Line line) {
        return new SetItem(
                line.id(),
                name(line),
                line.symbol(),
                indication(line),
                lower(line.direction()),
                line.takeProfit().doubleValue(),
                line.stopLoss().doubleValue(),
                trails(line) ? Optional.of(line.trailingStart().doubleValue()) : Optional.empty(),
                trails(line) ? Optional.of(line.trailingStop().doubleValue()) : Optional.empty(),
                line.level(),
                line.status(),
                line.closed(),
                line.openNow(),
                line.wins(),
                line.losses(),
                line.winRate(),
                line.profitFactor(),
                averageSteps(line),
                line.sumNet() * step(line),
                line.maxDrawdownPercent() / 100,
                line.breakEvenRate(),
                line.lastExitAt());
    }

    static String name(SetLines.Line line) {
        return indication(line) + " " + lower(line.direction()) + " " + plain(line.takeProfit()) + "/"
                + plain(line.stopLoss()) + "/" + trailing(line);
    }

    /** {@code off}, or start and stop as in {@code 0.3-0.1}. */
    static String trailing(SetLines.Line line) {
        return trails(line) ? plain(line.trailingStart()) + "-" + plain(line.trailingStop()) : "off";
    }

    static Optional<Double> averageSteps(SetLines.Line line) {
        return line.closed() == 0 ? Optional.empty() : Optional.of(line.sumNet() / line.closed());
    }

    /** The step as a fraction of the price. */
    static double step(SetLines.Line line) {
        return line.stepPercent().doubleValue() / 100;
    }

    static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    private static String indication(SetLines.Line line) {
        return line.indicationType() + ":" + line.indicationParameters();
    }

    private static boolean trails(SetLines.Line line) {
        return line.trailingStop().signum() > 0;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
