package cts.server.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists and ranges of exact numbers as the command line writes them: {@code 2..22/2}, {@code 1,2,5..9/2}. */
final class NumberRange {
    private static final int MOST = 100_000;
    private static final int MOST_DIGITS = 30;
    private static final long LONGEST_MILLIS = 36_500L * 86_400_000;
    private static final Pattern DURATION = Pattern.compile("(\\d{1,10})(ms|s|m|h|d)");
    private static final Map<String, Long> UNITS =
            Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private NumberRange() {}

    /**
     * Every number the text names, ascending as written.
     *
     * @param option which is being read, for errors
     */
    static List<BigDecimal> parse(String option, String text) {
        List<BigDecimal> numbers = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("\\.\\.", -1);
            if (ends.length == 1) {
                numbers.add(number(option, ends[0]));
                continue;
            }
            String[] lastAndStep = ends[1].split("/", -1);
            if (ends.length != 2 || lastAndStep.length != 2) throw wrong(option, part);
            BigDecimal last = number(option, lastAndStep[0]);
            BigDecimal step = number(option, lastAndStep[1]);
            if (step.signum() <= 0) {
                throw new IllegalArgumentException(
                        "%s '%s' has a step of 0 or less; give one above 0.".formatted(option, part));
            }
            int before = numbers.size();
            for (BigDecimal n = number(option, ends[0]); n.compareTo(last) <= 0; n = n.add(step)) {
                if (numbers.size() == MOST) {
                    throw new IllegalArgumentException(
                            "%s '%s' names more than %d numbers; widen the step.".formatted(option, part, MOST));
                }
                numbers.add(n);
            }
            if (numbers.size() == before) {
                throw new IllegalArgumentException(
                        "%s '%s' is empty; its first number must not be above its last.".formatted(option, part));
            }
        }
        return numbers.stream()
                .map(n -> n.signum() == 0 ? BigDecimal.ZERO : n.stripTrailingZeros())
                .distinct()
                .sorted()
                .toList();
    }

    static BigDecimal number(String option, String text) {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            if (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
                throw new IllegalArgumentException(
                        "%s '%s' has more than %d digits; round it.".formatted(option, text, MOST_DIGITS));
            }
            return number;
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "%s '%s' is not a number; write it like 0.5.".formatted(option, text), notANumber);
        }
    }

    /** A whole number with ms, s, m, h or d. */
    static Duration duration(String option, String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "%s '%s' is not a whole number with ms, s, m, h or d, such as 2h.".formatted(option, text));
        }
        long millis = Long.parseLong(matcher.group(1)) * UNITS.getOrDefault(matcher.group(2), 1L);
        if (millis <= 0 || millis > LONGEST_MILLIS) {
            throw new IllegalArgumentException("%s '%s' is not between 1ms and 36500d.".formatted(option, text));
        }
        return Duration.ofMillis(millis);
    }

    private static IllegalArgumentException wrong(String option, String part) {
        return new IllegalArgumentException(
                "%s '%s' is neither a number nor first..last/step, such as 2..22/2.".formatted(option, part));
    }
}
