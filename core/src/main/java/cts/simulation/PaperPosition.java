package cts.simulation;

import cts.exchange.Side;
import cts.market.Direction;
import cts.money.Amount;
import cts.money.Price;
import cts.money.Quantity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;

/** What the paper account holds of one symbol: one way, of one cost, at one leverage. */
final class PaperPosition {

    private Direction direction = Direction.LONG;
    private Quantity quantity = Quantity.ZERO;
    private Amount cost = Amount.ZERO;
    private int leverage = 1;

    /** Takes a fill in: the part against the position closes it, the rest opens. Returns the result realised. */
    Amount take(Side side, Price price, Quantity filled) {
        Amount notional = price.times(filled);
        Quantity closing = closes(side) ? filled.min(quantity) : Quantity.ZERO;
        Amount result = Amount.ZERO;
        Amount proceeds = notional.share(closing, filled);
        if (!closing.isZero()) {
            Amount share = cost.share(closing, quantity);
            result = direction == Direction.LONG ? proceeds.minus(share) : share.minus(proceeds);
            cost = cost.minus(share);
            quantity = quantity.minus(closing);
        }
        Quantity opening = filled.minus(closing);
        if (!opening.isZero()) {
            direction = side == Side.BUY ? Direction.LONG : Direction.SHORT;
            cost = cost.plus(notional.minus(proceeds));
            quantity = quantity.plus(opening);
        }
        return result;
    }

    /** Whether an order of that side makes the position smaller. */
    boolean closes(Side side) {
        return !quantity.isZero() && side == Side.closing(direction);
    }

    Amount unrealised(Price price) {
        Amount value = price.times(quantity);
        return direction == Direction.LONG ? value.minus(cost) : cost.minus(value);
    }

    Amount margin() {
        return cost.dividedBy(BigDecimal.valueOf(leverage));
    }

    Price average() {
        return cost.per(quantity);
    }

    Direction direction() {
        return direction;
    }

    Quantity quantity() {
        return quantity;
    }

    int leverage() {
        return leverage;
    }

    void leverage(int set) {
        leverage = set;
    }

    void save(DataOutput out) throws IOException {
        out.writeUTF(direction.name());
        quantity.save(out);
        cost.save(out);
        out.writeInt(leverage);
    }

    static PaperPosition load(DataInput in) throws IOException {
        PaperPosition position = new PaperPosition();
        position.direction = Direction.valueOf(in.readUTF());
        position.quantity = Quantity.load(in);
        position.cost = Amount.load(in);
        position.leverage = in.readInt();
        return position;
    }
}
