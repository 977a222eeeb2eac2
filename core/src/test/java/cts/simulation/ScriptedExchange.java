package cts.simulation;

import cts.exchange.AttachedExits;
import cts.exchange.ClientOrderId;
import cts.exchange.Exchange;
import cts.exchange.ExchangeEvent;
import cts.exchange.ExchangeEvent.VenueState;
import cts.exchange.ExchangeListener;
import cts.exchange.Fill;
import cts.exchange.OrderRequest;
import cts.exchange.OrderType;
import cts.exchange.Side;
import cts.exchange.TriggerAmendment;
import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Percent;
import cts.money.Price;
import cts.money.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * An exchange that does to its client, by a seed, what real ones do: it answers late, twice, out of order or not at
 * all, fills in parts, refuses, loses requests, lets them arrive late, and drops the connection. What it did is kept as
 * the truth to compare with.
 */
public final class ScriptedExchange implements Exchange {

    private static final Percent FEE = Percent.of("0.055");
    private static final Amount START = Amount.of("10000");

    private record Scheduled(long at, long sequence, ExchangeEvent event) {}

    private record Arrival(long at, OrderRequest request) {}

    private static final class Resting {
        final OrderRequest request;
        final Optional<ClientOrderId> parent;
        final List<Fill> fills = new ArrayList<>();
        VenueState state = VenueState.OPEN;
        Quantity quantity;
        Price trigger;
        boolean awake;

        Resting(OrderRequest request, Optional<ClientOrderId> parent, Quantity quantity) {
            this.request = request;
            this.parent = parent;
            this.quantity = quantity;
            this.trigger = request.price().orElse(Price.of("1"));
            this.awake = !request.type().isTrigger();
        }

        Quantity filled() {
            return fills.stream().map(Fill::quantity).reduce(Quantity.ZERO, Quantity::plus);
        }

        Quantity remaining() {
            return quantity.isAbove(filled()) ? quantity.minus(filled()) : Quantity.ZERO;
        }
    }

    private final SplittableRandom random;
    private final boolean attaches;
    private final PaperAccount account = new PaperAccount(START);
    private final Map<ClientOrderId, Resting> book = new LinkedHashMap<>();
    private final PriorityQueue<Scheduled> events =
            new PriorityQueue<>(Comparator.comparingLong(Scheduled::at).thenComparingLong(Scheduled::sequence));
    private final List<Arrival> late = new ArrayList<>();
    private final Set<ClientOrderId> placed = new HashSet<>();
    private final List<String> violations = new ArrayList<>();
    private Amount cash = START;
    private boolean faults = true;
    private boolean connected = true;
    private long now;
    private long sequence;
    private int fills;

    public ScriptedExchange(SplittableRandom random, boolean attaches) {
        this.random = random;
        this.attaches = attaches;
    }

    /** From now on everything works at once. */
    public void calm() {
        faults = false;
    }

    public boolean isConnected() {
        return connected;
    }

    public void disconnect(long time) {
        now = time;
        connected = false;
        events.removeIf(scheduled -> scheduled.at <= time + 200);
        events.add(new Scheduled(time, ++sequence, new ExchangeEvent.Disconnected(time, "reset by peer")));
    }

    public void reconnect(long time) {
        now = time;
        connected = true;
        events.add(new Scheduled(time, ++sequence, new ExchangeEvent.Reconnected(time)));
    }

    /** Hands over what is due; what falls due while disconnected is lost, but for the adapter's own words. */
    public void deliver(long time, ExchangeListener listener) {
        now = time;
        while (!events.isEmpty() && events.element().at <= time) {
            ExchangeEvent event = events.remove().event;
            boolean local = event instanceof ExchangeEvent.Disconnected
                    || event instanceof ExchangeEvent.Reconnected
                    || event instanceof ExchangeEvent.Unknown;
            if (connected || local) {
                listener.onExchangeEvent(event);
            }
        }
    }

