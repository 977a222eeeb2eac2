package cts.exchange;

import cts.exchange.ExchangeEvent.Accepted;
import cts.exchange.ExchangeEvent.AmendRejected;
import cts.exchange.ExchangeEvent.BalanceReport;
import cts.exchange.ExchangeEvent.CancelRejected;
import cts.exchange.ExchangeEvent.Cancelled;
import cts.exchange.ExchangeEvent.Disconnected;
import cts.exchange.ExchangeEvent.Expired;
import cts.exchange.ExchangeEvent.Filled;
import cts.exchange.ExchangeEvent.Funding;
import cts.exchange.ExchangeEvent.LeverageRejected;
import cts.exchange.ExchangeEvent.LeverageSet;
import cts.exchange.ExchangeEvent.OpenOrdersReport;
import cts.exchange.ExchangeEvent.OrderNotFound;
import cts.exchange.ExchangeEvent.OrderReport;
import cts.exchange.ExchangeEvent.PositionsReport;
import cts.exchange.ExchangeEvent.ProtectionConfirmed;
import cts.exchange.ExchangeEvent.Reconnected;
import cts.exchange.ExchangeEvent.Rejected;
import cts.exchange.ExchangeEvent.Standing;
import cts.exchange.ExchangeEvent.Unknown;
import cts.exchange.ExchangeEvent.VenueOrder;
import cts.exchange.ExchangeEvent.VenuePosition;
import cts.exchange.ExchangeEvent.VenueState;
import cts.market.Direction;
import cts.money.Amount;
import cts.money.Price;
import cts.money.Quantity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Exchange events as bytes, for snapshots and the journal: a kind byte, the time, then the fields in order. The bytes
 * of an event are always the same, and reading them gives an equal event.
 */
public final class ExchangeEventCodec {

    private static final int ACCEPTED = 1;
    private static final int REJECTED = 2;
    private static final int FILLED = 3;
    private static final int CANCELLED = 4;
    private static final int EXPIRED = 5;
    private static final int CANCEL_REJECTED = 6;
    private static final int UNKNOWN = 7;
    private static final int PROTECTION_CONFIRMED = 8;
    private static final int AMEND_REJECTED = 9;
    private static final int ORDER_REPORT = 10;
    private static final int ORDER_NOT_FOUND = 11;
    private static final int BALANCE_REPORT = 12;
    private static final int POSITIONS_REPORT = 13;
    private static final int OPEN_ORDERS_REPORT = 14;
    private static final int FUNDING = 15;
    private static final int LEVERAGE_SET = 16;
    private static final int LEVERAGE_REJECTED = 17;
    private static final int DISCONNECTED = 18;
    private static final int RECONNECTED = 19;

    private ExchangeEventCodec() {}

    /** Writes an event for {@link #load}. */
    public static void save(ExchangeEvent event, DataOutput out) throws IOException {
        switch (event) {
            case Accepted e -> order(out, ACCEPTED, e).writeUTF(e.venueOrderId());
            case Rejected e -> order(out, REJECTED, e).writeUTF(e.reason());
            case Filled e -> {
                out.writeByte(FILLED);
                e.fill().save(out);
            }
            case Cancelled e -> {
                order(out, CANCELLED, e);
                e.filled().save(out);
            }
            case Expired e -> {
                order(out, EXPIRED, e).writeUTF(e.reason());
                e.filled().save(out);
            }
            case CancelRejected e -> order(out, CANCEL_REJECTED, e).writeUTF(e.reason());
            case Unknown e -> order(out, UNKNOWN, e).writeUTF(e.reason());
            case ProtectionConfirmed e -> {
                order(out, PROTECTION_CONFIRMED, e);
                e.trigger().save(out);
                e.quantity().save(out);
            }
            case AmendRejected e -> order(out, AMEND_REJECTED, e).writeUTF(e.reason());
            case OrderReport e -> saveReport(e, out);
            case OrderNotFound e -> order(out, ORDER_NOT_FOUND, e);
            case BalanceReport e -> {
                head(out, BALANCE_REPORT, e).writeUTF(e.asset());
                e.balance().save(out);
                e.available().save(out);
            }
            case PositionsReport e -> savePositions(e, out);
            case OpenOrdersReport e -> saveOpenOrders(e, out);
            case Funding e -> {
                head(out, FUNDING, e).writeUTF(e.fundingId());
                out.writeUTF(e.symbol());
                out.writeUTF(e.direction().name());
                e.amount().save(out);
                out.writeUTF(e.asset());
            }
            case LeverageSet e -> {
                head(out, LEVERAGE_SET, e).writeUTF(e.symbol());
                out.writeInt(e.leverage());
            }
            case LeverageRejected e -> {
                head(out, LEVERAGE_REJECTED, e).writeUTF(e.symbol());
                out.writeInt(e.leverage());
                out.writeUTF(e.reason());
            }
            case Disconnected e -> head(out, DISCONNECTED, e).writeUTF(e.reason());
            case Reconnected e -> head(out, RECONNECTED, e);
        }
    }

