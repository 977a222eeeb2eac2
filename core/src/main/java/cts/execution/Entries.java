package cts.execution;

import cts.exchange.AttachedExits;
import cts.exchange.ClientOrderId;
import cts.exchange.ClientOrderIds;
import cts.exchange.Exchange;
import cts.exchange.OrderRequest;
import cts.exchange.OrderType;
import cts.exchange.Side;
import cts.market.Direction;
import cts.market.Instrument;
import cts.money.Price;
import java.util.Optional;

/** Opens positions: from the request through the refusals to the entry's intent, and again from a stored intent. */
final class Entries {

    private final Exchange exchange;
    private final Orders orders;
    private final Positions positions;
    private final EntryChecks checks;
    private final Reconciliation reconciliation;
    private final LastPrices prices;
    private final ClientOrderIds ids;
    private final ExecutionJournal journal;
    private DeskSettings settings;

    Entries(
            Exchange exchange,
            Orders orders,
            Positions positions,
            EntryChecks checks,
            Reconciliation reconciliation,
            LastPrices prices,
            ClientOrderIds ids,
            ExecutionJournal journal,
            DeskSettings settings) {
        this.exchange = exchange;
        this.orders = orders;
        this.positions = positions;
        this.checks = checks;
        this.reconciliation = reconciliation;
        this.prices = prices;
        this.ids = ids;
        this.journal = journal;
        this.settings = settings;
    }

    void configure(DeskSettings newSettings) {
        settings = newSettings;
    }

    OpenOutcome open(OpenRequest request, TradingState state) {
        Optional<Refusal> closed = deskRefusal(request.instrument().symbol(), state);
        if (closed.isPresent()) {
            return refuse(request, closed.get());
        }
        return switch (checks.check(request)) {
            case EntryChecks.Verdict.Refused refused -> refuse(request, refused.refusal());
            case EntryChecks.Verdict.Passed passed -> enter(request, passed.sized());
        };
    }

    private Optional<Refusal> deskRefusal(String symbol, TradingState state) {
        if (state == TradingState.EMERGENCY_STOPPED) {
            return refusal(RefusalReason.EMERGENCY_STOPPED, "trading was stopped by an emergency stop");
        }
        if (state == TradingState.PAUSED) {
            return refusal(RefusalReason.PAUSED, "the engine is paused");
        }
        if (!orders.isConnected()) {
            return refusal(RefusalReason.DISCONNECTED, "the exchange is not connected");
        }
        if (!reconciliation.isComplete()) {
            return refusal(
                    RefusalReason.NOT_RECONCILED, "our orders and positions are being compared with the exchange's");
        }
        Optional<String> frozen = reconciliation.frozen(symbol);
        if (frozen.isPresent()) {
            return refusal(RefusalReason.SYMBOL_FROZEN, symbol + " is frozen: " + frozen.get());
        }
        return reconciliation
                .foreignOn(symbol)
                .flatMap(leg -> refusal(RefusalReason.FOREIGN_POSITION, "a position on " + leg + " is not ours"));
    }

    private static Optional<Refusal> refusal(RefusalReason reason, String sentence) {
        return Optional.of(Refusal.of(reason, 1, 0, sentence));
    }

    private OpenOutcome refuse(OpenRequest request, Refusal refusal) {
        journal.onRefusal(request, refusal);
        return new OpenOutcome.Refused(refusal);
    }

    private OpenOutcome enter(OpenRequest request, SizingOutcome.Sized sized) {
        Instrument instrument = request.instrument();
        ClientOrderId id = ids.next();
        OrderRequest entry =
                OrderRequest.entry(id, instrument, Side.opening(request.direction()), sized.quantity(), request.time());
        if (exchange.attachesExits()) {
            entry = entry.with(exitsAt(request));
        }
        Leg leg = positions.leg(instrument.symbol(), request.direction());
        OrderIntent intent = new OrderIntent(
                entry, id.value(), leg, request.setId(), request.mode(), Purpose.ENTRY, request.plan(), ids.epoch());
        checks.onEntry(request.time());
        takeUp(intent);
        orders.add(intent);
        return new OpenOutcome.Opening(id.value());
    }

