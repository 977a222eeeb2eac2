package cts.simulation;

import cts.exchange.ClientOrderId;
import cts.exchange.ExchangeEvent.OrderReport;
import cts.exchange.ExchangeEvent.Standing;
import cts.exchange.ExchangeEvent.VenueState;
import cts.exchange.Fill;
import cts.exchange.OrderRequest;
import cts.money.Price;
import cts.money.Quantity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An order in the book of the paper exchange. */
final class PaperOrder {

    private final OrderRequest request;
    private final long sequence;
    private final long arrivesAt;
    private final List<Fill> fills = new ArrayList<>(1);
    private boolean arrived;
    private VenueState state = VenueState.OPEN;
    private Optional<Price> price;
    private Quantity quantity;
    private String reason = "";

    /** The entry an attached order belongs to, whose other exit goes when this one fills. */
    private final Optional<ClientOrderId> parent;

    PaperOrder(OrderRequest request, Optional<ClientOrderId> parent, long sequence, long arrivesAt) {
        this.request = request;
        this.parent = parent;
        this.sequence = sequence;
        this.arrivesAt = arrivesAt;
        this.price = request.price();
        this.quantity = request.quantity();
    }

    void arrive() {
        arrived = true;
    }

    void fill(Fill fill) {
        fills.add(fill);
        quantity = fill.quantity();
        end(VenueState.FILLED, "");
    }

    void end(VenueState ended, String why) {
        state = ended;
        reason = why;
    }

    void amend(Price trigger, Quantity whole) {
        price = Optional.of(trigger);
        quantity = whole;
    }

    OrderRequest request() {
        return request;
    }

    ClientOrderId id() {
        return request.id();
    }

    String venueId() {
        return "P" + sequence;
    }

    long arrivesAt() {
        return arrivesAt;
    }

    boolean hasArrived() {
        return arrived;
    }

    boolean isOpen() {
        return state == VenueState.OPEN;
    }

    Optional<Price> price() {
        return price;
    }

    Quantity quantity() {
        return quantity;
    }

    Optional<ClientOrderId> parent() {
        return parent;
    }

    OrderReport report(long time) {
        Quantity filled = fills.stream().map(Fill::quantity).reduce(Quantity.ZERO, Quantity::plus);
        Optional<Standing> standing = request.type().isTrigger() && isOpen() && arrived
                ? price.map(trigger -> new Standing(trigger, quantity))
                : Optional.empty();
        return new OrderReport(time, id(), venueId(), state, filled, fills, standing, reason);
    }

    void save(DataOutput out) throws IOException {
        request.save(out);
        out.writeUTF(parent.map(ClientOrderId::value).orElse(""));
        out.writeLong(sequence);
        out.writeLong(arrivesAt);
        out.writeBoolean(arrived);
        out.writeInt(fills.size());
        for (Fill fill : fills) {
            fill.save(out);
        }
        out.writeUTF(state.name());
        out.writeUTF(price.map(Price::toString).orElse(""));
        quantity.save(out);
        out.writeUTF(reason);
    }

    static PaperOrder load(DataInput in) throws IOException {
        OrderRequest request = OrderRequest.load(in);
        String parent = in.readUTF();
        PaperOrder order = new PaperOrder(
                request,
                parent.isEmpty() ? Optional.empty() : Optional.of(new ClientOrderId(parent)),
                in.readLong(),
                in.readLong());
        order.arrived = in.readBoolean();
        for (int left = in.readInt(); left > 0; left--) {
            order.fills.add(Fill.load(in));
        }
        order.state = VenueState.valueOf(in.readUTF());
        String price = in.readUTF();
        order.price = price.isEmpty() ? Optional.empty() : Optional.of(Price.of(price));
        order.quantity = Quantity.load(in);
        order.reason = in.readUTF();
        return order;
    }
}
