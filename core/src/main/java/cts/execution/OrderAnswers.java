package cts.execution;

import cts.exchange.ExchangeEvent.Accepted;
import cts.exchange.ExchangeEvent.AmendRejected;
import cts.exchange.ExchangeEvent.CancelRejected;
import cts.exchange.ExchangeEvent.Cancelled;
import cts.exchange.ExchangeEvent.Expired;
import cts.exchange.ExchangeEvent.Filled;
import cts.exchange.ExchangeEvent.OrderEvent;
import cts.exchange.ExchangeEvent.OrderNotFound;
import cts.exchange.ExchangeEvent.OrderReport;
import cts.exchange.ExchangeEvent.ProtectionConfirmed;
import cts.exchange.ExchangeEvent.Rejected;
import cts.exchange.ExchangeEvent.Standing;
import cts.exchange.ExchangeEvent.Unknown;
import cts.exchange.ExchangeEvent.VenueState;
import cts.exchange.Fill;
import cts.exchange.OrderOutcome;
import cts.exchange.OrderState;
import cts.exchange.OrderState.Step;
import cts.money.Price;
import cts.money.Quantity;
import java.util.function.BiConsumer;

/**
 * What the exchange says of our orders, taken into them. Fills are counted whenever and however often they come; an
 * answer that leaves a fill untold is asked for again; an order that the exchange does not know is given up only after
 * it was asked twice and long enough.
 */
final class OrderAnswers {

    private final Orders orders;

    OrderAnswers(Orders orders) {
        this.orders = orders;
    }

    /** Takes an event about an order; {@code count} gets each fill that is new. */
    void onEvent(DeskOrder order, OrderEvent event, BiConsumer<DeskOrder, Fill> count) {
        if (!(event instanceof OrderNotFound)) {
            wasSent(order, event.time());
        }
        switch (event) {
            case Accepted accepted -> {
                order.order().knownAs(accepted.venueOrderId());
                orders.step(order, Step.ACCEPT, accepted.time(), "");
            }
            case Rejected rejected -> orders.step(order, Step.REJECT, rejected.time(), rejected.reason());
            case Filled filled -> fill(order, filled.fill(), count);
            case Cancelled cancelled -> {
                orders.step(order, Step.CANCEL, cancelled.time(), "");
                askForMissing(order, cancelled.filled(), cancelled.time());
            }
            case Expired expired -> {
                orders.step(order, Step.EXPIRE, expired.time(), expired.reason());
                askForMissing(order, expired.filled(), expired.time());
            }
            case CancelRejected refused -> {
                order.cancelAt = DeskOrder.NEVER;
                order.cancelAfter = refused.time() + orders.timings().askAgain();
                orders.ask(order, refused.time());
            }
            case Unknown unknown -> orders.lose(order, unknown.time(), unknown.reason());
            case ProtectionConfirmed confirmed -> {
                confirm(order, confirmed.trigger(), confirmed.quantity(), confirmed.time());
                if (order.order().state() == OrderState.CANCELLED) {
                    orders.takeOut(order, confirmed.time());
                }
            }
            case AmendRejected refused -> {
                order.amendAt = DeskOrder.NEVER;
                order.amendAfter = refused.time() + orders.timings().trailInterval();
            }
            case OrderReport report -> report(order, report, count);
            case OrderNotFound notFound -> notFound(order, notFound.time());
        }
        orders.file(order);
    }

    /** The exchange speaks of it, so it was sent, if not in this life: it is taken out by a cancel, not by forgetting it. */
    private void wasSent(DeskOrder order, long time) {
        if (order.sentAt != DeskOrder.NEVER) {
            return;
        }
        order.durable = true;
        order.sentAt = time;
        orders.sendAttached(order, time);
    }

    /** More was filled than we were told: the fills are asked for. */
    private void askForMissing(DeskOrder order, Quantity filled, long time) {
        if (filled.isAbove(order.order().filled()) && !order.isAsking()) {
            orders.ask(order, time);
        }
    }

