package cts.exchange;

import cts.money.Price;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The stop and take profit that travel with an entry and stand at the exchange from its first fill on. */
public record AttachedExits(ClientOrderId stopId, Price stop, ClientOrderId takeProfitId, Price takeProfit) {

    void save(DataOutput out) throws IOException {
        stopId.save(out);
        stop.save(out);
        takeProfitId.save(out);
        takeProfit.save(out);
    }

    static AttachedExits load(DataInput in) throws IOException {
        return new AttachedExits(ClientOrderId.load(in), Price.load(in), ClientOrderId.load(in), Price.load(in));
    }
}
