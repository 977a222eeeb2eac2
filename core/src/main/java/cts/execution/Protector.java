package cts.execution;

import cts.exchange.ClientOrderIds;
import cts.exchange.Order;
import cts.exchange.OrderRequest;
import cts.exchange.OrderState;
import cts.exchange.Side;
import cts.market.Direction;
import cts.market.Instrument;
import cts.money.Price;
import cts.money.Quantity;
import java.util.Optional;

/**
 * Keeps every held quantity under a confirmed stop or closes it. {@link #review} compares a position with what should
 * be and gives the orders that are missing; it may be called at any time and any number of times.
 *
 * <p>The stop comes first: attached to the entry, or placed at its first fill. A quantity whose stop is not confirmed in
 * time is closed at market. The take profit follows the stop. Distances are those of the actual average entry; the stop
 * trails only to the better.
 */
final class Protector {

    private static final long STOP_RETRY = 500;
    private static final long FIRST_RETRY = 1_000;
    private static final long LONGEST_RETRY = 60_000;
    private static final int MOST_DOUBLINGS = 6;

    private final Orders orders;
    private final Positions positions;
    private final LastPrices prices;
    private final ClientOrderIds ids;
    private final ExecutionJournal journal;
    private DeskTimings timings;

    Protector(
            Orders orders,
            Positions positions,
            LastPrices prices,
            ClientOrderIds ids,
            ExecutionJournal journal,
            DeskTimings timings) {
        this.orders = orders;
        this.positions = positions;
        this.prices = prices;
        this.ids = ids;
        this.journal = journal;
        this.timings = timings;
    }

    void configure(DeskTimings newTimings) {
        timings = newTimings;
    }

    void review(long time, ExchangePosition position) {
        if (position.isClosed()) {
            return;
        }
        if (position.quantity().isZero()) {
            settle(time, position);
            return;
        }
        long timeout = position.plan().timeout();
        if (timeout > 0 && time - position.openedAt() >= timeout) {
            beginClose(time, position, CloseReason.TIMEOUT);
        }
        if (position.hasExited() || position.status() == PositionStatus.CLOSING) {
            orders.find(position.entry().id()).ifPresent(entry -> orders.cancel(entry, time));
        }
        protect(time, position);
        if (position.status() == PositionStatus.CLOSING) {
            exit(time, position, position.quantity());
        } else {
            takeProfit(time, position);
        }
    }

    /** The position is to end: what is open of its entry is cancelled, what is held is closed at market. */
    void beginClose(long time, ExchangePosition position, CloseReason reason) {
        if (position.isClosed() || position.status() == PositionStatus.CLOSING) {
            return;
        }
        position.beginClose(reason);
        positions.changed(position);
    }

    /** Nothing is held: once the entry has ended, or is not wanted any more, all other orders are taken out. */
    private void settle(long time, ExchangePosition position) {
        Optional<DeskOrder> entry = orders.find(position.entry().id());
        if (entry.isPresent() && entry.get().isOpen()) {
            if (position.hasExited() || position.status() == PositionStatus.CLOSING) {
                orders.cancel(entry.get(), time);
            }
            if (entry.get().isOpen()) {
                return;
            }
        }
        if (position.isUnmatched()) {
            return;
        }
        for (DeskOrder order : orders.openOf(position)) {
            orders.cancel(order, time);
        }
        boolean wasHeld = position.status() == PositionStatus.OPEN;
        if (wasHeld) {
            position.beginClose(reasonOfFlat(position));
        }
        if (orders.openOf(position).isEmpty()) {
            positions.close(position, time);
        } else if (wasHeld) {
            positions.changed(position);
        }
    }

    private CloseReason reasonOfFlat(ExchangePosition position) {
        boolean took = position.takeProfitId
                .flatMap(orders::find)
                .filter(order -> !order.order().filled().isZero())
                .isPresent();
        if (took) {
            return CloseReason.TAKE_PROFIT;
        }
        return position.trailed ? CloseReason.TRAILING_STOP : CloseReason.STOP_LOSS;
    }

