package cts.execution;

import cts.execution.SizingOutcome.BelowMinimum;
import cts.execution.SizingOutcome.Sized;
import cts.market.Direction;
import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Percent;
import cts.money.Price;
import cts.money.Quantity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The risk checks of an entry, in a fixed order; the first that fails refuses it with its figures. What passes has been
 * sized. Nothing here sends anything.
 */
final class EntryChecks {

    private static final long MINUTE = 60_000;

    private final Account account;
    private final Positions positions;
    private final Orders orders;
    private final LastPrices prices;
    private final Deque<Long> entries = new ArrayDeque<>();
    private final Map<String, Integer> leverages = new TreeMap<>();
    private DeskSettings settings;

    EntryChecks(Account account, Positions positions, Orders orders, LastPrices prices, DeskSettings settings) {
        this.account = account;
        this.positions = positions;
        this.orders = orders;
        this.prices = prices;
        this.settings = settings;
    }

    void configure(DeskSettings newSettings) {
        settings = newSettings;
    }

    /** The exchange confirmed a leverage. */
    void onLeverage(String symbol, int leverage) {
        leverages.put(symbol, leverage);
    }

    /** An entry is being sent; it counts for the order rate. */
    void onEntry(long time) {
        entries.addLast(time);
    }

    /** The quantity to trade, or why not. */
    Verdict check(OpenRequest request) {
        Instrument instrument = request.instrument();
        RiskSettings risk = settings.risk();
        Optional<Refusal> refusal = allowed(request, risk)
                .or(() -> leverage(instrument, risk))
                .or(() -> legs(request, risk))
                .or(() -> price(request, risk))
                .or(() -> equityAge(request, risk))
                .or(() -> losses(risk))
                .or(() -> rate(request.time(), risk));
        if (refusal.isPresent()) {
            return new Verdict.Refused(refusal.get());
        }
        Price price = prices.of(instrument.symbol()).orElseThrow();
        Amount equity = equity();
        return switch (Sizing.size(
                equity, price, instrument, settings.volume(), request.mode(), request.ratio(), risk.leverage())) {
            case BelowMinimum below -> new Verdict.Refused(belowMinimum(instrument, below));
            case Sized sized ->
                exposure(instrument, sized.notional(), equity, risk)
                        .<Verdict>map(Verdict.Refused::new)
                        .orElseGet(() -> new Verdict.Passed(sized));
        };
    }

    /** What the checks found. */
    sealed interface Verdict {
        record Passed(Sized sized) implements Verdict {}

        record Refused(Refusal refusal) implements Verdict {}
    }

    /** Balance and unrealised results at the last prices. */
    Amount equity() {
        return account.balance().plus(positions.unrealised());
    }

    private Optional<Refusal> allowed(OpenRequest request, RiskSettings risk) {
        String symbol = request.instrument().symbol();
        if (risk.allowedSymbols().isPresent() && !risk.allowedSymbols().get().contains(symbol)) {
            return refuse(
                    RefusalReason.SYMBOL_NOT_ALLOWED,
                    0,
                    risk.allowedSymbols().get().size(),
                    () -> symbol + " is not among the "
                            + risk.allowedSymbols().get().size() + " allowed symbols");
        }
        if (!request.instrument().allows(request.direction())) {
            return refuse(RefusalReason.SPOT_SHORT, 1, 0, () -> symbol + " is spot and cannot be sold short");
        }
        return Optional.empty();
    }

    private Optional<Refusal> leverage(Instrument instrument, RiskSettings risk) {
        if (risk.leverage() > instrument.maxLeverage()) {
            return refuse(
                    RefusalReason.LEVERAGE,
                    risk.leverage(),
                    instrument.maxLeverage(),
                    () -> "leverage " + risk.leverage() + " is above the " + instrument.maxLeverage() + " of "
                            + instrument.symbol());
        }
        int confirmed = leverages.getOrDefault(instrument.symbol(), 0);
        if (instrument.kind() == Instrument.Kind.PERPETUAL && confirmed != risk.leverage()) {
            return refuse(
                    RefusalReason.LEVERAGE,
                    confirmed,
                    risk.leverage(),
                    () -> "the exchange has not confirmed leverage " + risk.leverage() + " for " + instrument.symbol());
        }
        return Optional.empty();
    }

