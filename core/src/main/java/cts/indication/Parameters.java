package cts.indication;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The parameter values of one indication, exact, in the order its type states. Written {@code 12} or {@code 12/20/1.5}.
 *
 * @param values one or more
 */
public record Parameters(List<BigDecimal> values) implements Comparable<Parameters> {
    private static final int MOST_DIGITS = 30;
    private static final int MOST_IN_A_RANGE = 10_000;

    public Parameters {
        values = values.stream()
                .map(value -> value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros())
                .toList();
        if (values.isEmpty()) throw new IllegalArgumentException("an indication needs a parameter");
        for (BigDecimal value : values) {
            if (value.precision() > MOST_DIGITS || Math.abs((long) value.scale()) > MOST_DIGITS) {
                throw new IllegalArgumentException("a parameter has more than " + MOST_DIGITS + " digits");
            }
        }
    }

    public static Parameters of(String... values) {
        return new Parameters(Arrays.stream(values).map(BigDecimal::new).toList());
    }

    /** One parameter from {@code first} to {@code last} in steps, both included. */
    public static List<Parameters> range(String first, String last, String step) {
        BigDecimal end = new BigDecimal(last);
        BigDecimal width = new BigDecimal(step);
        if (width.signum() <= 0) throw new IllegalArgumentException("step " + step + " is not above 0");
        List<Parameters> range = new ArrayList<>();
        // Checked before the loop: adding numbers of very different size takes time and memory without end.
        new Parameters(List.of(new BigDecimal(first), end, width));
        for (BigDecimal value = new BigDecimal(first); value.compareTo(end) <= 0; value = value.add(width)) {
            if (range.size() == MOST_IN_A_RANGE) {
                throw new IllegalArgumentException(
                        "range " + first + "-" + last + "/" + step + " has more than " + MOST_IN_A_RANGE + " values");
            }
            range.add(new Parameters(List.of(value)));
        }
        if (range.isEmpty()) throw new IllegalArgumentException("range " + first + "-" + last + " is empty");
        return range;
    }

    /** The only parameter. */
    public BigDecimal single() {
        if (values.size() != 1) throw new IllegalArgumentException("parameters " + this + " are not a single one");
        return values.get(0);
    }

    /** The only parameter as a whole number of at least {@code least}. */
    public int count(int least) {
        BigDecimal value = single();
        if (value.scale() > 0
                || value.compareTo(BigDecimal.valueOf(least)) < 0
                || value.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("parameter " + this + " is not a whole number of at least " + least);
        }
        return value.intValueExact();
    }

    @Override
    public int compareTo(Parameters other) {
        for (int i = 0; i < Math.min(values.size(), other.values.size()); i++) {
            int byValue = values.get(i).compareTo(other.values.get(i));
            if (byValue != 0) return byValue;
        }
        return Integer.compare(values.size(), other.values.size());
    }

    @Override
    public String toString() {
        return values.stream().map(BigDecimal::toPlainString).collect(Collectors.joining("/"));
    }
}
