package cts.execution;

import cts.exchange.ClientOrderId;
import cts.exchange.Exchange;
import cts.exchange.Order;
import cts.exchange.OrderOutcome;
import cts.exchange.OrderState;
import cts.exchange.OrderState.Step;
import cts.exchange.TriggerAmendment;
import cts.money.Price;
import cts.money.Quantity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The orders of a connection and the talk with the exchange about them: an intent is written, then the order sent,
 * then its outcome taken from events; what is not answered in time is asked about until it is. An order is never sent
 * again under another id.
 */
final class Orders {

    private static final int LONGEST_WAIT = 16;
    private static final int MOST_ENDED = 20_000;

    private final Exchange exchange;
    private final IntentLog intents;
    private final ExecutionJournal journal;
    private final Map<ClientOrderId, DeskOrder> open = new LinkedHashMap<>();
    private final Map<ClientOrderId, DeskOrder> ended = new LinkedHashMap<>();
    private boolean connected = true;
    private DeskTimings timings;

    Orders(Exchange exchange, IntentLog intents, ExecutionJournal journal, DeskTimings timings) {
        this.exchange = exchange;
        this.intents = intents;
        this.journal = journal;
        this.timings = timings;
    }

    void configure(DeskTimings newTimings) {
        timings = newTimings;
    }

    boolean isConnected() {
        return connected;
    }

    DeskTimings timings() {
        return timings;
    }

    /** Takes up a new order and writes its intent; it is sent once that is durable. */
    void add(OrderIntent intent) {
        keep(intent);
        intents.write(intent);
    }

    /** Takes up an order that travels with an entry, under the entry's intent. */
    void attach(OrderIntent intent) {
        keep(intent).attached = true;
    }

    /** Takes up an order whose intent was written in an earlier life: perhaps sent, perhaps not, so it is asked for. */
    void adopt(OrderIntent intent, long time) {
        DeskOrder adopted = keep(intent);
        adopted.durable = true;
        adopted.sentAt = time;
        step(adopted, Step.LOSE, time, "written down before the restart, its sending unknown");
        sendAttached(adopted, time);
    }

    Optional<DeskOrder> find(ClientOrderId id) {
        return Optional.ofNullable(open.get(id)).or(() -> Optional.ofNullable(ended.get(id)));
    }

    /** All that are live or asked about, in the order in which they were made. */
    Collection<DeskOrder> open() {
        return open.values();
    }

    /** Those of a position that are live or asked about. */
    List<DeskOrder> openOf(ExchangePosition position) {
        List<DeskOrder> found = new ArrayList<>(4);
        for (DeskOrder each : open.values()) {
            if (each.intent().positionId().equals(position.id())) {
                found.add(each);
            }
        }
        return found;
    }

    boolean isAsking() {
        return open.values().stream().anyMatch(DeskOrder::isAsking);
    }

    /** Sends an order whose intent is durable, with what is attached to it, unless the connection is down. */
    void send(DeskOrder order, long time) {
        if (!connected || order.order().state() != OrderState.NEW || !order.durable) {
            return;
        }
        order.sentAt = time;
        step(order, Step.SEND, time, "");
        sendAttached(order, time);
        exchange.place(order.order().request());
    }

    /** What travels with an entry is sent when it is. */
    void sendAttached(DeskOrder entry, long time) {
        for (DeskOrder child : attachedTo(entry)) {
            if (child.order().state() == OrderState.NEW) {
                step(child, Step.SEND, time, "");
            }
        }
    }

    /** An entry has its first fill: the exits attached to it exist from now on, so their answers are awaited. */
    void awaitAttached(DeskOrder entry, long time) {
        for (DeskOrder child : attachedTo(entry)) {
            child.sentAt = Math.min(child.sentAt, time);
        }
    }

    /** Ends an order that is not at the exchange: never sent, or attached to an entry that never filled. */
    void withdraw(DeskOrder order, long time, String why) {
        step(order, Step.CANCEL, time, why);
    }

