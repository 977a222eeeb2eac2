package cts.execution;

import cts.exchange.ClientOrderId;
import cts.exchange.OrderState;
import java.util.Optional;

/** What becomes of an order whose intent storage has written, or could not write. */
final class IntentAnswers {
    private final Orders orders;
    private final Entries entries;

    IntentAnswers(Orders orders, Entries entries) {
        this.orders = orders;
        this.entries = entries;
    }

    /**
     * The order is sent, unless the reason for it is gone.
     *
     * @return the order, if it was sent or withdrawn
     */
    Optional<DeskOrder> durable(ClientOrderId id, TradingState state, long now) {
        Optional<DeskOrder> found = waiting(id);
        found.ifPresent(order -> order.durable = true);
        // An earlier life may have sent one that is asked about. Once the exchange says that it has no such order, its
        // intent comes again.
        Optional<DeskOrder> ready = found.filter(order -> !order.isAsking());
        ready.ifPresent(order -> entries.obstacle(order, state, now)
                .ifPresentOrElse(why -> orders.withdraw(order, now, why), () -> orders.send(order, now)));
        return ready;
    }

    /**
     * The order is not sent.
     *
     * @return the order, if there is one
     */
    Optional<DeskOrder> failed(ClientOrderId id, String why, long now) {
        Optional<DeskOrder> found = waiting(id);
        found.ifPresent(order -> orders.withdraw(order, now, "its intent was not written: " + why));
        return found;
    }

    private Optional<DeskOrder> waiting(ClientOrderId id) {
        return orders.find(id).filter(order -> order.order().state() == OrderState.NEW);
    }
}
