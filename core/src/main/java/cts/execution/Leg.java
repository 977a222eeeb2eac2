package cts.execution;

import cts.market.Direction;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What at most one position holds at a time: a direction of a symbol on a connection. */
public record Leg(String connection, String symbol, Direction direction) {

    void save(DataOutput out) throws IOException {
        out.writeUTF(connection);
        out.writeUTF(symbol);
        out.writeUTF(direction.name());
    }

    static Leg load(DataInput in) throws IOException {
        return new Leg(in.readUTF(), in.readUTF(), Direction.valueOf(in.readUTF()));
    }

    @Override
    public String toString() {
        return symbol + " " + direction;
    }
}
