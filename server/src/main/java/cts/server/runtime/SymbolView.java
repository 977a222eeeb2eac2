package cts.server.runtime;

/** A symbol that is traded, with its last price. */
public record SymbolView(String exchange, String symbol, double lastPrice, long lastTime) {}
