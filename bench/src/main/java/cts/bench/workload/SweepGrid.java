package cts.bench.workload;

import cts.pseudo.ExitGrid;
import cts.pseudo.ExitUnit;
import cts.pseudo.RequestedExit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The 400 exit configurations of the bound in C: distances of 0.2 % to 4 % in steps of 0.2 %. */
enum SweepGrid {
    /** Every take profit with every stop loss. */
    OFF,
    /** Every take profit with every trailing stop, active from the entry on, stop loss 4 %. */
    TRAILING;

    static final BigDecimal STEP_PERCENT = new BigDecimal("0.1");
    private static final List<BigDecimal> LEVELS = IntStream.rangeClosed(1, 20)
            .mapToObj(level -> BigDecimal.valueOf(2L * level, 1))
            .toList();

    /** As in the names of files and samples. */
    String code() {
        return this == OFF ? "off" : "trailing";
    }

    /** In order of take profit, stop loss, trailing. */
    List<RequestedExit> exits() {
        return this == OFF
                ? ExitGrid.combinations(LEVELS, LEVELS, List.of(Optional.empty()), ExitUnit.PERCENT, STEP_PERCENT)
                : ExitGrid.combinations(
                        LEVELS, List.of(LEVELS.getLast()), trailingStops(), ExitUnit.PERCENT, STEP_PERCENT);
    }

    private static List<Optional<RequestedExit.TrailingPercent>> trailingStops() {
        return LEVELS.stream()
                .map(level -> Optional.of(new RequestedExit.TrailingPercent(BigDecimal.ZERO, level)))
                .toList();
    }
}
