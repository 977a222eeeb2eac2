package cts.simulation;

import cts.exchange.AttachedExits;
import cts.exchange.ClientOrderId;
import cts.exchange.Exchange;
import cts.exchange.ExchangeEvent;
import cts.exchange.ExchangeEvent.VenueState;
import cts.exchange.ExchangeListener;
import cts.exchange.Fill;
import cts.exchange.OrderRequest;
import cts.exchange.Side;
import cts.exchange.TriggerAmendment;
import cts.market.Direction;
import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Percent;
import cts.money.Price;
import cts.money.Quantity;
import cts.money.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

    private static final String ASSET = "USDT";
    private static final Percent FEE = Percent.of("0.055");
    private static final Amount START = Amount.of("10000");

    private record Arrival(long at, OrderRequest request) {}

    private final SplittableRandom random;
    private final boolean attaches;
    private final ScriptedWire wire;
    private final PaperAccount account = new PaperAccount(START);
    private final Map<ClientOrderId, ScriptedOrder> book = new LinkedHashMap<>();
    private final List<Arrival> late = new ArrayList<>();
    private final Set<ClientOrderId> placed = new HashSet<>();
    private final List<String> violations = new ArrayList<>();
    private Amount cash = START;
    private int fills;

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
    }

    /** From wire.now() on everything works at once. */
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
        account.price(symbol, price);
        for (Arrival arrival : List.copyOf(late)) {
            if (arrival.at <= time) {
                late.remove(arrival);
                arrive(arrival.request);
            }
        }
        for (ScriptedOrder order : List.copyOf(book.values())) {
            if (order.isOpen() && order.symbol().equals(symbol)) {
                order.awake |= order.touches(order.trigger, price);
                if (order.awake) {
                    execute(order, price);
                }
            }
        }
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
        return cash;
    }

    public Amount balance() {
        return account.balance();
    }

    /** Held quantity of a symbol, below zero for a short. */
    public BigDecimal held(String symbol) {
        PaperPosition position = account.position(symbol);
        BigDecimal quantity = position.quantity().value();
        return position.direction() == Direction.LONG ? quantity : quantity.negate();
    }

    public long openOrders() {
        return book.values().stream().filter(ScriptedOrder::isOpen).count();
    }

    public int fillCount() {
        return fills;
    }

    @Override
    public boolean attachesExits() {
        return attaches;
    }

    @Override
    public void place(OrderRequest request) {
        if (!placed.add(request.id())) {
            violations.add("order " + request.id() + " was sent twice");
        }
        if (!wire.isConnected() || wire.chance(4)) {
            wire.unanswered(request.id());
            return;
        }
        if (wire.chance(1)) {
            wire.count(Fault.LATE_ARRIVAL);
            late.add(new Arrival(wire.now() + random.nextLong(2_000, 8_000), request));
            return;
        }
        arrive(request);
    }

    private void arrive(OrderRequest request) {
        ScriptedOrder order = new ScriptedOrder(request, Optional.empty());
        Optional<String> refusal = refusal(order);
        book.put(request.id(), order);
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
        OrderRequest request = order.request;
        if (wire.chance(4)) {
            wire.count(Fault.REJECTED);
            return Optional.of("bad luck");
        }
        PaperPosition position = account.position(request.instrument().symbol());
        if (request.reduceOnly() && !position.closes(request.side())) {
            return Optional.of("nothing to reduce");
        }
        Optional<Price> last = account.price(request.instrument().symbol());
        boolean fires = last.isPresent() && order.touches(order.trigger, last.get());
        return fires ? Optional.of("would fire at once") : Optional.empty();
    }

    @Override
    public void cancel(Instrument instrument, ClientOrderId id) {
        if (!wire.isConnected() || wire.chance(5)) {
            wire.unanswered(id);
            return;
        }
        ScriptedOrder order = book.get(id);
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
        ScriptedOrder order = book.get(amendment.id());
        Optional<Price> last = account.price(amendment.instrument().symbol());
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
        ScriptedOrder order = book.get(id);
        if (order == null) {
            wire.answer(new ExchangeEvent.OrderNotFound(wire.now(), id));
            return;
        }
        wire.answer(order.report(wire.now()));
    }

    @Override
    public void queryOpenOrders() {
        if (wire.isConnected() && !wire.chance(5)) {
            wire.answer(new ExchangeEvent.OpenOrdersReport(
                    wire.now(),
                    book.values().stream()
                            .filter(ScriptedOrder::isOpen)
                            .map(ScriptedOrder::shown)
                            .toList()));
        }
    }

    @Override
    public void queryPositions() {
        if (!wire.isConnected() || wire.chance(5)) {
            return;
        }
        List<ExchangeEvent.VenuePosition> held = new ArrayList<>();
        account.positions().forEach((symbol, position) -> {
            if (!position.quantity().isZero()) {
                held.add(new ExchangeEvent.VenuePosition(
                        symbol, position.direction(), position.quantity(), position.average()));
            }
        });
        wire.answer(new ExchangeEvent.PositionsReport(wire.now(), held));
    }

    @Override
    public void queryBalance() {
        if (wire.isConnected() && !wire.chance(5)) {
            wire.answer(new ExchangeEvent.BalanceReport(wire.now(), ASSET, account.balance(), account.balance()));
        }
    }

    @Override
    public void setLeverage(Instrument instrument, int leverage) {
        wire.put(wire.now(), new ExchangeEvent.LeverageSet(wire.now(), instrument.symbol(), leverage));
    }

    private void execute(ScriptedOrder order, Price price) {
        OrderRequest request = order.request;
        PaperPosition position = account.position(request.instrument().symbol());
        Quantity quantity = order.remaining();
        if (request.reduceOnly()) {
            quantity = position.closes(request.side()) ? quantity.min(position.quantity()) : Quantity.ZERO;
        }
        if (quantity.isZero() || (!order.fills.isEmpty() && wire.chance(10))) {
            order.state = VenueState.EXPIRED;
            wire.answer(new ExchangeEvent.Expired(wire.now(), request.id(), order.filled(), "no more"));
            return;
        }
        Quantity half = half(quantity, request.instrument());
        if (wire.isFaulty() && random.nextInt(3) == 0 && !half.isZero()) {
            wire.count(Fault.PARTIAL_FILL);
            quantity = half;
        }
        Price at = price.times(
                        request.side() == Side.BUY
                                ? Percent.of("0.02").above()
                                : Percent.of("0.02").below())
                .toTick(request.instrument().tickSize(), request.side().adverse());
        Amount notional = at.times(quantity);
        Fill fill = new Fill(
                "X" + ++fills,
                request.id(),
                request.instrument().symbol(),
                request.side(),
                at,
                quantity,
                FEE.shareOf(notional),
                ASSET,
                wire.now());
        order.fills.add(fill);
        account.take(fill);
        cash = request.side() == Side.BUY ? cash.minus(notional) : cash.plus(notional);
        cash = cash.minus(fill.fee());
        wire.answer(new ExchangeEvent.Filled(fill));
        if (order.remaining().isZero()) {
            order.state = VenueState.FILLED;
            order.parent.ifPresent(parent -> cancelOther(parent, order));
        }
        request.exits().ifPresent(exits -> stand(order, exits));
    }

    private static Quantity half(Quantity quantity, Instrument instrument) {
        return new Quantity(quantity.value().divide(BigDecimal.TWO, 18, RoundingMode.DOWN))
                .toLot(instrument.lotSize(), Rounding.DOWN);
    }

    private void stand(ScriptedOrder entry, AttachedExits exits) {
        OrderRequest parent = entry.request;
        Side side = parent.side().opposite();
        stand(
                entry,
                OrderRequest.stop(exits.stopId(), parent.instrument(), side, entry.filled(), exits.stop(), wire.now()));
        stand(
                entry,
                OrderRequest.takeProfit(
                        exits.takeProfitId(),
                        parent.instrument(),
                        side,
                        entry.filled(),
                        exits.takeProfit(),
                        wire.now()));
    }

    private void stand(ScriptedOrder entry, OrderRequest exit) {
        ScriptedOrder order = book.get(exit.id());
        if (order == null) {
            order = new ScriptedOrder(exit, Optional.of(entry.id()));
            book.put(exit.id(), order);
            Price last = account.price(exit.instrument().symbol()).orElseThrow();
            if (wire.chance(3) || order.touches(order.trigger, last)) {
                order.state = VenueState.REJECTED;
                wire.answer(new ExchangeEvent.Rejected(wire.now(), exit.id(), "would fire at once"));
                return;
            }
        }
        if (order.isOpen()) {
            order.quantity = entry.filled();
            if (!wire.chance(3)) {
                wire.answer(
                        new ExchangeEvent.ProtectionConfirmed(wire.now(), exit.id(), order.trigger, order.quantity));
            }
        }
    }

    private void cancelOther(ClientOrderId parent, ScriptedOrder filled) {
        for (ScriptedOrder order : book.values()) {
            if (order != filled && order.parent.equals(Optional.of(parent)) && order.isOpen()) {
                order.state = VenueState.CANCELLED;
                wire.answer(new ExchangeEvent.Cancelled(wire.now(), order.request.id(), order.filled()));
            }
        }
    }
}