    public void onPrice(long time, String symbol, Price price) {
        now = time;
        account.price(symbol, price);
        for (Arrival arrival : List.copyOf(late)) {
            if (arrival.at <= time) {
                late.remove(arrival);
                arrive(arrival.request);
            }
        }
        for (Resting order : List.copyOf(book.values())) {
            if (order.state == VenueState.OPEN
                    && order.request.instrument().symbol().equals(symbol)) {
                order.awake |= touches(order.request, order.trigger, price);
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
        return position.direction() == cts.market.Direction.LONG ? quantity : quantity.negate();
    }

    public long openOrders() {
        return book.values().stream()
                .filter(order -> order.state == VenueState.OPEN)
                .count();
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
        if (!connected || chance(4)) {
            unanswered(request.id());
            return;
        }
        if (chance(1)) {
            late.add(new Arrival(now + random.nextLong(2_000, 8_000), request));
            return;
        }
        arrive(request);
    }

    private void arrive(OrderRequest request) {
        Optional<String> refusal = refusal(request);
        Resting order = new Resting(request, Optional.empty(), request.quantity());
        book.put(request.id(), order);
        if (refusal.isPresent()) {
            order.state = VenueState.REJECTED;
            answer(new ExchangeEvent.Rejected(now, request.id(), refusal.get()));
            return;
        }
        if (chance(4)) {
            unanswered(request.id());
            return;
        }
        answer(new ExchangeEvent.Accepted(now, request.id(), "V" + request.id()));
        if (request.type().isTrigger()) {
            answer(new ExchangeEvent.ProtectionConfirmed(now, request.id(), order.trigger, order.quantity));
        }
    }

    private Optional<String> refusal(OrderRequest request) {
        if (chance(4)) {
            return Optional.of("bad luck");
        }
        PaperPosition position = account.position(request.instrument().symbol());
        if (request.reduceOnly() && !position.closes(request.side())) {
            return Optional.of("nothing to reduce");
        }
        Optional<Price> last = account.price(request.instrument().symbol());
        boolean fires = request.type().isTrigger()
                && last.isPresent()
                && touches(request, request.price().orElseThrow(), last.get());
        return fires ? Optional.of("would fire at once") : Optional.empty();
    }

    @Override
    public void cancel(Instrument instrument, ClientOrderId id) {
        if (!connected || chance(5)) {
            unanswered(id);
            return;
        }
        Resting order = book.get(id);
        if (order == null || order.state != VenueState.OPEN) {
            answer(new ExchangeEvent.CancelRejected(now, id, "not open"));
            return;
        }
        order.state = VenueState.CANCELLED;
        answer(new ExchangeEvent.Cancelled(now, id, order.filled()));
    }

    @Override
    public void amend(TriggerAmendment amendment) {
        if (!connected || chance(5)) {
            unanswered(amendment.id());
            return;
        }
        Resting order = book.get(amendment.id());
        Optional<Price> last = account.price(amendment.instrument().symbol());
        if (order == null
                || order.state != VenueState.OPEN
                || order.awake
                || last.isEmpty()
                || touches(order.request, amendment.trigger(), last.get())
                || chance(5)) {
            answer(new ExchangeEvent.AmendRejected(now, amendment.id(), "no"));
            return;
        }
        order.trigger = amendment.trigger();
        order.quantity = amendment.quantity();
        if (!chance(3)) {
            answer(new ExchangeEvent.ProtectionConfirmed(now, order.request.id(), order.trigger, order.quantity));
        }
    }

    @Override
    public void queryOrder(Instrument instrument, ClientOrderId id) {
        if (!connected || chance(5)) {
            return;
        }
        Resting order = book.get(id);
        if (order == null) {
            answer(new ExchangeEvent.OrderNotFound(now, id));
            return;
        }
        Optional<ExchangeEvent.Standing> standing = order.request.type().isTrigger() && order.state == VenueState.OPEN
                ? Optional.of(new ExchangeEvent.Standing(order.trigger, order.quantity))
                : Optional.empty();
        answer(new ExchangeEvent.OrderReport(
                now, id, "V" + id, order.state, order.filled(), order.fills, standing, "as asked"));
    }

    @Override
    public void queryOpenOrders() {
        if (connected && !chance(5)) {
            answer(new ExchangeEvent.OpenOrdersReport(now, List.of()));
        }
    }

    @Override
    public void queryPositions() {
        if (!connected || chance(5)) {
            return;
        }
        List<ExchangeEvent.VenuePosition> held = new ArrayList<>();
        account.positions().forEach((symbol, position) -> {
            if (!position.quantity().isZero()) {
                held.add(new ExchangeEvent.VenuePosition(
                        symbol, position.direction(), position.quantity(), position.average()));
            }
        });
        answer(new ExchangeEvent.PositionsReport(now, held));
    }

    @Override
    public void queryBalance() {
        if (connected && !chance(5)) {
            answer(new ExchangeEvent.BalanceReport(now, "USDT", account.balance(), account.balance()));
        }
    }

    @Override
    public void setLeverage(Instrument instrument, int leverage) {
        events.add(new Scheduled(now, ++sequence, new ExchangeEvent.LeverageSet(now, instrument.symbol(), leverage)));
    }

    private void execute(Resting order, Price price) {
        OrderRequest request = order.request;
        PaperPosition position = account.position(request.instrument().symbol());
        Quantity quantity = order.remaining();
        if (request.reduceOnly()) {
            quantity = position.closes(request.side()) ? quantity.min(position.quantity()) : Quantity.ZERO;
        }
        if (quantity.isZero() || (!order.fills.isEmpty() && chance(10))) {
            order.state = VenueState.EXPIRED;
            answer(new ExchangeEvent.Expired(now, request.id(), order.filled(), "no more"));
            return;
        }
        if (faults && random.nextInt(3) == 0) {
            Quantity lot = request.instrument().lotSize();
            Quantity part = new Quantity(
                            quantity.value().divide(BigDecimal.valueOf(2), 18, java.math.RoundingMode.DOWN))
                    .toLot(lot, cts.money.Rounding.DOWN);
            quantity = part.isZero() ? quantity : part;
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
                "USDT",
                now);
        order.fills.add(fill);
        account.take(fill);
        cash = request.side() == Side.BUY ? cash.minus(notional) : cash.plus(notional);
        cash = cash.minus(fill.fee());
        answer(new ExchangeEvent.Filled(fill));
        if (order.remaining().isZero()) {
            order.state = VenueState.FILLED;
            order.parent.ifPresent(parent -> cancelOther(parent, order));
        }
        request.exits().ifPresent(exits -> stand(order, exits));
    }

    private void stand(Resting entry, AttachedExits exits) {
        OrderRequest parent = entry.request;
        Side side = parent.side().opposite();
        stand(entry, OrderRequest.stop(exits.stopId(), parent.instrument(), side, entry.filled(), exits.stop(), now));
        stand(
                entry,
                OrderRequest.takeProfit(
                        exits.takeProfitId(), parent.instrument(), side, entry.filled(), exits.takeProfit(), now));
    }

    private void stand(Resting entry, OrderRequest exit) {
        Resting order = book.get(exit.id());
        if (order == null) {
            order = new Resting(exit, Optional.of(entry.request.id()), exit.quantity());
            book.put(exit.id(), order);
            Price last = account.price(exit.instrument().symbol()).orElseThrow();
            if (chance(3) || touches(exit, order.trigger, last)) {
                order.state = VenueState.REJECTED;
                answer(new ExchangeEvent.Rejected(now, exit.id(), "would fire at once"));
                return;
            }
        }
        if (order.state == VenueState.OPEN) {
            order.quantity = entry.filled();
            if (!chance(3)) {
                answer(new ExchangeEvent.ProtectionConfirmed(now, exit.id(), order.trigger, order.quantity));
            }
        }
    }

    private void cancelOther(ClientOrderId parent, Resting filled) {
        for (Resting order : book.values()) {
            if (order != filled && order.parent.equals(Optional.of(parent)) && order.state == VenueState.OPEN) {
                order.state = VenueState.CANCELLED;
                answer(new ExchangeEvent.Cancelled(now, order.request.id(), order.filled()));
            }
        }
    }

    private static boolean touches(OrderRequest request, Price trigger, Price price) {
        if (!request.type().isTrigger()) {
            return false;
        }
        boolean fromAbove = (request.type() == OrderType.STOP_MARKET) == (request.side() == Side.SELL);
        return fromAbove ? !price.isAbove(trigger) : !price.isBelow(trigger);
    }

    /** The adapter may notice that no answer came, or leave that to the desk. */
    private void unanswered(ClientOrderId id) {
        if (random.nextBoolean()) {
            events.add(new Scheduled(
                    now + random.nextLong(50, 3_000),
                    ++sequence,
                    new ExchangeEvent.Unknown(now, id, "no answer from the exchange")));
        }
    }

    private void answer(ExchangeEvent event) {
        long delay = !faults ? 1 : chance(3) ? random.nextLong(500, 6_000) : random.nextLong(1, 300);
        events.add(new Scheduled(now + delay, ++sequence, event));
        if (chance(8)) {
            events.add(new Scheduled(now + delay + random.nextLong(0, 3_000), ++sequence, event));
        }
    }

    private boolean chance(int percent) {
        return faults && random.nextInt(100) < percent;
    }
}
