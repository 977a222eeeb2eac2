package cts.market;

import cts.money.Amount;
import cts.money.Price;
import cts.money.Quantity;
import cts.money.Rounding;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * What can be traded under one symbol of one exchange, and the rules its orders must keep. Quantities are units of the
 * base asset (an adapter whose venue counts contracts converts), prices and notionals are in the quote asset.
 * Immutable.
 *
 * @param exchange lower-case name of the exchange, such as {@code bybit}
 * @param symbol the exchange's name for it, such as {@code BTCUSDT}
 * @param tickSize prices are multiples of it
 * @param lotSize quantities are multiples of it
 * @param minQuantity smallest quantity of an opening order, a multiple of the lot
 * @param minNotional smallest price × quantity of an opening order; zero where the venue has none
 * @param maxLeverage 1 on spot, 1–200 on perpetuals
 */
public record Instrument(
        String exchange,
        String symbol,
        String base,
        String quote,
        Kind kind,
        Price tickSize,
        Quantity lotSize,
        Quantity minQuantity,
        Amount minNotional,
        int maxLeverage) {

    /** What holding it means. */
    public enum Kind {
        /** The asset itself: nothing to borrow, so no SHORT and leverage 1. */
        SPOT,
        /** A linear perpetual contract settled in the quote asset. */
        PERPETUAL
    }

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:-]{0,39}");
    private static final int HIGHEST_LEVERAGE = 200;

    /** Throws {@link IllegalArgumentException} with one sentence that names the symbol and the impossible value. */
    public Instrument {
        named("exchange", exchange, symbol);
        named("symbol", symbol, symbol);
        named("base", base, symbol);
        named("quote", quote, symbol);
        require(!base.equals(quote), symbol, "base and quote are both " + base);
        require(!lotSize.isZero(), symbol, "lot size is 0");
        require(!minQuantity.isBelow(lotSize), symbol, "min quantity " + minQuantity + " is below the lot " + lotSize);
        require(
                minQuantity.isMultipleOf(lotSize),
                symbol,
                "min quantity " + minQuantity + " is not a multiple of the lot " + lotSize);
        require(minNotional.signum() >= 0, symbol, "min notional " + minNotional + " is below 0");
        require(
                maxLeverage >= 1 && maxLeverage <= HIGHEST_LEVERAGE,
                symbol,
                "max leverage " + maxLeverage + " is outside 1 to " + HIGHEST_LEVERAGE);
        require(kind != Kind.SPOT || maxLeverage == 1, symbol, "a spot instrument has leverage 1, not " + maxLeverage);
    }

    /** Whether a position of that direction can exist: spot cannot be sold short. */
    public boolean allows(Direction direction) {
        return kind == Kind.PERPETUAL || direction == Direction.LONG;
    }

    /** The smallest quantity of an opening order at a price: of the least quantity and the least notional the greater. */
    public Quantity minQuantityAt(Price price) {
        return minQuantity.max(Quantity.ofNotional(minNotional, price, lotSize, Rounding.UP));
    }

    /** Writes the instrument for {@link #load}. */
    public void save(DataOutput out) throws IOException {
        out.writeUTF(exchange);
        out.writeUTF(symbol);
        out.writeUTF(base);
        out.writeUTF(quote);
        out.writeUTF(kind.name());
        tickSize.save(out);
        lotSize.save(out);
        minQuantity.save(out);
        minNotional.save(out);
        out.writeInt(maxLeverage);
    }

    /** Reads what {@link #save} wrote. */
    public static Instrument load(DataInput in) throws IOException {
        return new Instrument(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                Kind.valueOf(in.readUTF()),
                Price.load(in),
                Quantity.load(in),
                Quantity.load(in),
                Amount.load(in),
                in.readInt());
    }

    private static void named(String what, String name, String symbol) {
        require(NAME.matcher(name).matches(), symbol, what + " '" + name + "' is not a name");
    }

    private static void require(boolean holds, String symbol, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException("instrument " + symbol + ": " + sentence);
        }
    }
}
