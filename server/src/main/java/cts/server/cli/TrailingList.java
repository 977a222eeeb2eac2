package cts.server.cli;

import cts.pseudo.RequestedExit.TrailingPercent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists of trailing stops as the command line writes them: {@code off,0.3/0.1}. */
final class TrailingList {
    private TrailingList() {}

    /**
     * Every trailing stop the text names; empty stands for off.
     *
     * @param option which is being read, for errors
     */
    static List<Optional<TrailingPercent>> parse(String option, String text) {
        List<Optional<TrailingPercent>> trailings = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] sides = part.strip().split("/", -1);
            if (part.strip().equals("off")) {
                trailings.add(Optional.empty());
            } else if (sides.length == 2) {
                trailings.add(Optional.of(percent(option, part, sides[0], sides[1])));
            } else {
                throw new IllegalArgumentException(
                        "%s '%s' is neither off nor start/stop in percent, such as 0.3/0.1.".formatted(option, part));
            }
        }
        return trailings.stream().distinct().toList();
    }

    private static TrailingPercent percent(String option, String part, String start, String stop) {
        BigDecimal from = NumberRange.number(option, start);
        BigDecimal behind = NumberRange.number(option, stop);
        if (from.signum() < 0 || behind.signum() <= 0 || behind.compareTo(BigDecimal.valueOf(100)) >= 0) {
            throw new IllegalArgumentException(
                    "%s '%s' needs a start of 0 or more and a stop between 0 and 100, such as 0.3/0.1."
                            .formatted(option, part));
        }
        return new TrailingPercent(from, behind);
    }
}
