package cts.execution;

import cts.money.Price;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The last price of each symbol and its time. A price older than the one known is ignored. */
final class LastPrices {

    private static final class Last {
        private double price;
        private long time;
    }

    private final Map<String, Last> lasts = new TreeMap<>();

    void put(long time, String symbol, double price) {
        Last last = lasts.computeIfAbsent(symbol, name -> new Last());
        if (time >= last.time) {
            last.price = price;
            last.time = time;
        }
    }

    Optional<Price> of(String symbol) {
        return Optional.ofNullable(lasts.get(symbol)).map(last -> Price.of(last.price));
    }

    /** How long ago the last price of the symbol was, ms; empty when there was none. */
    Optional<Long> age(String symbol, long time) {
        return Optional.ofNullable(lasts.get(symbol)).map(last -> time - last.time);
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(lasts.size());
        for (Map.Entry<String, Last> last : lasts.entrySet()) {
            out.writeUTF(last.getKey());
            out.writeDouble(last.getValue().price);
            out.writeLong(last.getValue().time);
        }
    }

    static LastPrices load(DataInput in) throws IOException {
        LastPrices prices = new LastPrices();
        for (int left = in.readInt(); left > 0; left--) {
            Last last = new Last();
            String symbol = in.readUTF();
            last.price = in.readDouble();
            last.time = in.readLong();
            prices.lasts.put(symbol, last);
        }
        return prices;
    }
}
