package cts.exchange;

import cts.money.Amount;
import cts.money.Price;
import cts.money.Quantity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One execution of a part of an order. The venue's fill id is its key: the same id again is the same fill.
 *
 * @param fee what was paid in {@code feeAsset}; below zero is a rebate
 * @param time the exchange's time of the execution, ms UTC
 */
public record Fill(
        String venueFillId,
        ClientOrderId orderId,
        String symbol,
        Side side,
        Price price,
        Quantity quantity,
        Amount fee,
        String feeAsset,
        long time) {

    public Fill {
        if (venueFillId.isBlank()) {
            throw new IllegalArgumentException("a fill of order " + orderId + " has no fill id");
        }
        if (quantity.isZero()) {
            throw new IllegalArgumentException("fill " + venueFillId + " of order " + orderId + " has quantity 0");
        }
    }

    /** price × quantity. */
    public Amount notional() {
        return price.times(quantity);
    }

    /** Writes the fill for {@link #load}. */
    public void save(DataOutput out) throws IOException {
        out.writeUTF(venueFillId);
        orderId.save(out);
        out.writeUTF(symbol);
        out.writeUTF(side.name());
        price.save(out);
        quantity.save(out);
        fee.save(out);
        out.writeUTF(feeAsset);
        out.writeLong(time);
    }

    /** Reads what {@link #save} wrote. */
    public static Fill load(DataInput in) throws IOException {
        return new Fill(
                in.readUTF(),
                ClientOrderId.load(in),
                in.readUTF(),
                Side.valueOf(in.readUTF()),
                Price.load(in),
                Quantity.load(in),
                Amount.load(in),
                in.readUTF(),
                in.readLong());
    }
}