    /** Takes a live order out of the market; one that is not there yet is withdrawn, one in doubt asked about first. */
    void cancel(DeskOrder order, long time) {
        boolean mustWait = order.isAsking() || order.cancelAt != DeskOrder.NEVER || time < order.cancelAfter;
        if (!order.isLive() || mustWait) {
            return;
        }
        if (order.sentAt == DeskOrder.NEVER) {
            withdraw(order, time, "withdrawn before it was sent");
            return;
        }
        if (connected) {
            order.cancelAt = time;
            exchange.cancel(order.order().request().instrument(), order.id());
        }
    }

    void amend(DeskOrder order, long time, Price trigger, Quantity whole) {
        if (connected) {
            order.amendAt = time;
            exchange.amend(
                    new TriggerAmendment(order.id(), order.order().request().instrument(), trigger, whole, time));
        }
    }

    /** Asks about an order now, and again until the answer settles it; one that is being asked about goes on so. */
    void ask(DeskOrder order, long time) {
        if (order.isAsking()) {
            return;
        }
        order.askWait = timings.askAgain();
        order.notFound = 0;
        order.askAt = time;
        file(order);
        askIfDue(order, time);
    }

    /** Asks where an answer is missing, and forgets what ended long ago. */
    void tend(long time) {
        for (DeskOrder order : List.copyOf(open.values())) {
            boolean unanswered = isOverdue(order.sentAt, time) && order.order().state() == OrderState.SENT;
            if (unanswered) {
                lose(order, time, "no answer within " + timings.answer() + " ms");
            }
            if (isOverdue(order.amendAt, time) || isOverdue(order.cancelAt, time)) {
                order.amendAt = DeskOrder.NEVER;
                order.cancelAt = DeskOrder.NEVER;
                ask(order, time);
            }
            askIfDue(order, time);
        }
        Iterator<DeskOrder> oldest = ended.values().iterator();
        while (oldest.hasNext()) {
            DeskOrder order = oldest.next();
            if (ended.size() <= MOST_ENDED && time - order.order().changedAt() < timings.keepEnded()) {
                break;
            }
            oldest.remove();
        }
    }

    /** Nothing can be sent or heard: what awaits an answer is unknown from now on. */
    void onDisconnected(long time, String reason) {
        connected = false;
        for (DeskOrder order : List.copyOf(open.values())) {
            if (order.order().state() == OrderState.SENT && order.sentAt != DeskOrder.NEVER) {
                lose(order, time, "disconnected: " + reason);
            }
            if (order.amendAt != DeskOrder.NEVER || order.cancelAt != DeskOrder.NEVER) {
                order.amendAt = DeskOrder.NEVER;
                order.cancelAt = DeskOrder.NEVER;
                ask(order, time);
            }
        }
    }

    /** Asks about every order that may be at the exchange, and sends those that waited for the connection. */
    void onReconnected(long time) {
        connected = true;
        askAll(time);
        for (DeskOrder order : List.copyOf(open.values())) {
            send(order, time);
        }
    }

    /** Asks about every order that may be at the exchange. */
    void askAll(long time) {
        for (DeskOrder order : List.copyOf(open.values())) {
            if (order.sentAt != DeskOrder.NEVER) {
                order.askAt = DeskOrder.NEVER;
                if (order.order().state() == OrderState.SENT) {
                    step(order, Step.LOSE, time, "its answer may have been missed");
                }
                ask(order, time);
            }
        }
    }

    /**
     * After a restart, on a connection that is a new one, whatever became of the old: also an order that was never sent, as
     * far as we know, is asked about before it is.
     */
    void recover(long time) {
        connected = true;
        askAll(time);
        for (DeskOrder order : List.copyOf(open.values())) {
            if (order.order().state() == OrderState.NEW && !order.attached) {
                ask(order, time);
            }
        }
    }

    /** The stop and take profit that travel with an entry. */
    List<DeskOrder> attachedTo(DeskOrder entry) {
        return entry.order().request().exits().stream()
                .flatMap(exits -> Stream.of(exits.stopId(), exits.takeProfitId()))
                .flatMap(id -> find(id).stream())
                .toList();
    }

