package cts.bench.workload;

import cts.engine.EngineDefaults;
import cts.pseudo.Costs;
import cts.pseudo.ExitGrid;
import cts.pseudo.KernelSettings;
import cts.pseudo.RequestedExit;
import java.math.BigDecimal;
import java.util.List;

/** The exits that live positions have: those of the main grid. */
enum LiveGrid {
    /** The 231 without trailing stop. */
    OFF,
    /** All 735, of which 504 trail. */
    MIX;

    static final BigDecimal STEP_PERCENT = new BigDecimal("0.1");

    static LiveGrid of(String code) {
        return valueOf(code.toUpperCase(java.util.Locale.ROOT));
    }

    ExitGrid grid() {
        List<RequestedExit> all = EngineDefaults.mainGrid(STEP_PERCENT);
        if (this == MIX) return ExitGrid.ofRequests(all);
        return ExitGrid.ofRequests(all.stream()
                .filter(exit -> exit.configuration().trailing().isEmpty())
                .toList());
    }

    /** The rules of the engine: entry at the next event's open, costs, no time-out. */
    static KernelSettings settings(Costs costs, int maxOpen) {
        return new KernelSettings(costs, 1, maxOpen, 0, KernelSettings.NO_TIMEOUT);
    }
}
