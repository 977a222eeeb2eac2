package cts.server.cli;

import cts.pseudo.Costs;
import cts.pseudo.KernelSettings;
import java.math.BigDecimal;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The rules that every set shares: costs, entry, limits. */
final class RuleOptions {
    private static final BigDecimal MOST_PERCENT = BigDecimal.TEN;

    @Option(
            names = "--max-open",
            defaultValue = "2",
            paramLabel = "N",
            description = "Most open positions per set (default: ${DEFAULT-VALUE}).")
    private int maxOpen = 2;

    @Option(
            names = "--cooldown-ms",
            defaultValue = "0",
            paramLabel = "MS",
            description = "Least time between accepted signals of a set (default: ${DEFAULT-VALUE}).")
    private long cooldown;

    @Option(
            names = "--fee",
            defaultValue = "0",
            paramLabel = "PERCENT",
            description = "Taker fee per side (default: ${DEFAULT-VALUE}).")
    private String fee = "0";

    @Option(
            names = "--slippage",
            defaultValue = "0",
            paramLabel = "PERCENT",
            description = "Slippage per side (default: ${DEFAULT-VALUE}).")
    private String slippage = "0";

    @Option(
            names = "--entry-delay",
            defaultValue = "0",
            paramLabel = "0|1",
            description = "0: enter at the signal's close, 1: at the next open (default: ${DEFAULT-VALUE}).")
    private int entryDelay;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Close a position after this long, such as 2h (default: never).")
    private Optional<String> timeout = Optional.empty();

    KernelSettings settings() {
        if (maxOpen < 1) {
            throw new CommandFailure(
                    "--max-open %d is below 1; give the most open positions per set.".formatted(maxOpen));
        }
        if (cooldown < 0) {
            throw new CommandFailure("--cooldown-ms %d is below 0; give 0 for none.".formatted(cooldown));
        }
        if (entryDelay != 0 && entryDelay != 1) {
            throw new CommandFailure(
                    "--entry-delay %d is neither 0 (enter at the signal's close) nor 1 (at the next open); choose one."
                            .formatted(entryDelay));
        }
        long limit = timeout.map(text -> NumberRange.duration("--timeout", text).toMillis())
                .orElse(KernelSettings.NO_TIMEOUT);
        return new KernelSettings(
                new Costs(cost("--fee", fee), cost("--slippage", slippage)), entryDelay, maxOpen, cooldown, limit);
    }

    private static BigDecimal cost(String option, String text) {
        BigDecimal percent = NumberRange.number(option, text);
        if (percent.signum() < 0 || percent.compareTo(MOST_PERCENT) > 0) {
            throw new CommandFailure("%s %s is not from 0 to 10 percent per side; a usual fee is 0.055."
                    .formatted(option, percent.toPlainString()));
        }
        return percent;
    }
}
