package cts.execution;

import cts.exchange.ClientOrderId;
import cts.exchange.Fill;
import cts.market.Direction;
import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Price;
import cts.money.Quantity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * A position of ours at the exchange, made of nothing but fills. Cost and realised result are matched pro rata: closing
 * a share of the quantity takes that share of the cost, the last one takes the rest, so money is conserved to the last
 * digit. An exit fill that arrives before its entry fill is kept until the entry shows up.
 */
final class ExchangePosition {

    static final long NEVER = Long.MAX_VALUE;

    private final OrderIntent entry;
    private PositionStatus status = PositionStatus.OPENING;
    private Quantity quantity = Quantity.ZERO;
    private Quantity entered = Quantity.ZERO;
    private Quantity exited = Quantity.ZERO;
    private Quantity unmatched = Quantity.ZERO;
    private Amount unmatchedNotional = Amount.ZERO;
    private Amount cost = Amount.ZERO;
    private Amount entryNotional = Amount.ZERO;
    private Amount exitNotional = Amount.ZERO;
    private Amount realised = Amount.ZERO;
    private Amount fees = Amount.ZERO;
    private Amount funding = Amount.ZERO;
    private double best = Double.NaN;
    private double worst = Double.NaN;
    private long openedAt;
    private Optional<CloseReason> closeReason = Optional.empty();
    private long closedAt = NEVER;

    /** The orders that protect and close it; changed by the protector alone. */
    Optional<ClientOrderId> stopId = Optional.empty();

    Optional<ClientOrderId> takeProfitId = Optional.empty();
    Optional<ClientOrderId> exitId = Optional.empty();
    Optional<Price> stop = Optional.empty();
    Optional<Price> takeProfit = Optional.empty();
    boolean trailed;
    long trailedAt;
    long protectBy = NEVER;
    long nextStopAt;
    int exitTries;
    long nextExitAt;
    long unmatchedSince = NEVER;

    ExchangePosition(OrderIntent entry) {
        this.entry = entry;
        this.openedAt = entry.time();
    }

    /** Counts an entry fill and returns the result realised by exits that had come before it. */
    Amount enter(Fill fill) {
        if (entered.isZero()) {
            openedAt = fill.time();
        }
        entered = entered.plus(fill.quantity());
        quantity = quantity.plus(fill.quantity());
        cost = cost.plus(fill.notional());
        entryNotional = entryNotional.plus(fill.notional());
        touch(fill.price().toDouble());
        if (status == PositionStatus.OPENING) {
            status = PositionStatus.OPEN;
        }
        if (status == PositionStatus.CLOSED) {
            status = PositionStatus.CLOSING;
            closeReason = Optional.of(CloseReason.LATE_FILL);
            closedAt = NEVER;
        }
        if (unmatched.isZero()) {
            return Amount.ZERO;
        }
        Quantity part = unmatched.min(quantity);
        Amount proceeds = unmatchedNotional.share(part, unmatched);
        unmatched = unmatched.minus(part);
        unmatchedNotional = unmatchedNotional.minus(proceeds);
        if (unmatched.isZero()) {
            unmatchedSince = NEVER;
        }
        return realise(part, proceeds);
    }

    /** Counts an exit fill and returns the result that it realised. */
    Amount exit(Fill fill) {
        exited = exited.plus(fill.quantity());
        exitNotional = exitNotional.plus(fill.notional());
        Quantity part = fill.quantity().min(quantity);
        Amount proceeds = fill.notional().share(part, fill.quantity());
        Quantity ahead = fill.quantity().minus(part);
        if (!ahead.isZero()) {
            unmatchedSince = unmatched.isZero() ? fill.time() : unmatchedSince;
            unmatched = unmatched.plus(ahead);
            unmatchedNotional = unmatchedNotional.plus(fill.notional().minus(proceeds));
        }
        return part.isZero() ? Amount.ZERO : realise(part, proceeds);
    }

    private Amount realise(Quantity part, Amount proceeds) {
        Amount share = cost.share(part, quantity);
        Amount result = direction() == Direction.LONG ? proceeds.minus(share) : share.minus(proceeds);
        cost = cost.minus(share);
        quantity = quantity.minus(part);
        realised = realised.plus(result);
        return result;
    }

    void pay(Amount fee) {
        fees = fees.plus(fee);
    }

    void fund(Amount amount) {
        funding = funding.plus(amount);
    }

    /** Takes a price into the extremes; whether it is the most favourable so far. */
    boolean touch(double price) {
        boolean isLong = direction() == Direction.LONG;
        boolean first = Double.isNaN(best);
        if (first || (isLong ? price < worst : price > worst)) {
            worst = price;
        }
        if (first || (isLong ? price > best : price < best)) {
            best = price;
            return true;
        }
        return false;
    }

    void beginClose(CloseReason reason) {
        status = PositionStatus.CLOSING;
        closeReason = closeReason.or(() -> Optional.of(reason));
    }

    void close(long time) {
        status = PositionStatus.CLOSED;
        closeReason = closeReason.or(() -> Optional.of(CloseReason.NOT_FILLED));
        closedAt = time;
    }