    /** An order was never sent, for want of its intent: the exchange was not bothered, so the next try need not wait long. */
    void notSent(long time, ExchangePosition position, DeskOrder order) {
        if (order.intent().purpose() == Purpose.EXIT) {
            position.exitTries = Math.max(0, position.exitTries - 1);
            position.nextExitAt = time + STOP_RETRY;
        }
    }

    private void protect(long time, ExchangePosition position) {
        Optional<DeskOrder> stop = position.stopId.flatMap(orders::find);
        if (stop.isEmpty() || !stop.get().isLive()) {
            replaceStop(time, position, stop);
        } else {
            note(position, stop.get().order());
            adjust(time, position, stop.get());
        }
        Quantity standing = position.stopId
                .flatMap(orders::find)
                .map(order -> order.order().standing())
                .orElse(Quantity.ZERO);
        if (!standing.isBelow(position.quantity())) {
            position.protectBy = ExchangePosition.NEVER;
            return;
        }
        if (position.protectBy == ExchangePosition.NEVER) {
            position.protectBy = time + timings.protect();
        }
        if (time >= position.protectBy && position.status() != PositionStatus.CLOSING) {
            closeUnprotected(time, position, standing);
        }
    }

    private void replaceStop(long time, ExchangePosition position, Optional<DeskOrder> before) {
        if (position.status() == PositionStatus.CLOSING) {
            return;
        }
        if (before.isPresent() && before.get().order().state() == OrderState.REJECTED) {
            String why = before.get().order().record().reason();
            notice(time, position, "the stop was refused (" + why + "): closing " + position.quantity() + " at market");
            beginClose(time, position, CloseReason.UNPROTECTED);
            return;
        }
        if (time < position.nextStopAt) {
            return;
        }
        position.nextStopAt = time + STOP_RETRY;
        Price level = position.stop.orElseGet(() -> firstStop(position));
        Instrument instrument = position.instrument();
        OrderRequest request =
                OrderRequest.stop(ids.next(), instrument, closingSide(position), position.quantity(), level, time);
        position.stopId = Optional.of(request.id());
        submit(position, request, Purpose.STOP);
    }

    /** Moves the stop to where it should be: its quantity grown, its level on the average entry, or trailed. */
    private void adjust(long time, ExchangePosition position, DeskOrder stop) {
        if (!stop.canBeAmended(time)
                || position.status() == PositionStatus.CLOSING
                || stop.order().price().isEmpty()) {
            return;
        }
        Price standsAt = stop.order().price().get();
        Price wanted = position.trailed ? standsAt : firstStop(position);
        Optional<Price> trail = trailDue(time, position, standsAt, wanted);
        Price level = trail.orElse(wanted);
        boolean tooSmall = stop.order().remaining().isBelow(position.quantity());
        if (level.equals(standsAt) && !tooSmall) {
            return;
        }
        if (isBeyondMarket(position, level)) {
            level = standsAt;
            if (!tooSmall) {
                return;
            }
        }
        if (trail.isPresent() && level.equals(trail.get())) {
            position.trailed = true;
            position.trailedAt = time;
        }
        orders.amend(stop, time, level, stop.order().filled().plus(position.quantity()));
    }

    private Optional<Price> trailDue(long time, ExchangePosition position, Price standsAt, Price wanted) {
        if (position.plan().trailing().isEmpty()
                || (position.trailed && time - position.trailedAt < timings.trailInterval())) {
            return Optional.empty();
        }
        Direction direction = position.direction();
        Price atLeast = standsAt.times(
                direction == Direction.LONG
                        ? timings.trailImprovement().above()
                        : timings.trailImprovement().below());
        return position.plan()
                .trailingStop(
                        direction,
                        position.average(),
                        position.best(),
                        position.instrument().tickSize())
                .filter(trail -> ExitPlan.isTighter(direction, trail, wanted))
                .filter(trail -> !ExitPlan.isTighter(direction, atLeast, trail));
    }

    /** A stop at or beyond the last price would fire at once, which an exchange refuses. */
    private boolean isBeyondMarket(ExchangePosition position, Price level) {
        return prices.of(position.leg().symbol())
                .filter(last -> !ExitPlan.isTighter(position.direction(), last, level))
                .isPresent();
    }

