package cts.simulation;

import cts.exchange.ClientOrderId;
import cts.exchange.ExchangeEvent;
import cts.exchange.ExchangeEvent.VenueState;
import cts.exchange.Fill;
import cts.exchange.OrderRequest;
import cts.exchange.OrderType;
import cts.exchange.Side;
import cts.money.Price;
import cts.money.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An order in the book of the scripted exchange, which alone changes it. */
final class ScriptedOrder {
    final OrderRequest request;
    final Optional<ClientOrderId> parent;
    final List<Fill> fills = new ArrayList<>();
    VenueState state = VenueState.OPEN;
    Quantity quantity;
    Price trigger;
    boolean awake;

    ScriptedOrder(OrderRequest request, Optional<ClientOrderId> parent) {
        this.request = request;
        this.parent = parent;
        this.quantity = request.quantity();
        this.trigger = request.price().orElse(Price.of("1"));
        this.awake = !request.type().isTrigger();
    }

    ClientOrderId id() {
        return request.id();
    }

    String symbol() {
        return request.instrument().symbol();
    }

    boolean isOpen() {
        return state == VenueState.OPEN;
    }

    Quantity filled() {
        return fills.stream().map(Fill::quantity).reduce(Quantity.ZERO, Quantity::plus);
    }

    Quantity remaining() {
        return quantity.isAbove(filled()) ? quantity.minus(filled()) : Quantity.ZERO;
    }

    /** Whether a stop or take profit with that trigger wakes at a price; touching counts. */
    boolean touches(Price level, Price price) {
        if (!request.type().isTrigger()) return false;
        boolean fromAbove = (request.type() == OrderType.STOP_MARKET) == (request.side() == Side.SELL);
        return fromAbove ? !price.isAbove(level) : !price.isBelow(level);
    }

    ExchangeEvent.OrderReport report(long time) {
        Optional<ExchangeEvent.Standing> standing = request.type().isTrigger() && isOpen()
                ? Optional.of(new ExchangeEvent.Standing(trigger, quantity))
                : Optional.empty();
        return new ExchangeEvent.OrderReport(time, id(), "V" + id(), state, filled(), fills, standing, "as asked");
    }

    ExchangeEvent.VenueOrder shown() {
        return new ExchangeEvent.VenueOrder(symbol(), id().value(), "V" + id(), request.side(), remaining());
    }
}
