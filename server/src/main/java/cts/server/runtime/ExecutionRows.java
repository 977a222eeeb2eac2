package cts.server.runtime;

import cts.exchange.ClientOrderId;
import cts.exchange.Fill;
import cts.exchange.OrderRecord;
import cts.exchange.OrderRequest;
import cts.exchange.OrderType;
import cts.execution.CloseReason;
import cts.execution.LedgerEntry;
import cts.execution.OrderIntent;
import cts.execution.PositionRecord;
import cts.execution.PositionStatus;
import cts.market.Direction;
import cts.money.Price;
import cts.server.storage.Write;
import cts.server.storage.repository.ExchangePositions;
import cts.server.storage.repository.Fills;
import cts.server.storage.repository.Ledger;
import cts.server.storage.repository.OrderIntents;
import cts.server.storage.repository.Orders;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows of what the order desk does. Remembers of each exchange position when it was decided, which its id begins with, and
 * which virtual position it mirrors.
 *
 * <p>One thread: the loop's.
 */
final class ExecutionRows {
    /** The desk remembers at most 10,000 closed positions for late fills. */
    private static final int MOST_KNOWN = 20_000;

    private final String connectionId;
    private final int leverage;
    private final Map<String, Known> positions = new LinkedHashMap<>();

    /**
     * A position that was seen.
     *
     * @param realId id of the row of the virtual position that it mirrors, empty while not known
     */
    private record Known(long decidedAt, String realId) {}

    ExecutionRows(String connectionId, int leverage) {
        this.connectionId = connectionId;
        this.leverage = leverage;
    }

    /** Takes note of a position; before anything else is asked about it. */
    void know(PositionRecord position) {
        if (positions.putIfAbsent(position.id(), new Known(position.openedAt(), "")) != null) return;
        if (positions.size() > MOST_KNOWN) {
            positions.remove(positions.keySet().iterator().next());
        }
    }

    /** Notes which virtual position an exchange position mirrors. */
    void mirrors(String positionId, String realId) {
        positions.computeIfPresent(positionId, (id, known) -> new Known(known.decidedAt(), realId));
    }

    /** Id of the row of a position; empty for one that was never seen or is forgotten. */
    Optional<String> positionId(String positionId) {
        return Optional.ofNullable(positions.get(positionId))
                .map(known -> id(known.decidedAt(), "exchange position", positionId));
    }

    private String id(long time, String kind, Object... parts) {
        Object[] all = new Object[parts.length + 1];
        all[0] = connectionId;
        System.arraycopy(parts, 0, all, 1, parts.length);
        return StableIds.of(time, kind, all).toString();
    }

    private String orderId(long time, ClientOrderId order) {
        return id(time, "order", order);
    }

    private String intentId(OrderIntent intent) {
        return id(intent.time(), "intent", intent.id());
    }

    /**
     * A position as it stands.
     *
     * @param price the last one, NaN while there is none
     * @param syncStatus whether the exchange says the same
     */
    ExchangePositions.Row position(PositionRecord position, String setId, double price, String syncStatus, long time) {
        Known known = positions.getOrDefault(position.id(), new Known(position.openedAt(), ""));
        boolean isLong = position.leg().direction() == Direction.LONG;
        boolean isClosed = position.status() == PositionStatus.CLOSED;
        return new ExchangePositions.Row(
                id(known.decidedAt(), "exchange position", position.id()),
                connectionId,
                known.realId().isEmpty() ? Optional.empty() : Optional.of(known.realId()),
                Optional.of(setId),
                orderId(known.decidedAt(), position.entryOrder()),
                Optional.empty(),
                position.leg().symbol(),
                position.leg().direction().name(),
                (isClosed ? position.entered() : position.quantity()).value(),
                position.averageEntry().map(Price::value),
                isClosed || Double.isNaN(price)
                        ? Optional.empty()
                        : Optional.of(Price.of(price).value()),
                position.averageExit().map(Price::value),
                (isLong ? position.best() : position.worst()).map(Price::value),
                (isLong ? position.worst() : position.best()).map(Price::value),
                leverage,
                position.takeProfit().map(Price::value),
                position.stop().map(Price::value),
                protection(position),
                position.unrealised().value(),
                position.realised().value(),
                position.fees().value(),
                position.funding().value(),
                position.status().name().toLowerCase(Locale.ROOT),
                syncStatus,
                position.closeReason().map(ExecutionRows::code),
                known.decidedAt(),
                time,
                position.closedAt());
    }

    private static String protection(PositionRecord position) {
        if (position.stop().isPresent()) return "confirmed";
        return position.stopOrder().isPresent() ? "placed" : "none";
    }

