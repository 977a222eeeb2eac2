package cts.server.runtime;

/** A candle as it is shown. */
public record CandleView(long openTime, double open, double high, double low, double close, double volume) {}
