package cts.simulation;

import cts.exchange.AttachedExits;
import cts.exchange.ClientOrderId;
import cts.exchange.ExchangeEvent;
import cts.exchange.ExchangeEvent.VenueState;
import cts.exchange.Fill;
import cts.exchange.OrderRequest;
import cts.exchange.Side;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The orders, positions and money of the scripted exchange: the truth. It fills in parts, and says so on the wire. */
final class ScriptedBook {
    static final String ASSET = "USDT";
    private static final Percent FEE = Percent.of("0.055");
    private static final Amount START = Amount.of("10000");

    private final SplittableRandom random;
    private final ScriptedWire wire;
    private final PaperAccount account = new PaperAccount(START);
    private final Map<ClientOrderId, ScriptedOrder> orders = new LinkedHashMap<>();
    private Amount cash = START;
    private int fills;

    ScriptedBook(SplittableRandom random, ScriptedWire wire) {
        this.random = random;
        this.wire = wire;
    }

    void add(ScriptedOrder order) {
        orders.put(order.id(), order);
    }

    @Nullable
    ScriptedOrder find(ClientOrderId id) {
        return orders.get(id);
    }

    List<ScriptedOrder> open() {
        return orders.values().stream().filter(ScriptedOrder::isOpen).toList();
    }

    Optional<Price> price(String symbol) {
        return account.price(symbol);
    }

    Amount cash() {
        return cash;
    }

    Amount balance() {
        return account.balance();
    }

    int fills() {
        return fills;
    }

    /** Held quantity of a symbol, below zero for a short. */
    BigDecimal held(String symbol) {
        PaperPosition position = account.position(symbol);
        BigDecimal quantity = position.quantity().value();
        return position.direction() == Direction.LONG ? quantity : quantity.negate();
    }

    List<ExchangeEvent.VenuePosition> positions() {
        List<ExchangeEvent.VenuePosition> held = new ArrayList<>();
        account.positions().forEach((symbol, position) -> {
            if (!position.quantity().isZero()) {
                held.add(new ExchangeEvent.VenuePosition(
                        symbol, position.direction(), position.quantity(), position.average()));
            }
        });
        return held;
    }

    /** Why an order is refused as it arrives, whatever the weather. */
    Optional<String> refusal(ScriptedOrder order) {
        if (order.request.reduceOnly() && !account.position(order.symbol()).closes(order.request.side())) {
            return Optional.of("nothing to reduce");
        }
        Optional<Price> last = account.price(order.symbol());
        boolean fires = last.isPresent() && order.touches(order.trigger, last.get());
        return fires ? Optional.of("would fire at once") : Optional.empty();
    }

    void price(String symbol, Price price) {
        account.price(symbol, price);
    }

    /** Executes what a price reaches. */
    void execute(String symbol, Price price) {
        for (ScriptedOrder order : List.copyOf(orders.values())) {
            if (order.isOpen() && order.symbol().equals(symbol)) {
                order.awake |= order.touches(order.trigger, price);
                if (order.awake) {
                    execute(order, price);
                }
            }
        }
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
        ScriptedOrder order = orders.get(exit.id());
        if (order == null) {
            order = new ScriptedOrder(exit, Optional.of(entry.id()));
            orders.put(exit.id(), order);
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
        for (ScriptedOrder order : orders.values()) {
            if (order != filled && order.parent.equals(Optional.of(parent)) && order.isOpen()) {
                order.state = VenueState.CANCELLED;
                wire.answer(new ExchangeEvent.Cancelled(wire.now(), order.request.id(), order.filled()));
            }
        }
    }
}