    private static String code(CloseReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /**
     * An order as it stands.
     *
     * @param intentId only on the row that is written together with the intent; later rows leave what is there
     */
    private Orders.Row order(OrderRecord order, OrderIntent intent, Optional<String> intentId) {
        OrderRequest request = order.request();
        Optional<BigDecimal> price = order.price().map(Price::value);
        boolean isTrigger = request.type().isTrigger();
        return new Orders.Row(
                orderId(request.time(), request.id()),
                connectionId,
                intentId,
                positionId(intent.positionId()),
                request.id().value(),
                order.venueOrderId().isEmpty() ? Optional.empty() : Optional.of(order.venueOrderId()),
                request.instrument().symbol(),
                intent.leg().direction().name(),
                request.side().name(),
                request.type().name(),
                order.quantity().value(),
                isTrigger ? Optional.empty() : price,
                isTrigger ? price : Optional.empty(),
                request.reduceOnly(),
                order.filled().value(),
                order.average().map(Price::value),
                order.state().name(),
                order.reason().isEmpty() ? Optional.empty() : Optional.of(order.reason()),
                request.time(),
                Math.max(request.time(), order.changedAt()));
    }

    /** An order whose intent is written already, or that travels under another's. */
    Write<?> order(OrderRecord order, OrderIntent intent) {
        return Orders.write(order(order, intent, Optional.empty()));
    }

    /** An order together with its intent. */
    Write<?> orderOfIntent(OrderRecord order, OrderIntent intent) {
        return Orders.write(order(order, intent, Optional.of(intentId(intent))));
    }

    Write<?> intent(OrderIntent intent, String setId, long writtenAt) {
        OrderRequest request = intent.request();
        return OrderIntents.write(new OrderIntents.Row(
                intentId(intent),
                connectionId,
                intent.id().value(),
                Optional.of(setId),
                request.instrument().symbol(),
                intent.leg().direction().name(),
                request.side().name(),
                request.type().name(),
                request.quantity().value(),
                json(intent),
                intent.epoch(),
                intent.time(),
                writtenAt));
    }

    private static String json(OrderIntent intent) {
        OrderRequest request = intent.request();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("purpose", intent.purpose().name());
        json.put("mode", intent.mode().name());
        json.put("position", intent.positionId());
        json.put("reduceOnly", request.reduceOnly());
        request.price().ifPresent(price -> json.put("price", price.toString()));
        request.exits().ifPresent(exits -> {
            ObjectNode attached = json.putObject("exits");
            attached.put("stopId", exits.stopId().value());
            attached.put("stop", exits.stop().toString());
            attached.put("takeProfitId", exits.takeProfitId().value());
            attached.put("takeProfit", exits.takeProfit().toString());
        });
        ObjectNode plan = json.putObject("plan");
        plan.put("takeProfit", intent.plan().takeProfit().toString());
        plan.put("stopLoss", intent.plan().stopLoss().toString());
        intent.plan().trailing().ifPresent(trail -> {
            plan.put("trailingStart", trail.start().toString());
            plan.put("trailingStop", trail.stop().toString());
        });
        plan.put("timeout", intent.plan().timeout());
        return json.toString();
    }

    private String fillId(Fill fill) {
        return id(fill.time(), "fill", fill.symbol(), fill.venueFillId());
    }

    Write<?> fill(Fill fill, OrderIntent intent, long recordedAt) {
        return Fills.write(new Fills.Row(
                fillId(fill),
                connectionId,
                orderId(intent.time(), fill.orderId()),
                fill.venueFillId(),
                fill.symbol(),
                fill.side().name(),
                fill.price().value(),
                fill.quantity().value(),
                fill.fee().value(),
                fill.feeAsset(),
                // Exchanges differ in saying so; only a limit order can have waited in the book.
                intent.request().type() == OrderType.LIMIT,
                fill.time(),
                recordedAt));
    }

    /** A change of a balance, with the fill it came from where it came from one. */
    Write<?> entry(LedgerEntry entry, Optional<Fill> fill, Optional<OrderIntent> intent) {
        return Ledger.write(new Ledger.Row(
                id(entry.time(), "ledger entry", entry.sequence()),
                connectionId,
                fill.map(this::fillId),
                intent.flatMap(each -> positionId(each.positionId())),
                entry.asset(),
                entry.kind().name().toLowerCase(Locale.ROOT),
                entry.amount().value(),
                entry.balance().value(),
                entry.time(),
                entry.sequence()));
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(positions.size());
        for (Map.Entry<String, Known> position : positions.entrySet()) {
            out.writeUTF(position.getKey());
            out.writeLong(position.getValue().decidedAt());
            out.writeUTF(position.getValue().realId());
        }
    }

    void load(DataInput in) throws IOException {
        for (int count = in.readInt(); count > 0; count--) {
            positions.put(in.readUTF(), new Known(in.readLong(), in.readUTF()));
        }
    }
}
