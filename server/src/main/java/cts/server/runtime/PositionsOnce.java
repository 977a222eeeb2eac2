package cts.server.runtime;

import cts.pseudo.ExitReason;
import cts.pseudo.PositionSink;

/**
 * Passes on what closes while the program runs, each position once, though an engine that is restored closes again what it
 * closed after its snapshot. Positions are told apart by their number since the engine's very first. One thread.
 */
final class PositionsOnce implements PositionSink {
    private final PositionSink next;
    private long number;
    private long passed = Long.MAX_VALUE;

    PositionsOnce(PositionSink next) {
        this.next = next;
    }

    /** So many have ever closed; the next to come is the one after them. */
    void standAt(long closed) {
        number = closed;
    }

    /** The past is over; what it closed was told by the program that saw it. From the second time on nothing happens. */
    void begin() {
        if (passed == Long.MAX_VALUE) passed = number;
    }

    @Override
    public void closed(
            int key,
            int cell,
            long entryTime,
            double entryPrice,
            long exitTime,
            double exitPrice,
            ExitReason reason,
            double net) {
        number++;
        if (number <= passed) return;
        next.closed(key, cell, entryTime, entryPrice, exitTime, exitPrice, reason, net);
        passed = number;
    }
}