    private void closeUnprotected(long time, ExchangePosition position, Quantity standing) {
        Quantity bare = position.quantity().minus(standing);
        if (hasLiveExit(position)) {
            return;
        }
        if (!orders.isConnected() || time < position.nextExitAt) {
            return;
        }
        notice(
                time,
                position,
                "no stop was confirmed within " + timings.protect() + " ms: closing " + bare + " of "
                        + position.quantity() + " at market");
        orders.find(position.entry().id()).ifPresent(entry -> orders.cancel(entry, time));
        if (standing.isZero()) {
            beginClose(time, position, CloseReason.UNPROTECTED);
        } else {
            exit(time, position, bare);
        }
    }

    private void exit(long time, ExchangePosition position, Quantity quantity) {
        if (hasLiveExit(position) || !orders.isConnected() || time < position.nextExitAt) {
            return;
        }
        position.nextExitAt =
                time + Math.min(LONGEST_RETRY, FIRST_RETRY << Math.min(position.exitTries, MOST_DOUBLINGS));
        position.exitTries++;
        OrderRequest request =
                OrderRequest.exit(ids.next(), position.instrument(), closingSide(position), quantity, time);
        position.exitId = Optional.of(request.id());
        submit(position, request, Purpose.EXIT);
    }

    private boolean hasLiveExit(ExchangePosition position) {
        return position.exitId.flatMap(orders::find).filter(DeskOrder::isOpen).isPresent();
    }

    private void takeProfit(long time, ExchangePosition position) {
        Price level = position.plan()
                .takeProfitLevel(
                        position.direction(),
                        position.average(),
                        position.instrument().tickSize());
        Optional<DeskOrder> order = position.takeProfitId.flatMap(orders::find);
        if (order.isEmpty() && position.takeProfitId.isEmpty()) {
            if (position.protectBy != ExchangePosition.NEVER) {
                return;
            }
            OrderRequest request = OrderRequest.takeProfit(
                    ids.next(), position.instrument(), closingSide(position), position.quantity(), level, time);
            position.takeProfitId = Optional.of(request.id());
            submit(position, request, Purpose.TAKE_PROFIT);
            return;
        }
        if (order.isEmpty() || !order.get().isLive()) {
            watch(time, position, level);
            return;
        }
        Order standing = order.get().order();
        if (standing.standing().isZero()) {
            return;
        }
        position.takeProfit = standing.price();
        boolean asItShould = standing.price().equals(Optional.of(level))
                && !standing.remaining().isBelow(position.quantity());
        if (!asItShould && order.get().canBeAmended(time) && !isTouched(position, level)) {
            orders.amend(order.get(), time, level, standing.filled().plus(position.quantity()));
        }
    }

    /** The exchange has no take profit for what is held: the desk looks at the price itself. */
    private void watch(long time, ExchangePosition position, Price level) {
        if (isTouched(position, level)) {
            beginClose(time, position, CloseReason.TAKE_PROFIT);
            exit(time, position, position.quantity());
        }
    }

    private boolean isTouched(ExchangePosition position, Price takeProfit) {
        return prices.of(position.leg().symbol())
                .filter(last -> !ExitPlan.isTighter(position.direction(), takeProfit, last))
                .isPresent();
    }

    private Price firstStop(ExchangePosition position) {
        return position.plan()
                .firstStop(
                        position.direction(),
                        position.average(),
                        position.instrument().tickSize());
    }

    private void note(ExchangePosition position, Order stop) {
        if (!stop.standing().isZero() && !stop.price().equals(position.stop)) {
            position.stop = stop.price();
            positions.changed(position);
        }
    }

    private void submit(ExchangePosition position, OrderRequest request, Purpose purpose) {
        OrderIntent entry = position.entry();
        orders.add(new OrderIntent(
                request,
                position.id(),
                position.leg(),
                entry.setId(),
                entry.mode(),
                purpose,
                position.plan(),
                ids.epoch()));
    }

    private static Side closingSide(ExchangePosition position) {
        return Side.closing(position.direction());
    }

    private void notice(long time, ExchangePosition position, String what) {
        journal.onNotice(
                new Notice(time, position.leg().symbol(), Notice.Kind.UNPROTECTED, position.leg() + ": " + what));
    }
}
