package cts.engine;

import cts.pseudo.ExitGrid;
import cts.pseudo.ExitUnit;
import cts.pseudo.RequestedExit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The main grid: 11 take profits × 21 stop losses × 4 trailing stops, 735 distinct configurations at a step of 0.1 %. */
public final class EngineDefaults {
    private EngineDefaults() {}

    /** Take profits of 2 … 22 steps, stop losses of 0.2 … 2.2 of them, trailing off, .3/.1, .6/.2 and 1/.3 percent. */
    public static List<RequestedExit> mainGrid(BigDecimal stepPercent) {
        return ExitGrid.combinations(
                IntStream.rangeClosed(1, 11)
                        .mapToObj(n -> BigDecimal.valueOf(2L * n))
                        .toList(),
                IntStream.rangeClosed(2, 22)
                        .mapToObj(n -> BigDecimal.valueOf(n, 1))
                        .toList(),
                List.of(Optional.empty(), trailing("0.3", "0.1"), trailing("0.6", "0.2"), trailing("1", "0.3")),
                ExitUnit.STEPS,
                stepPercent);
    }

    private static Optional<RequestedExit.TrailingPercent> trailing(String start, String stop) {
        return Optional.of(new RequestedExit.TrailingPercent(new BigDecimal(start), new BigDecimal(stop)));
    }
}