    /** Attached exits start at the last price; they move to the actual average entry when it is known. */
    private AttachedExits exitsAt(OpenRequest request) {
        Instrument instrument = request.instrument();
        Price reference = prices.of(instrument.symbol()).orElse(request.referencePrice());
        Direction direction = request.direction();
        return new AttachedExits(
                ids.next(),
                request.plan().firstStop(direction, reference, instrument.tickSize()),
                ids.next(),
                request.plan().takeProfitLevel(direction, reference, instrument.tickSize()));
    }

    /** The position of an entry, with the orders that travel with it. */
    private ExchangePosition takeUp(OrderIntent entry) {
        ExchangePosition position = positions.open(entry);
        entry.request().exits().ifPresent(exits -> {
            position.stopId = Optional.of(exits.stopId());
            position.takeProfitId = Optional.of(exits.takeProfitId());
            attach(entry, exits.stopId(), exits.stop(), Purpose.STOP);
            attach(entry, exits.takeProfitId(), exits.takeProfit(), Purpose.TAKE_PROFIT);
        });
        return position;
    }

    private void attach(OrderIntent entry, ClientOrderId id, Price trigger, Purpose purpose) {
        OrderRequest parent = entry.request();
        OrderRequest request = new OrderRequest(
                id,
                parent.instrument(),
                parent.side().opposite(),
                purpose == Purpose.STOP ? OrderType.STOP_MARKET : OrderType.TAKE_PROFIT_MARKET,
                parent.quantity(),
                Optional.of(trigger),
                true,
                Optional.empty(),
                parent.time());
        orders.attach(new OrderIntent(
                request,
                entry.positionId(),
                entry.leg(),
                entry.setId(),
                entry.mode(),
                purpose,
                entry.plan(),
                entry.epoch()));
    }

    /** Takes up an order that only storage remembers. */
    void adopt(OrderIntent intent, long now) {
        if (intent.purpose() == Purpose.ENTRY) {
            takeUp(intent);
        } else {
            Optional<ExchangePosition> position = positions.find(intent.positionId());
            if (position.isEmpty()) {
                reconciliation.freeze(
                        now,
                        intent.leg().symbol(),
                        intent.leg() + ": order " + intent.id() + " has no known end and its position is not known");
                return;
            }
            switch (intent.purpose()) {
                case STOP -> position.get().stopId = Optional.of(intent.id());
                case TAKE_PROFIT -> position.get().takeProfitId = Optional.of(intent.id());
                case EXIT, ENTRY -> position.get().exitId = Optional.of(intent.id());
            }
        }
        orders.adopt(intent, now);
    }

    /** Why an order whose intent is durable should not be sent any more. */
    Optional<String> obstacle(DeskOrder order, TradingState state, long now) {
        Optional<ExchangePosition> position = positions.find(order.intent().positionId());
        if (position.isEmpty()) {
            return Optional.of("its position is not known");
        }
        PositionStatus status = position.get().status();
        return switch (order.intent().purpose()) {
            case ENTRY -> entryObstacle(order, status, state, now);
            case STOP, TAKE_PROFIT ->
                status == PositionStatus.OPEN ? Optional.empty() : Optional.of("its position is being closed");
            case EXIT ->
                position.get().quantity().isZero() ? Optional.of("nothing is held any more") : Optional.empty();
        };
    }

    private Optional<String> entryObstacle(DeskOrder order, PositionStatus status, TradingState state, long now) {
        long late = now - order.intent().time();
        if (late > settings.timings().entryDelay()) {
            return Optional.of("its intent was durable only after " + late + " ms");
        }
        if (status != PositionStatus.OPENING) {
            return Optional.of("its position is being closed");
        }
        Optional<Refusal> refusal = deskRefusal(order.intent().leg().symbol(), state);
        boolean mayEnter = refusal.isEmpty() || refusal.get().reason() == RefusalReason.NOT_RECONCILED;
        return mayEnter ? Optional.empty() : refusal.map(Refusal::sentence);
    }
}
