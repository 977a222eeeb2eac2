package cts.execution;

import cts.exchange.ClientOrderId;
import cts.exchange.ClientOrderIds;
import cts.exchange.Exchange;
import cts.exchange.ExchangeEvent.Filled;
import cts.exchange.ExchangeEvent.OpenOrdersReport;
import cts.exchange.ExchangeEvent.OrderEvent;
import cts.exchange.ExchangeEvent.PositionsReport;
import cts.exchange.ExchangeEvent.VenueOrder;
import cts.exchange.ExchangeEvent.VenuePosition;
import cts.exchange.Fill;
import cts.money.Price;
import cts.money.Quantity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares our records with the exchange's. A difference that stays the same for as long as a late fill may take, with
 * nothing under way on the symbol, freezes it: nothing new opens there until a person says so. Positions and orders that are not ours are foreign: they
 * are shown, keep us off the symbol, and are never touched.
 */
final class Reconciliation {

    private record Difference(Quantity held, Quantity shown, long since) {}

    private static final long SOON = 1_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final Exchange exchange;
    private final Orders orders;
    private final Positions positions;
    private final ClientOrderIds ids;
    private final ExecutionJournal journal;
    private final Map<String, String> frozen = new TreeMap<>();
    private final Map<Leg, Difference> differing = new LinkedHashMap<>();
    private final Map<Leg, VenuePosition> foreign = new LinkedHashMap<>();
    private final Set<String> foreignOrders = new LinkedHashSet<>();
    private boolean positionsAgree;
    private boolean ordersSeen;
    private boolean complete;
    private long nextAt = NEVER;

    Reconciliation(
            Exchange exchange, Orders orders, Positions positions, ClientOrderIds ids, ExecutionJournal journal) {
        this.exchange = exchange;
        this.orders = orders;
        this.positions = positions;
        this.ids = ids;
        this.journal = journal;
    }

    /** Begins anew: nothing opens until our records and the exchange's were compared. */
    void begin(long time) {
        complete = false;
        positionsAgree = false;
        ordersSeen = false;
        differing.clear();
        ask(time, SOON);
    }

    /** Whether the comparison was made since the start or the last reconnection. */
    boolean isComplete() {
        return complete;
    }

    /** Asks again when it is time; true at the moment the reconciliation completes. */
    boolean tend(long time, boolean balanceRead, long interval) {
        if (orders.isConnected() && time >= nextAt) {
            ask(time, complete ? interval : SOON);
        }
        if (!complete && positionsAgree && ordersSeen && balanceRead && !orders.isAsking()) {
            complete = true;
            nextAt = time + interval;
            return true;
        }
        return false;
    }

    void onPositions(PositionsReport report) {
        Map<Leg, VenuePosition> theirs = new LinkedHashMap<>();
        for (VenuePosition position : report.positions()) {
            if (!position.quantity().isZero()) {
                theirs.put(positions.leg(position.symbol(), position.direction()), position);
            }
        }
        Set<Leg> legs = new LinkedHashSet<>(theirs.keySet());
        positions.open().stream()
                .filter(position -> !position.quantity().isZero())
                .forEach(position -> legs.add(position.leg()));
        foreign.keySet().retainAll(theirs.keySet());
        differing.keySet().retainAll(legs);
        boolean settled = true;
        for (Leg leg : legs) {
            settled &= compare(report.time(), leg, Optional.ofNullable(theirs.get(leg)));
        }
        positionsAgree |= settled;
        if (!settled) {
            nextAt = Math.min(nextAt, report.time() + SOON);
        }
    }

    /** Whether nothing is left to find out about the leg. */
    private boolean compare(long time, Leg leg, Optional<VenuePosition> theirs) {
        Optional<ExchangePosition> ours = positions.holder(leg.symbol(), leg.direction());
        Quantity held = ours.map(ExchangePosition::quantity).orElse(Quantity.ZERO);
        Quantity shown = theirs.map(VenuePosition::quantity).orElse(Quantity.ZERO);
        if (held.equals(shown)) {
            differing.remove(leg);
            foreign.remove(leg);
            return true;
        }
        if (isUnderWay(leg.symbol())) {
            differing.remove(leg);
            return false;
        }
        Difference before = differing.get(leg);
        if (before == null || !before.held().equals(held) || !before.shown().equals(shown)) {
            differing.put(leg, new Difference(held, shown, time));
            return false;
        }
        if (time - before.since() < orders.timings().notFound()) {
            return false;
        }
        if (ours.isEmpty()) {
            meetForeign(time, leg, theirs.orElseThrow());
        } else {
            freeze(
                    time,
                    leg.symbol(),
                    leg + ": our fills make " + held + ", the exchange shows " + shown
                            + "; nothing opens on the symbol until someone has looked and unfrozen it");
        }
        return true;
    }

    private void meetForeign(long time, Leg leg, VenuePosition position) {
        if (foreign.put(leg, position) == null) {
            journal.onNotice(new Notice(
                    time,
                    leg.symbol(),
                    Notice.Kind.FOREIGN_POSITION,
                    leg + ": a position of " + position.quantity() + " at " + position.averageEntry()
                            + " is not ours; it is left alone, and nothing opens on the symbol"));
        }
    }

    /** Whether fills may be on their way: an entry or exit is live, or an answer is awaited. */
    private boolean isUnderWay(String symbol) {
        for (DeskOrder order : orders.open()) {
            if (order.intent().leg().symbol().equals(symbol) && (order.isAsking() || mayFill(order))) {
                return true;
            }
        }
        return positions.ofSymbol(symbol).stream().anyMatch(ExchangePosition::isUnmatched);
    }

