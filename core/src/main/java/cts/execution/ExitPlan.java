package cts.execution;

import cts.market.Direction;
import cts.money.Percent;
import cts.money.Price;
import cts.money.Rounding;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How a position ends: distances from the actual average entry, in percent of it, and a time. Levels are rounded to the
 * tick away from the entry, so that a price on the tick grid touches the rounded level exactly when it touches the
 * unrounded one. Immutable.
 *
 * @param takeProfit above 0; below 100 when it is used for a SHORT
 * @param stopLoss above 0; below 100 when it is used for a LONG
 * @param timeout ms of event time from the first fill until the position is closed at market; 0 is never
 */
public record ExitPlan(Percent takeProfit, Percent stopLoss, Optional<Trailing> trailing, long timeout) {

    public ExitPlan {
        if (takeProfit.isZero() || stopLoss.isZero() || timeout < 0) {
            throw new IllegalArgumentException("an exit plan needs a take profit and a stop above 0 and a timeout of 0"
                    + " or more, not " + takeProfit + ", " + stopLoss + " and " + timeout);
        }
    }

    /** Whether the levels of that direction are prices: 100 % below an entry there is none. */
    public boolean fits(Direction direction) {
        Percent below = direction == Direction.LONG ? stopLoss : takeProfit;
        return below.fraction().compareTo(BigDecimal.ONE) < 0;
    }

    /** Where the stop stands at first: the stop loss, or the trailing stop where that starts at once and is nearer. */
    public Price firstStop(Direction direction, Price entry, Price tick) {
        Price loss = level(entry, against(direction, stopLoss), tick, towardsLoss(direction));
        return trailing.filter(trail -> trail.start().isZero())
                .map(trail -> level(entry, against(direction, trail.stop()), tick, towardsLoss(direction)))
                .filter(trail -> isTighter(direction, trail, loss))
                .orElse(loss);
    }

    /** Where the position takes its profit. */
    public Price takeProfitLevel(Direction direction, Price entry, Price tick) {
        return level(entry, against(direction.opposite(), takeProfit), tick, towardsLoss(direction.opposite()));
    }

    /** Where the trailing stop wants to be after the best price so far; empty while it has not started. */
    public Optional<Price> trailingStop(Direction direction, Price entry, Price best, Price tick) {
        return trailing.filter(trail -> hasStarted(trail, direction, entry, best))
                .map(trail -> level(best, against(direction, trail.stop()), tick, towardsLoss(direction)));
    }

    /** Whether a stop is nearer to the market than another: higher under a LONG, lower over a SHORT. */
    static boolean isTighter(Direction direction, Price stop, Price other) {
        return direction == Direction.LONG ? stop.isAbove(other) : stop.isBelow(other);
    }

    private static boolean hasStarted(Trailing trail, Direction direction, Price entry, Price best) {
        BigDecimal threshold = entry.value().multiply(against(direction.opposite(), trail.start()));
        int side = best.value().compareTo(threshold);
        return direction == Direction.LONG ? side >= 0 : side <= 0;
    }

    private static BigDecimal against(Direction direction, Percent distance) {
        return direction == Direction.LONG ? distance.below() : distance.above();
    }

    private static Rounding towardsLoss(Direction direction) {
        return direction == Direction.LONG ? Rounding.DOWN : Rounding.UP;
    }

    private static Price level(Price from, BigDecimal factor, Price tick, Rounding rounding) {
        Price exact = from.times(factor);
        return exact.isBelow(tick) ? tick : exact.toTick(tick, rounding);
    }

    void save(DataOutput out) throws IOException {
        takeProfit.save(out);
        stopLoss.save(out);
        out.writeBoolean(trailing.isPresent());
        if (trailing.isPresent()) {
            trailing.get().start().save(out);
            trailing.get().stop().save(out);
        }
        out.writeLong(timeout);
    }

    static ExitPlan load(DataInput in) throws IOException {
        return new ExitPlan(
                Percent.load(in),
                Percent.load(in),
                in.readBoolean() ? Optional.of(new Trailing(Percent.load(in), Percent.load(in))) : Optional.empty(),
                in.readLong());
    }
}