    private Optional<Refusal> legs(OpenRequest request, RiskSettings risk) {
        String symbol = request.instrument().symbol();
        Direction direction = request.direction();
        if (positions.holder(symbol, direction).isPresent()) {
            return refuse(
                    RefusalReason.LEG_TAKEN,
                    1,
                    1,
                    () -> symbol + " " + direction + " is held by set "
                            + positions
                                    .holder(symbol, direction)
                                    .orElseThrow()
                                    .entry()
                                    .setId());
        }
        if (positions.holder(symbol, direction.opposite()).isPresent()) {
            return refuse(
                    RefusalReason.OPPOSITE_OPEN,
                    1,
                    0,
                    () -> "a " + direction.opposite() + " is open on " + symbol + "; positions are never netted");
        }
        int open = positions.open().size();
        if (open >= risk.maxOpenLegs()) {
            return refuse(
                    RefusalReason.MAX_OPEN_LEGS,
                    open,
                    risk.maxOpenLegs(),
                    () -> open + " legs are open, as many as allowed");
        }
        return Optional.empty();
    }

    private Optional<Refusal> price(OpenRequest request, RiskSettings risk) {
        String symbol = request.instrument().symbol();
        long age = prices.age(symbol, request.time()).orElse(Long.MAX_VALUE);
        if (age > risk.maxPriceAge()) {
            return refuse(
                    RefusalReason.STALE_PRICE,
                    age,
                    risk.maxPriceAge(),
                    () -> "the last price of " + symbol
                            + (age == Long.MAX_VALUE
                                    ? " is not known"
                                    : " is " + age + " ms old; allowed are " + risk.maxPriceAge()));
        }
        Price last = prices.of(symbol).orElseThrow();
        BigDecimal off = percent(
                new Amount(last.value().subtract(request.referencePrice().value())).abs(), new Amount(last.value()));
        if (off.compareTo(risk.priceBand().value()) > 0) {
            return refuse(
                    RefusalReason.PRICE_BAND,
                    off,
                    risk.priceBand(),
                    () -> "the last price of " + symbol + ", " + last + ", is " + off.toPlainString()
                            + " % away from the signal's " + request.referencePrice() + "; allowed are "
                            + risk.priceBand() + " %");
        }
        return Optional.empty();
    }

    private Optional<Refusal> equityAge(OpenRequest request, RiskSettings risk) {
        long age = account.isRead() ? request.time() - account.readAt() : Long.MAX_VALUE;
        if (age > risk.maxEquityAge()) {
            return refuse(
                    RefusalReason.STALE_EQUITY,
                    age,
                    risk.maxEquityAge(),
                    () -> account.isRead()
                            ? "the balance was read " + age + " ms ago; allowed are " + risk.maxEquityAge()
                            : "the balance was never read");
        }
        Amount equity = equity();
        if (equity.signum() <= 0) {
            return refuse(
                    RefusalReason.STALE_EQUITY, 0, 0, () -> "the equity is " + equity + ", nothing to trade with");
        }
        return Optional.empty();
    }

    private Optional<Refusal> losses(RiskSettings risk) {
        Amount equity = equity();
        BigDecimal day = lossFrom(account.dayStart(), equity);
        if (day.compareTo(risk.dailyLoss().value()) >= 0) {
            return refuse(
                    RefusalReason.DAILY_LOSS,
                    day,
                    risk.dailyLoss(),
                    () -> "today's loss is " + day.toPlainString() + " % of " + account.dayStart()
                            + "; trading stops for the UTC day at " + risk.dailyLoss() + " %");
        }
        BigDecimal fall = lossFrom(account.peak(), equity);
        if (fall.compareTo(risk.drawdown().value()) >= 0) {
            return refuse(
                    RefusalReason.DRAWDOWN,
                    fall,
                    risk.drawdown(),
                    () -> "the equity is " + fall.toPlainString() + " % below its peak " + account.peak()
                            + "; trading stops at " + risk.drawdown() + " %");
        }
        return Optional.empty();
    }

