package cts.server.runtime;

/** Where a set is in its engine: number of its stream of signals, and of its exit configuration in the grid. */
public record SetPlace(int key, int cell) {}
