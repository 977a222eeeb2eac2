package cts.market;

/**
 * One trade of a market.
 *
 * @param time epoch milliseconds UTC
 * @param price above 0, finite
 * @param size in the base currency, 0 or more, finite
 */
public record Tick(long time, double price, double size) {
    public Tick {
        if (!(price > 0 && price < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("price " + price + " is not above zero");
        }
        if (!(size >= 0 && size < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("size " + size + " is not zero or more");
        }
    }
}
