package cts.engine;

import cts.market.Direction;

/**
 * A set at the Exchange level that accepted a signal and wants the leg.
 *
 * @param time of the signal
 * @param price at the signal
 * @param bound lower confidence bound of its mean result, by which candidates are ranked
 */
public record Candidate(int key, int cell, Direction direction, long time, double price, double bound) {}
