package cts.exchange;

import cts.market.Instrument;
import cts.money.Price;
import cts.money.Quantity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * An order as we want it. Immutable; checked against its instrument's tick and lot when made.
 *
 * @param price the limit of a LIMIT order, the trigger of a stop or take profit, nothing on MARKET
 * @param reduceOnly the exchange may only make a position smaller with it, never open or turn one
 * @param exits on an entry where the exchange allows it: the protection that comes with it
 * @param time event time at which the order was decided, ms UTC
 */
public record OrderRequest(
        ClientOrderId id,
        Instrument instrument,
        Side side,
        OrderType type,
        Quantity quantity,
        Optional<Price> price,
        boolean reduceOnly,
        Optional<AttachedExits> exits,
        long time) {

    /** Throws {@link IllegalArgumentException} with one sentence on a request that no exchange could mean. */
    public OrderRequest {
        require(!quantity.isZero(), id, "its quantity is 0");
        require(
                quantity.isMultipleOf(instrument.lotSize()),
                id,
                "its quantity " + quantity + " is not a multiple of the lot " + instrument.lotSize());
        require(type.hasPrice() == price.isPresent(), id, type + (type.hasPrice() ? " needs" : " takes no") + " price");
        if (price.isPresent()) {
            onTick(price.get(), instrument, id);
        }
        require(exits.isEmpty() || !reduceOnly, id, "an order that only reduces carries no exits");
        if (exits.isPresent()) {
            onTick(exits.get().stop(), instrument, id);
            onTick(exits.get().takeProfit(), instrument, id);
        }
    }

    /** A market order that opens, without exits. */
    public static OrderRequest entry(ClientOrderId id, Instrument instrument, Side side, Quantity quantity, long time) {
        return new OrderRequest(
                id, instrument, side, OrderType.MARKET, quantity, Optional.empty(), false, Optional.empty(), time);
    }

    /** A market order that only reduces. */
    public static OrderRequest exit(ClientOrderId id, Instrument instrument, Side side, Quantity quantity, long time) {
        return new OrderRequest(
                id, instrument, side, OrderType.MARKET, quantity, Optional.empty(), true, Optional.empty(), time);
    }

    /** A stop that only reduces. */
    public static OrderRequest stop(
            ClientOrderId id, Instrument instrument, Side side, Quantity quantity, Price trigger, long time) {
        return trigger(id, instrument, side, OrderType.STOP_MARKET, quantity, trigger, time);
    }

    /** A take profit that only reduces. */
    public static OrderRequest takeProfit(
            ClientOrderId id, Instrument instrument, Side side, Quantity quantity, Price trigger, long time) {
        return trigger(id, instrument, side, OrderType.TAKE_PROFIT_MARKET, quantity, trigger, time);
    }

    /** The same request with exits attached. */
    public OrderRequest with(AttachedExits attached) {
        return new OrderRequest(id, instrument, side, type, quantity, price, reduceOnly, Optional.of(attached), time);
    }

    /** Writes the request for {@link #load}. */
    public void save(DataOutput out) throws IOException {
        id.save(out);
        instrument.save(out);
        out.writeUTF(side.name());
        out.writeUTF(type.name());
        quantity.save(out);
        out.writeBoolean(price.isPresent());
        if (price.isPresent()) {
            price.get().save(out);
        }
        out.writeBoolean(reduceOnly);
        out.writeBoolean(exits.isPresent());
        if (exits.isPresent()) {
            exits.get().save(out);
        }
        out.writeLong(time);
    }

    /** Reads what {@link #save} wrote. */
    public static OrderRequest load(DataInput in) throws IOException {
        return new OrderRequest(
                ClientOrderId.load(in),
                Instrument.load(in),
                Side.valueOf(in.readUTF()),
                OrderType.valueOf(in.readUTF()),
                Quantity.load(in),
                in.readBoolean() ? Optional.of(Price.load(in)) : Optional.empty(),
                in.readBoolean(),
                in.readBoolean() ? Optional.of(AttachedExits.load(in)) : Optional.empty(),
                in.readLong());
    }

    private static OrderRequest trigger(
            ClientOrderId id,
            Instrument instrument,
            Side side,
            OrderType type,
            Quantity quantity,
            Price trigger,
            long time) {
        return new OrderRequest(
                id, instrument, side, type, quantity, Optional.of(trigger), true, Optional.empty(), time);
    }

    private static void onTick(Price price, Instrument instrument, ClientOrderId id) {
        require(
                price.isMultipleOf(instrument.tickSize()),
                id,
                "its price " + price + " is not a multiple of the tick " + instrument.tickSize());
    }

    private static void require(boolean holds, ClientOrderId id, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException("order " + id + " cannot be: " + sentence);
        }
    }
}
