package cts.market;

/**
 * Open, high, low and close of one stretch of time. Its time, where one is asked for, is its close: open time plus
 * timeframe.
 *
 * @param openTime epoch milliseconds UTC
 * @param volume in the base currency, 0 is legal
 */
public record Candle(long openTime, double open, double high, double low, double close, double volume) {

    /** @throws IllegalArgumentException one clause that names the impossible value */
    public Candle {
        price("open", open);
        price("high", high);
        price("low", low);
        price("close", close);
        if (!(volume >= 0 && volume < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("volume " + volume + " is not zero or more");
        }
        if (high < low) throw new IllegalArgumentException("high " + high + " is below low " + low);
        if (high < open || high < close) {
            throw new IllegalArgumentException("high " + high + " is below the open or the close");
        }
        if (low > open || low > close) {
            throw new IllegalArgumentException("low " + low + " is above the open or the close");
        }
    }

    private static void price(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " " + value + " is not above zero");
        }
    }
}