    /** Takes a step that is not a fill, and stores and follows what it changed. */
    void step(DeskOrder order, Step step, long time, String why) {
        switch (order.order().apply(step, time, why)) {
            case OrderOutcome.Applied applied -> {
                changed(order);
                if (applied.to() == OrderState.UNKNOWN) {
                    ask(order, time);
                }
            }
            case OrderOutcome.Duplicate duplicate -> {}
            case OrderOutcome.Refused refused -> refused(order, time, refused.sentence());
        }
        file(order);
    }

    /** A command has no answer: an order that is not surely at the exchange is unknown, one that is there is asked. */
    void lose(DeskOrder order, long time, String why) {
        OrderState state = order.order().state();
        if (state == OrderState.SENT || state == OrderState.NEW) {
            step(order, Step.LOSE, time, why);
            return;
        }
        order.amendAt = DeskOrder.NEVER;
        order.cancelAt = DeskOrder.NEVER;
        if (!order.isAsking()) {
            ask(order, time);
        }
    }

    /** An event that cannot be: it is noted, and the exchange asked where the order stands. */
    void refused(DeskOrder order, long time, String sentence) {
        journal.onNotice(
                new Notice(time, order.order().request().instrument().symbol(), Notice.Kind.REFUSED_EVENT, sentence));
        if (order.isLive() && !order.isAsking() && order.sentAt != DeskOrder.NEVER) {
            order.askWait = timings.askAgain();
            order.notFound = 0;
            askLater(order, time);
        }
    }

    private void askIfDue(DeskOrder order, long time) {
        if (connected && order.isAsking() && time >= order.askAt) {
            askLater(order, time);
            exchange.queryOrder(order.order().request().instrument(), order.id());
        }
    }

    /** Asks again after a wait that doubles each time. */
    void askLater(DeskOrder order, long time) {
        order.askAt = time + order.askWait;
        order.askWait = Math.min(order.askWait * 2, timings.askAgain() * LONGEST_WAIT);
    }

    private boolean isOverdue(long since, long time) {
        return since != DeskOrder.NEVER && time - since >= timings.answer();
    }

    private DeskOrder keep(OrderIntent intent) {
        DeskOrder kept = new DeskOrder(intent, new Order(intent.request()));
        open.put(intent.id(), kept);
        changed(kept);
        return kept;
    }

    void changed(DeskOrder order) {
        journal.onOrder(order.order().record(), order.intent());
    }

    /** An order that has ended in our record is in the exchange's book: it is ours, so it is taken out. */
    void takeOut(DeskOrder order, long time) {
        if (connected && time >= order.cancelAfter) {
            order.cancelAfter = time + timings.answer();
            exchange.cancel(order.order().request().instrument(), order.id());
        }
    }

    /** Writes the intent of an order once more, which the exchange does not have: it will be sent under its own id. */
    void rewrite(DeskOrder order) {
        intents.write(order.intent());
    }

    /** Keeps the order among the open or the ended ones. */
    void file(DeskOrder order) {
        if (order.isOpen()) {
            ended.remove(order.id());
            open.putIfAbsent(order.id(), order);
        } else if (open.remove(order.id()) != null) {
            order.amendAt = DeskOrder.NEVER;
            order.cancelAt = DeskOrder.NEVER;
            ended.put(order.id(), order);
        }
    }

    void save(DataOutput out) throws IOException {
        out.writeBoolean(connected);
        for (Map<ClientOrderId, DeskOrder> orders : List.of(open, ended)) {
            out.writeInt(orders.size());
            for (DeskOrder order : orders.values()) {
                order.save(out);
            }
        }
    }

    void restore(DataInput in) throws IOException {
        connected = in.readBoolean();
        for (Map<ClientOrderId, DeskOrder> orders : List.of(open, ended)) {
            for (int left = in.readInt(); left > 0; left--) {
                DeskOrder order = DeskOrder.load(in);
                orders.put(order.id(), order);
            }
        }
    }
}