    /** Reads what {@link #save} wrote; throws {@link IOException} on a kind that no event has. */
    public static ExchangeEvent load(DataInput in) throws IOException {
        int kind = in.readByte();
        if (kind == FILLED) {
            return new Filled(Fill.load(in));
        }
        long time = in.readLong();
        return switch (kind) {
            case ACCEPTED -> new Accepted(time, ClientOrderId.load(in), in.readUTF());
            case REJECTED -> new Rejected(time, ClientOrderId.load(in), in.readUTF());
            case CANCELLED -> new Cancelled(time, ClientOrderId.load(in), Quantity.load(in));
            case EXPIRED -> {
                ClientOrderId id = ClientOrderId.load(in);
                String reason = in.readUTF();
                yield new Expired(time, id, Quantity.load(in), reason);
            }
            case CANCEL_REJECTED -> new CancelRejected(time, ClientOrderId.load(in), in.readUTF());
            case UNKNOWN -> new Unknown(time, ClientOrderId.load(in), in.readUTF());
            case PROTECTION_CONFIRMED ->
                new ProtectionConfirmed(time, ClientOrderId.load(in), Price.load(in), Quantity.load(in));
            case AMEND_REJECTED -> new AmendRejected(time, ClientOrderId.load(in), in.readUTF());
            case ORDER_REPORT -> loadReport(time, in);
            case ORDER_NOT_FOUND -> new OrderNotFound(time, ClientOrderId.load(in));
            case BALANCE_REPORT -> new BalanceReport(time, in.readUTF(), Amount.load(in), Amount.load(in));
            case POSITIONS_REPORT -> loadPositions(time, in);
            case OPEN_ORDERS_REPORT -> loadOpenOrders(time, in);
            case FUNDING ->
                new Funding(
                        time,
                        in.readUTF(),
                        in.readUTF(),
                        Direction.valueOf(in.readUTF()),
                        Amount.load(in),
                        in.readUTF());
            case LEVERAGE_SET -> new LeverageSet(time, in.readUTF(), in.readInt());
            case LEVERAGE_REJECTED -> new LeverageRejected(time, in.readUTF(), in.readInt(), in.readUTF());
            case DISCONNECTED -> new Disconnected(time, in.readUTF());
            case RECONNECTED -> new Reconnected(time);
            default -> throw new IOException("exchange event of kind " + kind + " is not known to this version");
        };
    }

    private static DataOutput head(DataOutput out, int kind, ExchangeEvent event) throws IOException {
        out.writeByte(kind);
        out.writeLong(event.time());
        return out;
    }

    private static DataOutput order(DataOutput out, int kind, ExchangeEvent.OrderEvent event) throws IOException {
        head(out, kind, event);
        event.orderId().save(out);
        return out;
    }

    private static void saveReport(OrderReport report, DataOutput out) throws IOException {
        order(out, ORDER_REPORT, report).writeUTF(report.venueOrderId());
        out.writeUTF(report.state().name());
        report.filled().save(out);
        out.writeInt(report.fills().size());
        for (Fill fill : report.fills()) {
            fill.save(out);
        }
        out.writeBoolean(report.standing().isPresent());
        if (report.standing().isPresent()) {
            report.standing().get().trigger().save(out);
            report.standing().get().quantity().save(out);
        }
        out.writeUTF(report.reason());
    }

    private static OrderReport loadReport(long time, DataInput in) throws IOException {
        ClientOrderId id = ClientOrderId.load(in);
        String venueOrderId = in.readUTF();
        VenueState state = VenueState.valueOf(in.readUTF());
        Quantity filled = Quantity.load(in);
        List<Fill> fills = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            fills.add(Fill.load(in));
        }
        Optional<Standing> standing =
                in.readBoolean() ? Optional.of(new Standing(Price.load(in), Quantity.load(in))) : Optional.empty();
        return new OrderReport(time, id, venueOrderId, state, filled, fills, standing, in.readUTF());
    }

    private static void savePositions(PositionsReport report, DataOutput out) throws IOException {
        head(out, POSITIONS_REPORT, report).writeInt(report.positions().size());
        for (VenuePosition position : report.positions()) {
            out.writeUTF(position.symbol());
            out.writeUTF(position.direction().name());
            position.quantity().save(out);
            position.averageEntry().save(out);
        }
    }

    private static PositionsReport loadPositions(long time, DataInput in) throws IOException {
        List<VenuePosition> positions = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            positions.add(new VenuePosition(
                    in.readUTF(), Direction.valueOf(in.readUTF()), Quantity.load(in), Price.load(in)));
        }
        return new PositionsReport(time, positions);
    }

    private static void saveOpenOrders(OpenOrdersReport report, DataOutput out) throws IOException {
        head(out, OPEN_ORDERS_REPORT, report).writeInt(report.orders().size());
        for (VenueOrder order : report.orders()) {
            out.writeUTF(order.symbol());
            out.writeUTF(order.clientOrderId());
            out.writeUTF(order.venueOrderId());
            out.writeUTF(order.side().name());
            order.remaining().save(out);
        }
    }

    private static OpenOrdersReport loadOpenOrders(long time, DataInput in) throws IOException {
        List<VenueOrder> orders = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            orders.add(new VenueOrder(
                    in.readUTF(), in.readUTF(), in.readUTF(), Side.valueOf(in.readUTF()), Quantity.load(in)));
        }
        return new OpenOrdersReport(time, orders);
    }
}
