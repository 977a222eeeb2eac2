package cts.exchange;

import cts.market.Direction;
import cts.money.Rounding;

/** Which side of the book an order takes. */
public enum Side {
    BUY,
    SELL;

    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }

    /** The side that opens a position of that direction. */
    public static Side opening(Direction direction) {
        return direction == Direction.LONG ? BUY : SELL;
    }

    /** The side that closes a position of that direction. */
    public static Side closing(Direction direction) {
        return opening(direction).opposite();
    }

    /** Where a limit price of this side rounds so that it never pays more than was meant: BUY down, SELL up. */
    public Rounding passive() {
        return this == BUY ? Rounding.DOWN : Rounding.UP;
    }

    /** Where a price of this side rounds to the worse: BUY up, SELL down. */
    public Rounding adverse() {
        return passive().opposite();
    }
}