    Amount unrealised(Price price) {
        Amount value = price.times(quantity);
        return direction() == Direction.LONG ? value.minus(cost) : cost.minus(value);
    }

    String id() {
        return entry.positionId();
    }

    OrderIntent entry() {
        return entry;
    }

    Leg leg() {
        return entry.leg();
    }

    Direction direction() {
        return entry.leg().direction();
    }

    Instrument instrument() {
        return entry.request().instrument();
    }

    ExitPlan plan() {
        return entry.plan();
    }

    PositionStatus status() {
        return status;
    }

    boolean isClosed() {
        return status == PositionStatus.CLOSED;
    }

    Quantity quantity() {
        return quantity;
    }

    /** Whether something is held, all of it is under a confirmed stop, and nothing is being closed. */
    boolean isAtRest() {
        return status == PositionStatus.OPEN && !quantity.isZero() && protectBy == NEVER;
    }

    boolean hasExited() {
        return !exited.isZero();
    }

    boolean isUnmatched() {
        return !unmatched.isZero();
    }

    /** Mean entry price; only after the first fill. */
    Price average() {
        return entryNotional.per(entered);
    }

    /** Most favourable price; only after the first fill. */
    Price best() {
        return Price.of(best);
    }

    long openedAt() {
        return openedAt;
    }

    long closedAt() {
        return closedAt;
    }

    PositionRecord record(Optional<Price> price) {
        return new PositionRecord(
                id(),
                leg(),
                entry.setId(),
                entry.mode(),
                instrument(),
                plan(),
                status,
                quantity,
                entered,
                entered.isZero() ? Optional.empty() : Optional.of(average()),
                exited.isZero() ? Optional.empty() : Optional.of(exitNotional.per(exited)),
                entry.id(),
                stopId,
                takeProfitId,
                stop,
                takeProfit,
                realised,
                price.map(this::unrealised).orElse(Amount.ZERO),
                fees,
                funding,
                Double.isNaN(best) ? Optional.empty() : Optional.of(Price.of(best)),
                Double.isNaN(worst) ? Optional.empty() : Optional.of(Price.of(worst)),
                openedAt,
                closeReason,
                closedAt == NEVER ? Optional.empty() : Optional.of(closedAt));
    }

    void save(DataOutput out) throws IOException {
        entry.save(out);
        out.writeUTF(status.name());
        for (Quantity each : new Quantity[] {quantity, entered, exited, unmatched}) {
            each.save(out);
        }
        for (Amount each :
                new Amount[] {unmatchedNotional, cost, entryNotional, exitNotional, realised, fees, funding}) {
            each.save(out);
        }
        out.writeDouble(best);
        out.writeDouble(worst);
        out.writeLong(openedAt);
        out.writeUTF(closeReason.map(Enum::name).orElse(""));
        out.writeLong(closedAt);
        out.writeUTF(stopId.map(ClientOrderId::value).orElse(""));
        out.writeUTF(takeProfitId.map(ClientOrderId::value).orElse(""));
        out.writeUTF(exitId.map(ClientOrderId::value).orElse(""));
        out.writeUTF(stop.map(Price::toString).orElse(""));
        out.writeUTF(takeProfit.map(Price::toString).orElse(""));
        out.writeBoolean(trailed);
        out.writeLong(trailedAt);
        out.writeLong(protectBy);
        out.writeLong(nextStopAt);
        out.writeInt(exitTries);
        out.writeLong(nextExitAt);
        out.writeLong(unmatchedSince);
    }

    static ExchangePosition load(DataInput in) throws IOException {
        ExchangePosition position = new ExchangePosition(OrderIntent.load(in));
        position.status = PositionStatus.valueOf(in.readUTF());
        position.quantity = Quantity.load(in);
        position.entered = Quantity.load(in);
        position.exited = Quantity.load(in);
        position.unmatched = Quantity.load(in);
        position.unmatchedNotional = Amount.load(in);
        position.cost = Amount.load(in);
        position.entryNotional = Amount.load(in);
        position.exitNotional = Amount.load(in);
        position.realised = Amount.load(in);
        position.fees = Amount.load(in);
        position.funding = Amount.load(in);
        position.best = in.readDouble();
        position.worst = in.readDouble();
        position.openedAt = in.readLong();
        position.closeReason = given(in.readUTF()).map(CloseReason::valueOf);
        position.closedAt = in.readLong();
        position.stopId = given(in.readUTF()).map(ClientOrderId::new);
        position.takeProfitId = given(in.readUTF()).map(ClientOrderId::new);
        position.exitId = given(in.readUTF()).map(ClientOrderId::new);
        position.stop = given(in.readUTF()).map(Price::of);
        position.takeProfit = given(in.readUTF()).map(Price::of);
        position.trailed = in.readBoolean();
        position.trailedAt = in.readLong();
        position.protectBy = in.readLong();
        position.nextStopAt = in.readLong();
        position.exitTries = in.readInt();
        position.nextExitAt = in.readLong();
        position.unmatchedSince = in.readLong();
        return position;
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
