package cts.execution;

import cts.exchange.ClientOrderId;
import cts.exchange.Order;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** An order with its intent and the talk with the exchange about it. Changed by {@link Orders} alone. */
final class DeskOrder {

    static final long NEVER = Long.MAX_VALUE;

    private final OrderIntent intent;
    private final Order order;

    /** Whether it travels with an entry: sent with it, under its intent, and there from its first fill on. */
    boolean attached;

    /** Whether the intent is written. */
    boolean durable;

    /** Since when an answer to the sending is awaited. */
    long sentAt = NEVER;

    /** When to ask about the order next. */
    long askAt = NEVER;

    long askWait;
    int notFound;

    /** Since when an answer to an amendment is awaited. */
    long amendAt = NEVER;

    /** Before this no amendment is tried, after a refused one. */
    long amendAfter;

    /** Since when an answer to a cancel is awaited. */
    long cancelAt = NEVER;

    /** Before this no cancel is tried, after a refused one. */
    long cancelAfter;

    DeskOrder(OrderIntent intent, Order order) {
        this.intent = intent;
        this.order = order;
    }

    OrderIntent intent() {
        return intent;
    }

    Order order() {
        return order;
    }

    ClientOrderId id() {
        return order.id();
    }

    boolean isLive() {
        return order.isLive();
    }

    boolean isAsking() {
        return askAt != NEVER;
    }

    /** Whether there is something left to do or to wait for. */
    boolean isOpen() {
        return isLive() || isAsking();
    }

    /** Whether it protects a position, stands, and no answer about it is awaited. */
    boolean isAtRest() {
        boolean protects = intent.purpose() == Purpose.STOP || intent.purpose() == Purpose.TAKE_PROFIT;
        return protects && order.state().isStanding() && amendAt == NEVER && cancelAt == NEVER && !isAsking();
    }

    boolean canBeAmended(long time) {
        return order.state().isStanding() && amendAt == NEVER && cancelAt == NEVER && !isAsking() && time >= amendAfter;
    }

    void save(DataOutput out) throws IOException {
        intent.save(out);
        order.save(out);
        out.writeBoolean(attached);
        out.writeBoolean(durable);
        out.writeLong(sentAt);
        out.writeLong(askAt);
        out.writeLong(askWait);
        out.writeInt(notFound);
        out.writeLong(amendAt);
        out.writeLong(amendAfter);
        out.writeLong(cancelAt);
        out.writeLong(cancelAfter);
    }

    static DeskOrder load(DataInput in) throws IOException {
        DeskOrder loaded = new DeskOrder(OrderIntent.load(in), Order.load(in));
        loaded.attached = in.readBoolean();
        loaded.durable = in.readBoolean();
        loaded.sentAt = in.readLong();
        loaded.askAt = in.readLong();
        loaded.askWait = in.readLong();
        loaded.notFound = in.readInt();
        loaded.amendAt = in.readLong();
        loaded.amendAfter = in.readLong();
        loaded.cancelAt = in.readLong();
        loaded.cancelAfter = in.readLong();
        return loaded;
    }
}
