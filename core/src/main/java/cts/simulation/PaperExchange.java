package cts.simulation;

import cts.exchange.AttachedExits;
import cts.exchange.ClientOrderId;
import cts.exchange.Exchange;
import cts.exchange.ExchangeEvent;
import cts.exchange.ExchangeEventCodec;
import cts.exchange.ExchangeListener;
import cts.exchange.Fill;
import cts.exchange.OrderRequest;
import cts.exchange.OrderType;
import cts.exchange.Side;
import cts.exchange.TriggerAmendment;
import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Price;
import cts.money.Quantity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An exchange that fills orders on the prices it is shown: paper money. One position per symbol, long or short, one
 * asset, exact decimals. Deterministic: the same calls give the same events.
 *
 * <p>For each price event first {@link #onPrice}, then {@link #drainTo}, and only then whatever may place orders on that
 * price. A market order fills at the next price event of its symbol after it arrived, so never at the price that caused
 * it, and not before {@code latency} ms of event time have passed; a resting order fills at the price event that touches
 * it: stops first, then take profits, then limits, each group in the order of arrival.
 *
 * <p>Fill prices: market orders, stops and take profits at the ask (BUY) or bid (SELL) if given, else at the price, made
 * worse by the slippage and rounded to the tick the same way; limits at their limit. All pay the taker fee. Each order
 * fills whole. There is no funding and no liquidation: an account at leverage 1 whose shorts lose more than it has goes
 * below zero. Spot is kept like a perpetual of leverage 1 without shorts.
 */
public final class PaperExchange implements Exchange {

    private static final int ENDED_REMEMBERED = 10_000;
    private static final List<OrderType> SEQUENCE =
            List.of(OrderType.STOP_MARKET, OrderType.TAKE_PROFIT_MARKET, OrderType.LIMIT, OrderType.MARKET);
    private static final Quantity NOTHING = Quantity.ZERO;

    private final PaperSettings settings;
    private final PaperAccount account;
    private final PaperRules rules;
    private final Map<ClientOrderId, PaperOrder> open = new LinkedHashMap<>();
    private final Map<ClientOrderId, PaperOrder> ended = new LinkedHashMap<>();
    private final Map<String, List<PaperOrder>> bySymbol = new HashMap<>();
    private final Set<PaperOrder> onTheWay = new LinkedHashSet<>();
    private final Deque<ExchangeEvent> events = new ArrayDeque<>();
    private long now;
    private long orderCount;
    private long fillCount;

    public PaperExchange(PaperSettings settings) {
        this(settings, new PaperAccount(settings.balance()));
    }

    private PaperExchange(PaperSettings settings, PaperAccount account) {
        this.settings = settings;
        this.account = account;
        this.rules = new PaperRules(settings, account);
    }

    /** Time passed without a price; answers carry the latest time that the exchange was told. */
    public void onTimer(long time) {
        now = Math.max(now, time);
        arrivals();
    }

    /** A trade happened at that price, above zero. */
    public void onPrice(long time, String symbol, Price price) {
        onQuote(time, symbol, price, price, price);
    }

    /** A trade happened at {@code price} while the book showed that bid and ask. */
    public void onQuote(long time, String symbol, Price price, Price bid, Price ask) {
        now = Math.max(now, time);
        arrivals();
        account.price(symbol, price);
        List<PaperOrder> waiting = bySymbol.getOrDefault(symbol, List.of());
        if (waiting.isEmpty()) {
            return;
        }
        List<PaperOrder> reached = new ArrayList<>();
        for (OrderType type : SEQUENCE) {
            for (PaperOrder order : waiting) {
                if (order.request().type() == type && rules.isReached(order, price)) {
                    reached.add(order);
                }
            }
        }
        for (PaperOrder order : reached) {
            if (order.isOpen()) {
                execute(order, order.request().side() == Side.BUY ? ask : bid);
            }
        }
    }

    /** Hands the events that have gathered to the listener, those included that its answers cause, until none is left. */
    public void drainTo(ExchangeListener listener) {
        for (ExchangeEvent event = events.poll(); event != null; event = events.poll()) {
            listener.onExchangeEvent(event);
        }
    }

    public Amount balance() {
        return account.balance();
    }

    /** Balance and unrealised results at the last prices. */
    public Amount equity() {
        return account.equity();
    }

    @Override
    public boolean attachesExits() {
        return settings.attachesExits();
    }

    @Override
    public void place(OrderRequest request) {
        now = Math.max(now, request.time());
        if (find(request.id()).isPresent()) {
            events.add(new ExchangeEvent.Rejected(now, request.id(), "an order of this id was placed before"));
            return;
        }
        PaperOrder order = new PaperOrder(request, Optional.empty(), ++orderCount, request.time() + settings.latency());
        insert(order);
        arrivals();
    }

    @Override
    public void cancel(Instrument instrument, ClientOrderId id) {
        PaperOrder order = open.get(id);
        if (order == null) {
            events.add(new ExchangeEvent.CancelRejected(now, id, "no such order is open"));
            return;
        }
        end(order, ExchangeEvent.VenueState.CANCELLED, "");
    }

    @Override
    public void amend(TriggerAmendment amendment) {
        now = Math.max(now, amendment.time());
        PaperOrder order = open.get(amendment.id());
        if (order == null || !order.request().type().isTrigger()) {
            events.add(new ExchangeEvent.AmendRejected(now, amendment.id(), "no such stop or take profit is open"));
            return;
        }
        Optional<Price> last = account.price(amendment.instrument().symbol());
        if (last.isPresent() && rules.touches(order.request(), amendment.trigger(), last.get())) {
            events.add(new ExchangeEvent.AmendRejected(
                    now, amendment.id(), "trigger " + amendment.trigger() + " would fire at once at " + last.get()));
            return;
        }
        order.amend(amendment.trigger(), amendment.quantity());
        events.add(new ExchangeEvent.ProtectionConfirmed(now, order.id(), amendment.trigger(), amendment.quantity()));
    }

    @Override
    public void queryOrder(Instrument instrument, ClientOrderId id) {
        events.add(find(id).<ExchangeEvent>map(order -> order.report(now))
                .orElseGet(() -> new ExchangeEvent.OrderNotFound(now, id)));
    }

    @Override
    public void queryOpenOrders() {
        events.add(new ExchangeEvent.OpenOrdersReport(
                now,
                open.values().stream()
                        .map(order -> new ExchangeEvent.VenueOrder(
                                order.request().instrument().symbol(),
                                order.id().value(),
                                order.venueId(),
                                order.request().side(),
                                order.quantity()))
                        .toList()));
    }

    @Override
    public void queryPositions() {
        List<ExchangeEvent.VenuePosition> held = new ArrayList<>();
        account.positions().forEach((symbol, position) -> {
            if (!position.quantity().isZero()) {
                held.add(new ExchangeEvent.VenuePosition(
                        symbol, position.direction(), position.quantity(), position.average()));
            }
        });
        events.add(new ExchangeEvent.PositionsReport(now, held));
    }

    @Override
    public void queryBalance() {
        events.add(new ExchangeEvent.BalanceReport(now, settings.asset(), account.balance(), account.available()));
    }

    @Override
    public void setLeverage(Instrument instrument, int leverage) {
        if (leverage < 1 || leverage > instrument.maxLeverage()) {
            events.add(new ExchangeEvent.LeverageRejected(
                    now, instrument.symbol(), leverage, "allowed are 1 to " + instrument.maxLeverage()));
            return;
        }
        account.position(instrument.symbol()).leverage(leverage);
        events.add(new ExchangeEvent.LeverageSet(now, instrument.symbol(), leverage));
    }

    private Optional<PaperOrder> find(ClientOrderId id) {
        return Optional.ofNullable(open.get(id)).or(() -> Optional.ofNullable(ended.get(id)));
    }

    /** Lets in what has been on its way long enough, or turns it away. */
    private void arrivals() {
        if (onTheWay.isEmpty()) {
            return;
        }
        for (PaperOrder order : List.copyOf(onTheWay)) {
            if (order.arrivesAt() > now) {
                continue;
            }
            Optional<String> refusal = rules.refusal(order.request());
            if (refusal.isPresent()) {
                end(order, ExchangeEvent.VenueState.REJECTED, refusal.get());
                continue;
            }
            onTheWay.remove(order);
            order.arrive();
            events.add(new ExchangeEvent.Accepted(now, order.id(), order.venueId()));
            if (order.request().type().isTrigger()) {
                confirm(order);
            }
        }
    }

    private void execute(PaperOrder order, Price quoted) {
        OrderRequest request = order.request();
        Instrument instrument = request.instrument();
        PaperPosition position = account.position(instrument.symbol());
        Quantity quantity = order.quantity();
        if (request.reduceOnly()) {
            quantity = position.closes(request.side()) ? quantity.min(position.quantity()) : NOTHING;
        }
        if (quantity.isZero()) {
            end(order, ExchangeEvent.VenueState.EXPIRED, "there is no position to reduce");
            return;
        }
        Price price = request.type() == OrderType.LIMIT ? order.price().orElseThrow() : rules.slipped(quoted, request);
        Amount notional = price.times(quantity);
        Amount fee = settings.takerFee().shareOf(notional);
        if (!position.closes(request.side()) && !account.canAfford(instrument, notional, fee)) {
            end(
                    order,
                    ExchangeEvent.VenueState.REJECTED,
                    "insufficient margin for a notional of " + notional + " at its fill");
            return;
        }
        Fill fill = new Fill(
                "F" + ++fillCount,
                order.id(),
                instrument.symbol(),
                request.side(),
                price,
                quantity,
                fee,
                settings.asset(),
                now);
        account.take(fill);
        order.fill(fill);
        file(order);
        events.add(new ExchangeEvent.Filled(fill));
        request.exits().ifPresent(exits -> attach(order, exits, fill.quantity()));
        order.parent().ifPresent(parent -> cancelSiblings(parent, order));
    }

    /** The exits of an entry come to stand with its fill. */
    private void attach(PaperOrder entry, AttachedExits exits, Quantity quantity) {
        OrderRequest parent = entry.request();
        Side side = parent.side().opposite();
        stand(entry, OrderRequest.stop(exits.stopId(), parent.instrument(), side, quantity, exits.stop(), now));
        stand(
                entry,
                OrderRequest.takeProfit(
                        exits.takeProfitId(), parent.instrument(), side, quantity, exits.takeProfit(), now));
    }

    private void stand(PaperOrder entry, OrderRequest exit) {
        PaperOrder order = new PaperOrder(exit, Optional.of(entry.id()), ++orderCount, now);
        Price last = account.price(exit.instrument().symbol()).orElseThrow();
        insert(order);
        if (rules.touches(exit, exit.price().orElseThrow(), last)) {
            end(
                    order,
                    ExchangeEvent.VenueState.REJECTED,
                    "trigger " + exit.price().orElseThrow() + " would fire at once at " + last);
            return;
        }
        onTheWay.remove(order);
        order.arrive();
        confirm(order);
    }

    private void cancelSiblings(ClientOrderId parent, PaperOrder filled) {
        for (PaperOrder order :
                List.copyOf(bySymbol.getOrDefault(filled.request().instrument().symbol(), List.of()))) {
            if (order != filled && order.parent().equals(Optional.of(parent))) {
                end(order, ExchangeEvent.VenueState.CANCELLED, "its other exit was filled");
            }
        }
    }

    private void confirm(PaperOrder order) {
        events.add(new ExchangeEvent.ProtectionConfirmed(
                now, order.id(), order.price().orElseThrow(), order.quantity()));
    }

    private void end(PaperOrder order, ExchangeEvent.VenueState how, String why) {
        order.end(how, why);
        file(order);
        events.add(
                switch (how) {
                    case REJECTED -> new ExchangeEvent.Rejected(now, order.id(), why);
                    case EXPIRED -> new ExchangeEvent.Expired(now, order.id(), NOTHING, why);
                    case CANCELLED, FILLED, OPEN -> new ExchangeEvent.Cancelled(now, order.id(), NOTHING);
                });
    }

    private void insert(PaperOrder order) {
        open.put(order.id(), order);
        bySymbol.computeIfAbsent(order.request().instrument().symbol(), symbol -> new ArrayList<>())
                .add(order);
        if (!order.hasArrived()) {
            onTheWay.add(order);
        }
    }

    private void file(PaperOrder order) {
        open.remove(order.id());
        onTheWay.remove(order);
        bySymbol.getOrDefault(order.request().instrument().symbol(), new ArrayList<>())
                .remove(order);
        ended.put(order.id(), order);
        if (ended.size() > ENDED_REMEMBERED) {
            Iterator<ClientOrderId> oldest = ended.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Writes the complete state, bit for bit, for {@link #load}; events not yet drained are part of it. */
    public void save(DataOutput out) throws IOException {
        account.save(out);
        for (Map<ClientOrderId, PaperOrder> orders : List.of(open, ended)) {
            out.writeInt(orders.size());
            for (PaperOrder order : orders.values()) {
                order.save(out);
            }
        }
        out.writeInt(events.size());
        for (ExchangeEvent event : events) {
            ExchangeEventCodec.save(event, out);
        }
        out.writeLong(now);
        out.writeLong(orderCount);
        out.writeLong(fillCount);
    }

    /** Reads what {@link #save} wrote: an exchange that goes on exactly as the saved one would. */
    public static PaperExchange load(DataInput in, PaperSettings settings) throws IOException {
        PaperExchange exchange = new PaperExchange(settings, PaperAccount.load(in));
        for (int left = in.readInt(); left > 0; left--) {
            exchange.insert(PaperOrder.load(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            PaperOrder order = PaperOrder.load(in);
            exchange.ended.put(order.id(), order);
        }
        for (int left = in.readInt(); left > 0; left--) {
            exchange.events.add(ExchangeEventCodec.load(in));
        }
        exchange.now = in.readLong();
        exchange.orderCount = in.readLong();
        exchange.fillCount = in.readLong();
        return exchange;
    }
}
