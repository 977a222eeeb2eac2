package cts.exchange;

import cts.market.Direction;
import cts.money.Amount;
import cts.money.Price;
import cts.money.Quantity;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened at the exchange, or on the way to it. Events may come late, twice and out of order; only
 * fills are keyed, by the venue's fill id. Immutable.
 */
public sealed interface ExchangeEvent {

    /** When it happened: the exchange's time where it gives one, else the event time of receipt; ms UTC. */
    long time();

    /** An event about one of our orders. */
    sealed interface OrderEvent extends ExchangeEvent {
        ClientOrderId orderId();
    }

    /** The exchange has the order. */
    record Accepted(long time, ClientOrderId orderId, String venueOrderId) implements OrderEvent {}

    /** The exchange refused the order; nothing of it is or will be in the market. */
    record Rejected(long time, ClientOrderId orderId, String reason) implements OrderEvent {}

    /** A part or the rest of the order was executed. */
    record Filled(Fill fill) implements OrderEvent {
        @Override
        public long time() {
            return fill.time();
        }

        @Override
        public ClientOrderId orderId() {
            return fill.orderId();
        }
    }

    /** What was left of the order is out of the market, by our wish; {@code filled} of it had been executed. */
    record Cancelled(long time, ClientOrderId orderId, Quantity filled) implements OrderEvent {}

    /** What was left of the order is out of the market, by the exchange's rules; {@code filled} had been executed. */
    record Expired(long time, ClientOrderId orderId, Quantity filled, String reason) implements OrderEvent {}

    /** A cancel was refused, mostly because the order has ended: its state must be asked. */
    record CancelRejected(long time, ClientOrderId orderId, String reason) implements OrderEvent {}

    /** No definite answer came to a command about the order (time-out, 5xx, disconnect): the outcome must be asked. */
    record Unknown(long time, ClientOrderId orderId, String reason) implements OrderEvent {}

    /**
     * A stop or take profit stands at the exchange at this trigger.
     *
     * @param quantity its whole quantity, what has filled of it included
     */
    record ProtectionConfirmed(long time, ClientOrderId orderId, Price trigger, Quantity quantity)
            implements OrderEvent {}

    /** An amendment of a stop or take profit was refused; what was confirmed before still stands. */
    record AmendRejected(long time, ClientOrderId orderId, String reason) implements OrderEvent {}

    /**
     * The answer to a question about an order.
     *
     * @param filled the whole quantity executed so far; {@code fills} may hold only a part of it
     * @param standing trigger and quantity of a standing stop or take profit
     */
    record OrderReport(
            long time,
            ClientOrderId orderId,
            String venueOrderId,
            VenueState state,
            Quantity filled,
            List<Fill> fills,
            Optional<Standing> standing,
            String reason)
            implements OrderEvent {
        public OrderReport {
            fills = List.copyOf(fills);
        }
    }

    /** The answer that the exchange knows no such order now; one still on its way may turn up after it. */
    record OrderNotFound(long time, ClientOrderId orderId) implements OrderEvent {}

    /** The balance of an asset, without the unrealised results of open positions. */
    record BalanceReport(long time, String asset, Amount balance, Amount available) implements ExchangeEvent {}

    /** All positions of the account; a leg that is not in it is flat. */
    record PositionsReport(long time, List<VenuePosition> positions) implements ExchangeEvent {
        public PositionsReport {
            positions = List.copyOf(positions);
        }
    }

    /** All open orders of the account, ours and others'. */
    record OpenOrdersReport(long time, List<VenueOrder> orders) implements ExchangeEvent {
        public OpenOrdersReport {
            orders = List.copyOf(orders);
        }
    }

    /** Funding of a position was received (above zero) or paid (below). */
    record Funding(long time, String fundingId, String symbol, Direction direction, Amount amount, String asset)
            implements ExchangeEvent {}

    /** The leverage of a symbol is now this. */
    record LeverageSet(long time, String symbol, int leverage) implements ExchangeEvent {}

    /** The leverage of a symbol could not be set. */
    record LeverageRejected(long time, String symbol, int leverage, String reason) implements ExchangeEvent {}

    /** Events may be missed from now on. */
    record Disconnected(long time, String reason) implements ExchangeEvent {}

    /** Events arrive again; what was missed must be asked. */
    record Reconnected(long time) implements ExchangeEvent {}

    /** Where an order stands in the exchange's own book. */
    enum VenueState {
        OPEN,
        FILLED,
        CANCELLED,
        REJECTED,
        EXPIRED
    }

    /** Trigger and whole quantity of a standing stop or take profit. */
    record Standing(Price trigger, Quantity quantity) {}

    /** A position as the exchange shows it. */
    record VenuePosition(String symbol, Direction direction, Quantity quantity, Price averageEntry) {}

    /** An open order as the exchange shows it; the client id is empty on one that was given none. */
    record VenueOrder(String symbol, String clientOrderId, String venueOrderId, Side side, Quantity remaining) {}
}
