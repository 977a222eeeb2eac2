package cts.execution;

import cts.money.Percent;

/**
 * How long the desk waits, in ms of event time.
 *
 * @param answer for the answer to a command before its outcome counts as unknown
 * @param askAgain between questions about one order; doubled each time, up to 16 times as long
 * @param notFound from sending on, before "no such order" is believed
 * @param protect from a fill on, before a quantity without a confirmed stop is closed at market
 * @param entryDelay from the signal on, after which an entry is no longer sent
 * @param trailInterval between two amendments of a trailing stop
 * @param trailImprovement by how much better an amendment of a trailing stop must be
 * @param balance between two readings of the balance
 * @param positions between two comparisons of the positions with the exchange's
 * @param keepEnded for how long ended orders are remembered for late and repeated events
 */
public record DeskTimings(
        long answer,
        long askAgain,
        long notFound,
        long protect,
        long entryDelay,
        long trailInterval,
        Percent trailImprovement,
        long balance,
        long positions,
        long keepEnded) {

    public DeskTimings {
        if (answer <= 0
                || askAgain <= 0
                || notFound < answer
                || protect <= 0
                || entryDelay <= 0
                || trailInterval < 0
                || balance <= 0
                || positions <= 0
                || keepEnded < notFound) {
            throw new IllegalArgumentException("the desk's waiting times must be above 0, notFound at least answer, and"
                    + " keepEnded at least notFound");
        }
    }

    public static DeskTimings defaults() {
        return new DeskTimings(5_000, 1_000, 10_000, 2_000, 2_000, 5_000, Percent.of("0.1"), 20_000, 60_000, 3_600_000);
    }
}
