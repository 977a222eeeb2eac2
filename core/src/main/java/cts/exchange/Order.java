package cts.exchange;

import cts.exchange.OrderState.Step;
import cts.money.Amount;
import cts.money.Price;
import cts.money.Quantity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Our record of one order: what was asked, where it stands, what was filled. Changed only by {@link #apply}, {@link
 * #fill} and {@link #confirm}, each of which either takes effect or changes nothing and says why.
 *
 * <p>One loop owns it.
 */
public final class Order {

    private static final long NEVER = Long.MIN_VALUE;

    private final OrderRequest request;
    private final Set<String> fillIds;
    private OrderState state;
    private Quantity quantity;
    private Quantity filled;
    private Amount notional;
    private Optional<Price> trigger;
    private long confirmedAt;
    private String venueOrderId;
    private String reason;
    private long changedAt;
    private int duplicates;

    public Order(OrderRequest request) {
        this.request = request;
        this.fillIds = new LinkedHashSet<>();
        this.state = OrderState.NEW;
        this.quantity = request.quantity();
        this.filled = Quantity.ZERO;
        this.notional = Amount.ZERO;
        this.trigger = request.price();
        this.confirmedAt = NEVER;
        this.venueOrderId = "";
        this.reason = "";
        this.changedAt = request.time();
    }

    private Order(OrderRequest request, DataInput in) throws IOException {
        this.request = request;
        this.fillIds = new LinkedHashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            fillIds.add(in.readUTF());
        }
        this.state = OrderState.valueOf(in.readUTF());
        this.quantity = Quantity.load(in);
        this.filled = Quantity.load(in);
        this.notional = Amount.load(in);
        this.trigger = in.readBoolean() ? Optional.of(Price.load(in)) : Optional.empty();
        this.confirmedAt = in.readLong();
        this.venueOrderId = in.readUTF();
        this.reason = in.readUTF();
        this.changedAt = in.readLong();
        this.duplicates = in.readInt();
    }

    /**
     * Takes a step that is not a fill.
     *
     * @param why the reason the exchange or we gave, empty if none
     */
    public OrderOutcome apply(Step step, long time, String why) {
        if (step == Step.FILL_PART || step == Step.FILL_REST) {
            throw new IllegalArgumentException("a fill of order " + id() + " must come with its figures");
        }
        Optional<OrderState> next = state.after(step);
        if (next.isEmpty() || (step == Step.REJECT && state == OrderState.UNKNOWN && !filled.isZero())) {
            return new OrderOutcome.Refused("order " + id() + " is " + state + " with " + filled + " of " + quantity
                    + " filled and cannot take " + step + (why.isEmpty() ? "" : " (" + why + ")"));
        }
        OrderState from = state;
        OrderState to = next.get() == OrderState.ACCEPTED && !filled.isZero() ? OrderState.PARTIAL : next.get();
        if (from == to) {
            return new OrderOutcome.Duplicate("order " + id() + " was " + to + " already");
        }
        move(to, time);
        reason = why;
        return new OrderOutcome.Applied(from, to);
    }

    /** Counts a fill, once per venue fill id, whatever the state is: money that moved has moved. */
    public OrderOutcome fill(Fill fill) {
        if (!fill.orderId().equals(id())
                || fill.side() != request.side()
                || !fill.symbol().equals(request.instrument().symbol())) {
            return new OrderOutcome.Refused("fill " + fill.venueFillId() + " is of " + fill.orderId() + " "
                    + fill.side() + " " + fill.symbol() + ", not of " + id() + " " + request.side() + " "
                    + request.instrument().symbol());
        }
        if (!fillIds.add(fill.venueFillId())) {
            duplicates++;
            return new OrderOutcome.Duplicate("fill " + fill.venueFillId() + " of order " + id() + " is counted");
        }
        filled = filled.plus(fill.quantity());
        notional = notional.plus(fill.notional());
        OrderState from = state;
        Step step = filled.isBelow(quantity) ? Step.FILL_PART : Step.FILL_REST;
        move(state.after(step).orElseThrow(), fill.time());
        return new OrderOutcome.Applied(from, state);
    }

    /** Takes what the exchange says of a standing stop or take profit, unless it has said something newer since. */
    public OrderOutcome confirm(Price standsAt, Quantity whole, long time) {
        if (!request.type().isTrigger()) {
            return new OrderOutcome.Refused("order " + id() + " is " + request.type() + " and has no trigger");
        }
        if (state.hasEnded() && state != OrderState.REJECTED) {
            return new OrderOutcome.Duplicate("order " + id() + " has ended as " + state);
        }
        if (time < confirmedAt) {
            return new OrderOutcome.Duplicate("order " + id() + " was confirmed at a later time already");
        }
        if (confirmedAt != NEVER
                && trigger.equals(Optional.of(standsAt))
                && quantity.equals(whole)
                && state.isStanding()) {
            confirmedAt = time;
            return new OrderOutcome.Duplicate("order " + id() + " stands at " + standsAt + " already");
        }
        OrderState from = state;
        trigger = Optional.of(standsAt);
        quantity = whole;
        confirmedAt = time;
        move(filled.isZero() ? OrderState.ACCEPTED : OrderState.PARTIAL, time);
        return new OrderOutcome.Applied(from, state);
    }

    /** Notes the exchange's own id of the order. */
    public void knownAs(String venueId) {
        venueOrderId = venueId;
    }

    public ClientOrderId id() {
        return request.id();
    }

    public OrderRequest request() {
        return request;
    }

    public OrderState state() {
        return state;
    }

    public boolean isLive() {
        return !state.hasEnded();
    }

    /** The whole quantity: as asked, or as last confirmed on a stop or take profit. */
    public Quantity quantity() {
        return quantity;
    }

    public Quantity filled() {
        return filled;
    }

    /** What is not filled; zero when more was filled than asked. */
    public Quantity remaining() {
        return filled.isBelow(quantity) ? quantity.minus(filled) : Quantity.ZERO;
    }

    /** Whether the fills exceed the quantity, which only a confused exchange can do. */
    public boolean isOverfilled() {
        return filled.isAbove(quantity);
    }

    /** What of a stop or take profit surely stands at the exchange: nothing until it is confirmed. */
    public Quantity standing() {
        return confirmedAt != NEVER && state.isStanding() ? remaining() : Quantity.ZERO;
    }

    /** The limit or trigger: as asked, or as last confirmed. */
    public Optional<Price> price() {
        return trigger;
    }

    /** How many fills came a second time. */
    public int duplicates() {
        return duplicates;
    }

    /** When the state last changed or a fill came, ms UTC. */
    public long changedAt() {
        return changedAt;
    }

    /** The state of this moment, to be stored. */
    public OrderRecord record() {
        return new OrderRecord(
                request,
                state,
                quantity,
                filled,
                filled.isZero() ? Optional.empty() : Optional.of(notional.per(filled)),
                trigger,
                venueOrderId,
                reason,
                changedAt);
    }

    /** Writes the complete state for {@link #load}. */
    public void save(DataOutput out) throws IOException {
        request.save(out);
        out.writeInt(fillIds.size());
        for (String fillId : fillIds) {
            out.writeUTF(fillId);
        }
        out.writeUTF(state.name());
        quantity.save(out);
        filled.save(out);
        notional.save(out);
        out.writeBoolean(trigger.isPresent());
        if (trigger.isPresent()) {
            trigger.get().save(out);
        }
        out.writeLong(confirmedAt);
        out.writeUTF(venueOrderId);
        out.writeUTF(reason);
        out.writeLong(changedAt);
        out.writeInt(duplicates);
    }

    /** Reads what {@link #save} wrote. */
    public static Order load(DataInput in) throws IOException {
        return new Order(OrderRequest.load(in), in);
    }

    private void move(OrderState to, long time) {
        state = to;
        changedAt = Math.max(changedAt, time);
    }
}
