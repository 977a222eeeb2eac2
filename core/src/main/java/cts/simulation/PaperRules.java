package cts.simulation;

import cts.exchange.OrderRequest;
import cts.exchange.OrderType;
import cts.exchange.Side;
import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Price;
import java.util.Optional;

/** What the paper exchange takes, when it executes an order, and at what price. Changes nothing. */
final class PaperRules {

    private final PaperSettings settings;
    private final PaperAccount account;

    PaperRules(PaperSettings settings, PaperAccount account) {
        this.settings = settings;
        this.account = account;
    }

    /** Why an order that arrives is turned away. */
    Optional<String> refusal(OrderRequest request) {
        Instrument instrument = request.instrument();
        Optional<Price> last = account.price(instrument.symbol());
        if (!instrument.quote().equals(settings.asset())) {
            return Optional.of("the account is kept in " + settings.asset() + ", not " + instrument.quote());
        }
        if (last.isEmpty()) {
            return Optional.of("there is no price of " + instrument.symbol() + " yet");
        }
        if (request.type().isTrigger() && touches(request, request.price().orElseThrow(), last.get())) {
            return Optional.of("trigger " + request.price().orElseThrow() + " would fire at once at " + last.get());
        }
        if (request.reduceOnly()) {
            boolean reduces = account.position(instrument.symbol()).closes(request.side());
            return reduces ? Optional.empty() : Optional.of("there is no position to reduce");
        }
        return openingRefusal(request, request.price().orElse(last.get()));
    }

    private Optional<String> openingRefusal(OrderRequest request, Price price) {
        Instrument instrument = request.instrument();
        PaperPosition position = account.position(instrument.symbol());
        Amount notional = price.times(request.quantity());
        if (instrument.kind() == Instrument.Kind.SPOT
                && request.side() == Side.SELL
                && (!position.closes(Side.SELL) || request.quantity().isAbove(position.quantity()))) {
            return Optional.of("more cannot be sold than is held");
        }
        if (request.quantity().isBelow(instrument.minQuantity())) {
            return Optional.of("quantity " + request.quantity() + " is below the minimum " + instrument.minQuantity());
        }
        if (notional.isBelow(instrument.minNotional())) {
            return Optional.of("notional " + notional + " is below the minimum " + instrument.minNotional());
        }
        if (!position.closes(request.side())
                && !account.canAfford(instrument, notional, settings.takerFee().shareOf(notional))) {
            return Optional.of(
                    "insufficient margin: " + account.available() + " is available for a notional of " + notional);
        }
        return Optional.empty();
    }

    /** Whether an order in the book is executed at a price. */
    boolean isReached(PaperOrder order, Price price) {
        if (!order.hasArrived()) {
            return false;
        }
        return switch (order.request().type()) {
            case MARKET -> true;
            case LIMIT -> {
                Price limit = order.price().orElseThrow();
                yield order.request().side() == Side.BUY ? !price.isAbove(limit) : !price.isBelow(limit);
            }
            case STOP_MARKET, TAKE_PROFIT_MARKET ->
                touches(order.request(), order.price().orElseThrow(), price);
        };
    }

    /** A SELL stop is touched from above, a SELL take profit from below; BUY mirrors both. Touching counts. */
    boolean touches(OrderRequest request, Price trigger, Price price) {
        boolean fromAbove = (request.type() == OrderType.STOP_MARKET) == (request.side() == Side.SELL);
        return fromAbove ? !price.isAbove(trigger) : !price.isBelow(trigger);
    }

    /** The price of a market fill: worse than quoted, on the tick. */
    Price slipped(Price quoted, OrderRequest request) {
        Price tick = request.instrument().tickSize();
        Price worse = quoted.times(
                request.side() == Side.BUY
                        ? settings.slippage().above()
                        : settings.slippage().below());
        return worse.isBelow(tick) ? tick : worse.toTick(tick, request.side().adverse());
    }
}
