package cts.simulation;

import cts.exchange.ClientOrderId;
import cts.exchange.Exchange;
import cts.exchange.ExchangeEvent;
import cts.exchange.ExchangeEvent.VenueState;
import cts.exchange.ExchangeListener;
import cts.exchange.OrderRequest;
import cts.exchange.TriggerAmendment;
import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * An exchange that does to its client, by a seed, what real ones do: it answers late, twice, out of order or not at
 * all, fills in parts, refuses, loses requests, lets them arrive late, and drops the connection. What it did is kept as
 * the truth to compare with. The account is kept in USDT.
 *
 * <p>One thread.
 */
public final class ScriptedExchange implements Exchange {

    private record Arrival(long at, OrderRequest request) {}

    private final SplittableRandom random;
    private final boolean attaches;
    private final ScriptedWire wire;
    private final ScriptedBook book;
    private final List<Arrival> late = new ArrayList<>();
    private final Set<ClientOrderId> placed = new HashSet<>();
    /** The ids of which it said that it has no such order; one of them may still be on its way. */
    private final Set<ClientOrderId> denied = new HashSet<>();

    private final List<String> violations = new ArrayList<>();

    /**
     * An exchange without orders.
     *
     * @param random where its faults come from
     * @param attaches whether exits travel with an entry
     */
    public ScriptedExchange(SplittableRandom random, boolean attaches) {
        this.random = random;
        this.attaches = attaches;
        wire = new ScriptedWire(random);
        book = new ScriptedBook(random, wire);
    }

    /** From now on everything works at once. */
    public void calm() {
        wire.calm();
    }

    public boolean isConnected() {
        return wire.isConnected();
    }

    /** The line breaks: what is about to come is lost. */
    public void disconnect(long time) {
        wire.disconnect(time);
    }

    public void reconnect(long time) {
        wire.reconnect(time);
    }

    /** The client is gone: what is on its way to it is lost, and the line is new when it comes back. */
    public void clientGone(long time) {
        wire.lose(time);
    }

    /** Hands over what is due; what falls due while disconnected is lost, but for the adapter's own words. */
    public void deliver(long time, ExchangeListener listener) {
        wire.deliver(time, listener);
    }

    /** How often each fault happened. */
    public Map<Fault, Integer> faults() {
        return wire.counts();
    }

    /** A trade happened. */
    public void onPrice(long time, String symbol, Price price) {
        wire.time(time);
        book.price(symbol, price);
        for (Arrival arrival : List.copyOf(late)) {
            if (arrival.at <= time) {
                late.remove(arrival);
                arrive(arrival.request);
            }
        }
        book.execute(symbol, price);
    }

    /** What was done to it that must never be. */
    public List<String> violations() {
        return violations;
    }

    public boolean wasPlaced(ClientOrderId id) {
        return placed.contains(id);
    }

    /** The cash that came and went, all fees paid; the balance when everything is flat. */
    public Amount cash() {
        return book.cash();
    }

    public Amount balance() {
        return book.balance();
    }

    /** Held quantity of a symbol, below zero for a short. */
    public BigDecimal held(String symbol) {
        return book.held(symbol);
    }

    public long openOrders() {
        return book.open().size();
    }

    public int fillCount() {
        return book.fills();
    }

    @Override
    public boolean attachesExits() {
        return attaches;
    }

    @Override
    public void place(OrderRequest request) {
        if (!placed.add(request.id()) && !denied.contains(request.id())) {
            violations.add("order " + request.id() + " was sent twice");
        }
        if (!wire.isConnected() || wire.chance(4)) {
            wire.unanswered(request.id());
            return;
        }
        if (wire.chance(2)) {
            wire.count(Fault.LATE_ARRIVAL);
            late.add(new Arrival(wire.now() + random.nextLong(2_000, 8_000), request));
            return;
        }
        arrive(request);
    }

    private void arrive(OrderRequest request) {
        if (book.find(request.id()) != null) {
            return;
        }
        ScriptedOrder order = new ScriptedOrder(request, Optional.empty());
        Optional<String> refusal = refusal(order);
        book.add(order);
        if (refusal.isPresent()) {
            order.state = VenueState.REJECTED;
            wire.answer(new ExchangeEvent.Rejected(wire.now(), request.id(), refusal.get()));
            return;
        }
        if (wire.chance(4)) {
            wire.unanswered(request.id());
            return;
        }
        wire.answer(new ExchangeEvent.Accepted(wire.now(), request.id(), "V" + request.id()));
        if (request.type().isTrigger()) {
            wire.answer(new ExchangeEvent.ProtectionConfirmed(wire.now(), request.id(), order.trigger, order.quantity));
        }
    }

    private Optional<String> refusal(ScriptedOrder order) {
        if (wire.chance(4)) {
            wire.count(Fault.REJECTED);
            return Optional.of("bad luck");
        }
        return book.refusal(order);
    }

    @Override
    public void cancel(Instrument instrument, ClientOrderId id) {
        if (!wire.isConnected() || wire.chance(5)) {
            wire.unanswered(id);
            return;
        }
        ScriptedOrder order = book.find(id);
        if (order == null || !order.isOpen()) {
            wire.answer(new ExchangeEvent.CancelRejected(wire.now(), id, "not open"));
            return;
        }
        order.state = VenueState.CANCELLED;
        wire.answer(new ExchangeEvent.Cancelled(wire.now(), id, order.filled()));
    }

    @Override
    public void amend(TriggerAmendment amendment) {
        if (!wire.isConnected() || wire.chance(5)) {
            wire.unanswered(amendment.id());
            return;
        }
        ScriptedOrder order = book.find(amendment.id());
        Optional<Price> last = book.price(amendment.instrument().symbol());
        if (order == null
                || !order.isOpen()
                || order.awake
                || last.isEmpty()
                || order.touches(amendment.trigger(), last.get())
                || wire.chance(5)) {
            wire.answer(new ExchangeEvent.AmendRejected(wire.now(), amendment.id(), "no"));
            return;
        }
        order.trigger = amendment.trigger();
        order.quantity = amendment.quantity();
        if (!wire.chance(3)) {
            wire.answer(new ExchangeEvent.ProtectionConfirmed(
                    wire.now(), order.request.id(), order.trigger, order.quantity));
        }
    }

    @Override
    public void queryOrder(Instrument instrument, ClientOrderId id) {
        if (!wire.isConnected() || wire.chance(5)) {
            return;
        }
        ScriptedOrder order = book.find(id);
        if (order == null) {
            denied.add(id);
            wire.answer(new ExchangeEvent.OrderNotFound(wire.now(), id));
            return;
        }
        wire.answer(order.report(wire.now()));
    }

    @Override
    public void queryOpenOrders() {
        if (wire.isConnected() && !wire.chance(5)) {
            wire.answer(new ExchangeEvent.OpenOrdersReport(
                    wire.now(), book.open().stream().map(ScriptedOrder::shown).toList()));
        }
    }

    @Override
    public void queryPositions() {
        if (wire.isConnected() && !wire.chance(5)) {
            wire.answer(new ExchangeEvent.PositionsReport(wire.now(), book.positions()));
        }
    }

    @Override
    public void queryBalance() {
        if (wire.isConnected() && !wire.chance(5)) {
            wire.answer(new ExchangeEvent.BalanceReport(wire.now(), ScriptedBook.ASSET, balance(), balance()));
        }
    }

    @Override
    public void setLeverage(Instrument instrument, int leverage) {
        wire.put(wire.now(), new ExchangeEvent.LeverageSet(wire.now(), instrument.symbol(), leverage));
    }
}
