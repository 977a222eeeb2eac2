package cts.research;

import cts.performance.Tally;
import cts.pseudo.RequestedExit;

/**
 * What became of one set.
 *
 * @param key which stream of signals
 * @param exits as requested
 * @param open positions that are still open after the last event
 * @param marked compound return with the open ones closed at the last price; the same as the tally's without them
 */
public record SweepRow(SignalKey key, RequestedExit exits, long open, Tally tally, double marked) {

    /** Accepted signals. */
    public long opened() {
        return tally.closed() + open;
    }
}