    private static boolean mayFill(DeskOrder order) {
        return switch (order.intent().purpose()) {
            case ENTRY, EXIT -> true;
            case STOP, TAKE_PROFIT -> false;
        };
    }

    void onOpenOrders(OpenOrdersReport report) {
        ordersSeen = true;
        Set<String> now = new LinkedHashSet<>();
        for (VenueOrder order : report.orders()) {
            if (isKnown(order)) continue;
            if (ids.isOurs(order.clientOrderId())) {
                freeze(
                        report.time(),
                        order.symbol(),
                        order.symbol() + ": order " + order.clientOrderId() + " of " + order.remaining()
                                + " is open at the exchange and was made here, but there is no record of it");
                continue;
            }
            now.add(order.venueOrderId());
            if (foreignOrders.add(order.venueOrderId())) {
                journal.onNotice(new Notice(
                        report.time(),
                        order.symbol(),
                        Notice.Kind.FOREIGN_ORDER,
                        order.symbol() + ": " + order.side() + " order " + order.venueOrderId() + " of "
                                + order.remaining() + " is not ours; it is left alone"));
            }
        }
        foreignOrders.retainAll(now);
    }

    /** By record and not by the form of its id: an order of before a move to another installation is ours, too. */
    private boolean isKnown(VenueOrder order) {
        return ClientOrderId.isValid(order.clientOrderId())
                && orders.find(new ClientOrderId(order.clientOrderId())).isPresent();
    }

    /** An event about an order that no one here knows: one of ours is unexplained, any other is not our business. */
    void onStranger(long time, OrderEvent event) {
        if (event instanceof Filled filled && ids.isOurs(event.orderId().value())) {
            Fill fill = filled.fill();
            freeze(
                    time,
                    fill.symbol(),
                    fill.symbol() + ": fill " + fill.venueFillId() + " of " + fill.quantity() + " is of our order "
                            + fill.orderId() + ", of which there is no record any more");
        }
    }

    /** Exits that have waited too long for the entries they closed are unexplained. */
    void freezeUnmatched(long time) {
        for (ExchangePosition position : positions.open()) {
            if (position.unmatchedSince != ExchangePosition.NEVER
                    && time - position.unmatchedSince >= orders.timings().notFound()) {
                freeze(
                        time,
                        position.leg().symbol(),
                        position.leg() + ": more was closed at the exchange than was opened");
            }
        }
    }

    void freeze(long time, String symbol, String sentence) {
        if (frozen.putIfAbsent(symbol, sentence) == null) {
            journal.onNotice(new Notice(time, symbol, Notice.Kind.FROZEN, sentence));
        }
    }

    void unfreeze(long time, String symbol, String who) {
        if (frozen.remove(symbol) != null) {
            differing.keySet().removeIf(leg -> leg.symbol().equals(symbol));
            journal.onNotice(new Notice(time, symbol, Notice.Kind.UNFROZEN, symbol + " was unfrozen by " + who));
        }
    }

    Map<String, String> frozen() {
        return Map.copyOf(frozen);
    }

    Optional<String> frozen(String symbol) {
        return Optional.ofNullable(frozen.get(symbol));
    }

    Map<Leg, VenuePosition> foreign() {
        return Map.copyOf(foreign);
    }

    Optional<Leg> foreignOn(String symbol) {
        return foreign.keySet().stream()
                .filter(leg -> leg.symbol().equals(symbol))
                .findFirst();
    }

    private void ask(long time, long interval) {
        nextAt = time + interval;
        exchange.queryPositions();
        if (!ordersSeen) {
            exchange.queryOpenOrders();
        }
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(frozen.size());
        for (Map.Entry<String, String> each : frozen.entrySet()) {
            out.writeUTF(each.getKey());
            out.writeUTF(each.getValue());
        }
        out.writeInt(differing.size());
        for (Map.Entry<Leg, Difference> each : differing.entrySet()) {
            each.getKey().save(out);
            each.getValue().held().save(out);
            each.getValue().shown().save(out);
            out.writeLong(each.getValue().since());
        }
        out.writeInt(foreign.size());
        for (Map.Entry<Leg, VenuePosition> each : foreign.entrySet()) {
            each.getKey().save(out);
            each.getValue().quantity().save(out);
            each.getValue().averageEntry().save(out);
        }
        out.writeInt(foreignOrders.size());
        for (String order : foreignOrders) {
            out.writeUTF(order);
        }
        out.writeBoolean(positionsAgree);
        out.writeBoolean(ordersSeen);
        out.writeBoolean(complete);
        out.writeLong(nextAt);
    }

    void restore(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            frozen.put(in.readUTF(), in.readUTF());
        }
        for (int left = in.readInt(); left > 0; left--) {
            differing.put(Leg.load(in), new Difference(Quantity.load(in), Quantity.load(in), in.readLong()));
        }
        for (int left = in.readInt(); left > 0; left--) {
            Leg leg = Leg.load(in);
            Quantity quantity = Quantity.load(in);
            foreign.put(leg, new VenuePosition(leg.symbol(), leg.direction(), quantity, Price.load(in)));
        }
        for (int left = in.readInt(); left > 0; left--) {
            foreignOrders.add(in.readUTF());
        }
        positionsAgree = in.readBoolean();
        ordersSeen = in.readBoolean();
        complete = in.readBoolean();
        nextAt = in.readLong();
    }
}
