package cts.market;

/** Which way a position earns: LONG when the price rises, SHORT when it falls. */
public enum Direction {
    LONG,
    SHORT;

    /** The other direction. */
    public Direction opposite() {
        return this == LONG ? SHORT : LONG;
    }
}
