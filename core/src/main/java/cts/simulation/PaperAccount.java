package cts.simulation;

import cts.exchange.Fill;
import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Price;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Balance, positions and last prices of the paper account; exact to the last digit. */
final class PaperAccount {

    private final Map<String, PaperPosition> positions = new TreeMap<>();
    private final Map<String, Price> prices = new TreeMap<>();
    private Amount balance;

    PaperAccount(Amount balance) {
        this.balance = balance;
    }

    void price(String symbol, Price price) {
        prices.put(symbol, price);
    }

    Optional<Price> price(String symbol) {
        return Optional.ofNullable(prices.get(symbol));
    }

    PaperPosition position(String symbol) {
        return positions.computeIfAbsent(symbol, name -> new PaperPosition());
    }

    void take(Fill fill) {
        Amount result = position(fill.symbol()).take(fill.side(), fill.price(), fill.quantity());
        balance = balance.plus(result).minus(fill.fee());
    }

    Amount balance() {
        return balance;
    }

    Amount equity() {
        Amount equity = balance;
        for (Map.Entry<String, PaperPosition> held : positions.entrySet()) {
            Price price = prices.get(held.getKey());
            if (price != null) {
                equity = equity.plus(held.getValue().unrealised(price));
            }
        }
        return equity;
    }

    /** What may still be bound as margin. */
    Amount available() {
        Amount bound = Amount.ZERO;
        for (PaperPosition position : positions.values()) {
            bound = bound.plus(position.margin());
        }
        return equity().minus(bound).max(Amount.ZERO);
    }

    boolean canAfford(Instrument instrument, Amount notional, Amount fee) {
        int leverage = position(instrument.symbol()).leverage();
        Amount margin = notional.dividedBy(BigDecimal.valueOf(leverage));
        return !margin.plus(fee).isAbove(available());
    }

    Map<String, PaperPosition> positions() {
        return positions;
    }

    void save(DataOutput out) throws IOException {
        balance.save(out);
        out.writeInt(positions.size());
        for (Map.Entry<String, PaperPosition> each : positions.entrySet()) {
            out.writeUTF(each.getKey());
            each.getValue().save(out);
        }
        out.writeInt(prices.size());
        for (Map.Entry<String, Price> each : prices.entrySet()) {
            out.writeUTF(each.getKey());
            each.getValue().save(out);
        }
    }

    static PaperAccount load(DataInput in) throws IOException {
        PaperAccount account = new PaperAccount(Amount.load(in));
        for (int left = in.readInt(); left > 0; left--) {
            account.positions.put(in.readUTF(), PaperPosition.load(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            account.prices.put(in.readUTF(), Price.load(in));
        }
        return account;
    }
}
