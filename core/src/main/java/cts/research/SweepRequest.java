package cts.research;

import cts.market.CandleSeries;
import cts.pseudo.KernelSettings;
import cts.pseudo.RequestedExit;
import java.math.BigDecimal;
import java.util.List;

/**
 * What to sweep.
 *
 * @param keys the streams of signals; each is tried with every configuration
 * @param exits the requested configurations; those that cannot differ are computed once
 * @param stepPercent the step of average results, in percent of the price
 */
public record SweepRequest(
        CandleSeries series,
        List<SignalKey> keys,
        List<RequestedExit> exits,
        KernelSettings settings,
        BigDecimal stepPercent) {

    public SweepRequest {
        keys = List.copyOf(keys);
        exits = List.copyOf(exits);
        if (exits.isEmpty()) throw new IllegalArgumentException("no exits were requested");
        for (SignalKey key : keys) {
            if (key.size() > 0 && key.index(key.size() - 1) >= series.size()) {
                throw new IllegalArgumentException("entry index " + key.index(key.size() - 1)
                        + " lies beyond the last row, " + (series.size() - 1));
            }
        }
    }

    /** As a fraction of the price. */
    public double step() {
        return stepPercent.movePointLeft(2).doubleValue();
    }
}
