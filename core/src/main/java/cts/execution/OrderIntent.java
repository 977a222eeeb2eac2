package cts.execution;

import cts.exchange.ClientOrderId;
import cts.exchange.OrderRequest;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * That we mean to send an order, written down before it is sent. It holds all that recovery needs to take the order and
 * its position up again. The exits attached to an entry are part of its intent. Immutable.
 *
 * @param positionId the position it belongs to, which is the id of its entry order
 * @param setId the set that trades
 * @param epoch the fencing epoch under which it is sent
 */
public record OrderIntent(
        OrderRequest request,
        String positionId,
        Leg leg,
        String setId,
        Mode mode,
        Purpose purpose,
        ExitPlan plan,
        long epoch) {

    /** The key of the intent: the client order id. */
    public ClientOrderId id() {
        return request.id();
    }

    /** Event time of the decision, ms UTC. */
    public long time() {
        return request.time();
    }

    /** Writes the intent for {@link #load}. */
    public void save(DataOutput out) throws IOException {
        request.save(out);
        out.writeUTF(positionId);
        leg.save(out);
        out.writeUTF(setId);
        out.writeUTF(mode.name());
        out.writeUTF(purpose.name());
        plan.save(out);
        out.writeLong(epoch);
    }

    /** Reads what {@link #save} wrote. */
    public static OrderIntent load(DataInput in) throws IOException {
        return new OrderIntent(
                OrderRequest.load(in),
                in.readUTF(),
                Leg.load(in),
                in.readUTF(),
                Mode.valueOf(in.readUTF()),
                Purpose.valueOf(in.readUTF()),
                ExitPlan.load(in),
                in.readLong());
    }
}