    private void report(DeskOrder order, OrderReport report, BiConsumer<DeskOrder, Fill> count) {
        long time = report.time();
        if (!report.venueOrderId().isEmpty()) {
            order.order().knownAs(report.venueOrderId());
        }
        if (order.order().state() == OrderState.NEW) {
            orders.step(order, Step.LOSE, time, "sent in an earlier life");
        }
        report.fills().forEach(fill -> fill(order, fill, count));
        askAttached(order, time);
        order.amendAt = DeskOrder.NEVER;
        order.cancelAt = DeskOrder.NEVER;
        if (report.filled().isAbove(order.order().filled())) {
            orders.askLater(order, time);
            return;
        }
        order.askAt = DeskOrder.NEVER;
        if (report.state() == VenueState.OPEN) {
            reportOpen(order, report);
        } else if (order.isLive()) {
            orders.step(order, endOf(report.state()), time, report.reason());
        }
    }

    /** An entry had fills that had to be asked for: so had perhaps the exits attached to it. */
    private void askAttached(DeskOrder entry, long time) {
        if (entry.order().filled().isZero() || entry.order().request().exits().isEmpty()) {
            return;
        }
        for (DeskOrder child : orders.attachedTo(entry)) {
            if (child.order().state() == OrderState.SENT && !child.isAsking()) {
                orders.ask(child, time);
            }
        }
    }

    private void reportOpen(DeskOrder order, OrderReport report) {
        if (report.standing().isPresent()) {
            Standing standing = report.standing().get();
            confirm(order, standing.trigger(), standing.quantity(), report.time());
        } else {
            orders.step(order, Step.ACCEPT, report.time(), "");
            if (order.order().state() == OrderState.UNKNOWN) {
                orders.step(order, Step.ACCEPT, report.time(), "the exchange has it after all");
            }
            order.askAt = DeskOrder.NEVER;
        }
        if (!order.isLive()) {
            orders.takeOut(order, report.time());
        }
    }

    /** An order that the exchange calls filled, and of which fewer was filled than we think was asked, has expired. */
    private static Step endOf(VenueState state) {
        return switch (state) {
            case CANCELLED -> Step.CANCEL;
            case REJECTED -> Step.REJECT;
            case EXPIRED, FILLED, OPEN -> Step.EXPIRE;
        };
    }

    private void notFound(DeskOrder order, long time) {
        if (!order.isAsking()) {
            return;
        }
        if (order.order().state() == OrderState.NEW) {
            order.askAt = DeskOrder.NEVER;
            orders.rewrite(order);
            return;
        }
        order.notFound++;
        long since = order.sentAt == DeskOrder.NEVER ? order.intent().time() : order.sentAt;
        if (order.notFound < 2 || time - since < orders.timings().notFound()) {
            orders.askLater(order, time);
            return;
        }
        order.askAt = DeskOrder.NEVER;
        if (!order.isLive()) {
            return;
        }
        boolean neverThere = order.order().state() == OrderState.UNKNOWN
                && order.order().filled().isZero();
        orders.step(order, neverThere ? Step.REJECT : Step.EXPIRE, time, "the exchange does not know it");
    }

    private void fill(DeskOrder order, Fill fill, BiConsumer<DeskOrder, Fill> count) {
        OrderOutcome outcome = order.order().fill(fill);
        switch (outcome) {
            case OrderOutcome.Applied applied -> {
                orders.changed(order);
                count.accept(order, fill);
                if (applied.to() == OrderState.UNKNOWN && !order.isAsking()) {
                    orders.ask(order, fill.time());
                }
            }
            case OrderOutcome.Duplicate duplicate -> {}
            case OrderOutcome.Refused refused -> orders.refused(order, fill.time(), refused.sentence());
        }
    }

    private void confirm(DeskOrder order, Price trigger, Quantity whole, long time) {
        switch (order.order().confirm(trigger, whole, time)) {
            case OrderOutcome.Applied applied -> {
                order.amendAt = DeskOrder.NEVER;
                orders.changed(order);
            }
            case OrderOutcome.Duplicate duplicate -> order.amendAt = DeskOrder.NEVER;
            case OrderOutcome.Refused refused -> orders.refused(order, time, refused.sentence());
        }
    }
}
