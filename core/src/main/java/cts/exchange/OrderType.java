package cts.exchange;

/** The kinds of order that every supported exchange has. */
public enum OrderType {
    /** At the best price there is. */
    MARKET,
    /** At its price or better. */
    LIMIT,
    /** A market order that wakes when the price moves against the position, to its trigger. */
    STOP_MARKET,
    /** A market order that wakes when the price moves with the position, to its trigger. */
    TAKE_PROFIT_MARKET;

    /** Whether the order carries a price: a limit or a trigger. */
    public boolean hasPrice() {
        return this != MARKET;
    }

    /** Whether the order sleeps until its trigger is touched. */
    public boolean isTrigger() {
        return this == STOP_MARKET || this == TAKE_PROFIT_MARKET;
    }
}
