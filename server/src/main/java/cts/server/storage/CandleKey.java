package cts.server.storage;

/**
 * A series of candles.
 *
 * @param exchange lower-case name of the exchange
 * @param symbol as its exchange writes it
 * @param timeframe 1s 5s 15s 30s 1m 5m 15m 1h 4h or 1d
 */
public record CandleKey(String exchange, String symbol, String timeframe) {}
