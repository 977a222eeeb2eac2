package cts.promotion;

import cts.market.Direction;
import cts.performance.OutcomeLog;
import cts.pseudo.Costs;
import cts.pseudo.ExitConfiguration;
import cts.pseudo.ExitGrid;
import cts.pseudo.KernelSettings;
import cts.pseudo.PseudoExit;
import cts.pseudo.PseudoKernel;
import cts.pseudo.PseudoListener;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One set with a take profit of 1 % and a stop loss of 1 %, without costs, so that it breaks even at half its positions
 * won. Results are made by a real kernel: each one is a position that a price takes to its target or stop.
 */
final class SetUnderTest {
    private static final long HOUR = 3_600_000;
    private static final int[] SIGNAL = {0};
    private static final int[] NONE = {};

    final List<Verdict> verdicts = new ArrayList<>();
    final SetState set;
    private final OutcomeLog log = new OutcomeLog();
    private final Gates gates;
    private final PseudoKernel kernel;
    private long time;
    private long distance = 60_000;

    SetUnderTest(GateSettings settings) {
        ExitGrid grid = ExitGrid.of(
                List.of(new ExitConfiguration(new BigDecimal("0.01"), new BigDecimal("0.01"), Optional.empty())));
        gates = new Gates(settings, grid, 0.001, 0);
        set = new SetState(log);
        PseudoListener judge = new PseudoListener() {
            @Override
            public void opened(int key, long entryNumber, long at, double price, long[] cells) {
                gates.opened(set, 0, 0, at, verdicts::add);
            }

            @Override
            public void closed(PseudoExit exit) {
                gates.closed(set, log, 0, 0, log.add(exit, false), verdicts::add);
            }
        };
        KernelSettings kernelSettings = new KernelSettings(Costs.NONE, 0, 1, 0, KernelSettings.NO_TIMEOUT);
        kernel = new PseudoKernel(grid, List.of(Direction.LONG), kernelSettings, judge);
    }

    /** Results as letters: {@code w} wins 10 steps, {@code l} loses 10 steps. */
    SetUnderTest then(String results) {
        for (int i = 0; i < results.length(); i++) {
            time += distance;
            double exit = results.charAt(i) == 'w' ? 101 : 99;
            kernel.onEvent(time, time, 100, 100, 100, 100, SIGNAL, 1);
            time += 1000;
            kernel.onEvent(time, time, exit, exit, exit, exit, NONE, 0);
        }
        return this;
    }

    /** From now on, time between positions. */
    SetUnderTest every(long hours) {
        distance = hours * HOUR;
        return this;
    }

    SetUnderTest afterDays(long days) {
        time += days * 24 * HOUR;
        return this;
    }

    List<Figure> why(Level gate) {
        return gates.why(set, 0, time, gate);
    }

    /** Changes as {@code gate:from>to}. */
    List<String> changes() {
        return verdicts.stream()
                .map(v -> v.gate() + ":" + v.from() + ">" + v.to())
                .toList();
    }
}