    private Optional<Refusal> rate(long time, RiskSettings risk) {
        while (!entries.isEmpty() && entries.getFirst() <= time - MINUTE) {
            entries.removeFirst();
        }
        if (entries.size() >= risk.entriesPerMinute()) {
            return refuse(
                    RefusalReason.ORDER_RATE,
                    entries.size(),
                    risk.entriesPerMinute(),
                    () -> entries.size() + " entries within the last minute, as many as allowed");
        }
        return Optional.empty();
    }

    private static Refusal belowMinimum(Instrument instrument, BelowMinimum below) {
        return new Refusal(
                RefusalReason.BELOW_MINIMUM,
                below.intended().value(),
                below.minimum().value(),
                "intended are " + below.intended() + " " + instrument.quote() + ", the least for "
                        + instrument.symbol() + " is " + below.minimum() + "; it would take a balance of "
                        + below.balanceNeeded());
    }

    private Optional<Refusal> exposure(Instrument instrument, Amount notional, Amount equity, RiskSettings risk) {
        Amount symbol = notional;
        Amount gross = notional;
        for (ExchangePosition position : positions.open()) {
            Amount held = exposure(position);
            gross = gross.plus(held);
            if (position.leg().symbol().equals(instrument.symbol())) {
                symbol = symbol.plus(held);
            }
        }
        BigDecimal symbolPercent = percent(symbol, equity);
        if (symbolPercent.compareTo(risk.symbolNotional().value()) > 0) {
            return refuse(
                    RefusalReason.SYMBOL_NOTIONAL,
                    symbolPercent,
                    risk.symbolNotional(),
                    () -> instrument.symbol() + " would hold " + symbolPercent.toPlainString()
                            + " % of the equity; allowed are " + risk.symbolNotional() + " %");
        }
        BigDecimal grossPercent = percent(gross, equity);
        if (grossPercent.compareTo(risk.grossNotional().value()) > 0) {
            return refuse(
                    RefusalReason.GROSS_NOTIONAL,
                    grossPercent,
                    risk.grossNotional(),
                    () -> "all positions would hold " + grossPercent.toPlainString() + " % of the equity; allowed are "
                            + risk.grossNotional() + " %");
        }
        return Optional.empty();
    }

    /** What is held and what its entry may still fill, at the last price. */
    private Amount exposure(ExchangePosition position) {
        Quantity open = orders.find(position.entry().id())
                .filter(DeskOrder::isLive)
                .map(entry -> entry.order().remaining())
                .orElse(Quantity.ZERO);
        Quantity all = position.quantity().plus(open);
        return prices.of(position.leg().symbol()).map(price -> price.times(all)).orElse(Amount.ZERO);
    }

    private static BigDecimal lossFrom(Amount mark, Amount equity) {
        return mark.signum() <= 0 ? BigDecimal.ZERO : percent(mark.minus(equity), mark);
    }

    private static BigDecimal percent(Amount part, Amount whole) {
        return part.percentOf(whole).stripTrailingZeros();
    }

    private static Optional<Refusal> refuse(
            RefusalReason reason, long measured, long limit, Supplier<String> sentence) {
        return Optional.of(Refusal.of(reason, measured, limit, sentence.get()));
    }

    private static Optional<Refusal> refuse(
            RefusalReason reason, BigDecimal measured, Percent limit, Supplier<String> sentence) {
        return Optional.of(new Refusal(reason, measured, limit.value(), sentence.get()));
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(entries.size());
        for (long entry : entries) {
            out.writeLong(entry);
        }
        out.writeInt(leverages.size());
        for (Map.Entry<String, Integer> leverage : leverages.entrySet()) {
            out.writeUTF(leverage.getKey());
            out.writeInt(leverage.getValue());
        }
    }

    void restore(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            entries.addLast(in.readLong());
        }
        for (int left = in.readInt(); left > 0; left--) {
            leverages.put(in.readUTF(), in.readInt());
        }
    }
}
