package cts.engine;

import cts.indication.IndicationBoard;
import cts.indication.IndicationKey;
import cts.promotion.GateSettings;
import cts.pseudo.KernelSettings;
import cts.pseudo.RequestedExit;
import java.math.BigDecimal;
import java.util.List;

/**
 * What the virtual trading of a symbol consists of. Changing anything but the gates makes other sets.
 *
 * @param keys the indications, each with its direction
 * @param exits the requested exit grid
 */
public record VirtualSettings(
        List<IndicationKey> keys,
        IndicationBoard.Settings indications,
        List<RequestedExit> exits,
        KernelSettings kernel,
        GateSettings gates) {

    public VirtualSettings {
        keys = List.copyOf(keys);
        exits = List.copyOf(exits);
    }

    /** The step, in percent of the price. */
    public BigDecimal stepPercent() {
        return indications.history().stepPercent();
    }
}
