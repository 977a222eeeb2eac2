package cts.server.cli;

import cts.pseudo.ExitGrid;
import cts.pseudo.ExitUnit;
import cts.pseudo.RequestedExit;
import cts.pseudo.RequestedExit.TrailingPercent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which exit configurations are tried: {@code --tp}, {@code --sl}, {@code --trail}, {@code --unit}, {@code --pc}. */
final class GridOptions {
    private static final int MOST = 1 << 20;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    @Option(names = "--tp", required = true, paramLabel = "LIST", description = "Take profits, in steps.")
    private String takeProfits = "";

    @Option(
            names = "--sl",
            required = true,
            paramLabel = "LIST",
            description = "Stop losses, as a ratio of the take profit distance.")
    private String stopLosses = "";

    @Option(
            names = "--trail",
            defaultValue = "off",
            paramLabel = "LIST",
            description = "Trailing stops as start/stop in percent of the price, or off (default: ${DEFAULT-VALUE}).")
    private String trailing = "off";

    @Option(
            names = "--unit",
            defaultValue = "pc",
            paramLabel = "pc|percent",
            description = "pc: as above; percent: tp and sl in percent of the entry price (default: ${DEFAULT-VALUE}).")
    private String unit = "pc";

    @Option(
            names = "--pc",
            defaultValue = "0.1",
            paramLabel = "PERCENT",
            description = "The step, 0.01 to 1 percent of the price (default: ${DEFAULT-VALUE}).")
    private String step = "0.1";

    /** The step in percent of the price. */
    BigDecimal stepPercent() {
        BigDecimal percent = NumberRange.number("--pc", step);
        if (percent.compareTo(new BigDecimal("0.01")) < 0 || percent.compareTo(BigDecimal.ONE) > 0) {
            throw new CommandFailure("--pc %s is not a step from 0.01 to 1 percent; the usual one is 0.1."
                    .formatted(percent.toPlainString()));
        }
        return percent;
    }

    /** Every combination asked for. */
    List<RequestedExit> exits() {
        List<BigDecimal> tps = NumberRange.parse("--tp", takeProfits);
        List<BigDecimal> sls = NumberRange.parse("--sl", stopLosses);
        List<Optional<TrailingPercent>> trails = TrailingList.parse("--trail", trailing);
        long count = (long) tps.size() * sls.size() * trails.size();
        if (count > MOST) {
            throw new CommandFailure(String.format(
                    Locale.ROOT,
                    "--tp, --sl and --trail make %,d combinations, more than %,d; ask for fewer.",
                    count,
                    MOST));
        }
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "pc" -> inSteps(tps, sls, trails);
            case "percent" -> {
                checkPercent("--tp", tps);
                checkPercent("--sl", sls);
                yield ExitGrid.combinations(tps, sls, trails, ExitUnit.PERCENT, stepPercent());
            }
            default ->
                throw new CommandFailure("--unit '%s' is neither pc nor percent; choose one of them.".formatted(unit));
        };
    }

    private List<RequestedExit> inSteps(
            List<BigDecimal> tps, List<BigDecimal> sls, List<Optional<TrailingPercent>> trails) {
        BigDecimal stepPercent = stepPercent();
        BigDecimal tp = tps.getLast();
        checkAboveZero("--tp", tps.getFirst(), "in steps, such as 2..22/2");
        checkAboveZero("--sl", sls.getFirst(), "as a ratio of the take profit, such as 0.5");
        BigDecimal percent = tp.multiply(stepPercent);
        if (percent.compareTo(HUNDRED) >= 0) {
            throw new CommandFailure("--tp %s comes to %s %% of the price and must stay below 100; lower it or --pc."
                    .formatted(tp.toPlainString(), plain(percent)));
        }
        BigDecimal loss = percent.multiply(sls.getLast());
        if (loss.compareTo(HUNDRED) >= 0) {
            throw new CommandFailure(
                    "--sl %s of --tp %s comes to %s %% of the price and must stay below 100; lower one of them."
                            .formatted(sls.getLast().toPlainString(), tp.toPlainString(), plain(loss)));
        }
        return ExitGrid.combinations(tps, sls, trails, ExitUnit.STEPS, stepPercent);
    }

    private static void checkPercent(String option, List<BigDecimal> percents) {
        checkAboveZero(option, percents.getFirst(), "in percent of the price, such as 0.6");
        if (percents.getLast().compareTo(HUNDRED) >= 0) {
            throw new CommandFailure("%s %s is in percent of the price and must stay below 100; lower it."
                    .formatted(option, percents.getLast().toPlainString()));
        }
    }

    private static void checkAboveZero(String option, BigDecimal number, String what) {
        if (number.signum() > 0) return;
        throw new CommandFailure("%s %s is not above 0; give it %s.".formatted(option, number.toPlainString(), what));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
