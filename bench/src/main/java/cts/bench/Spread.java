package cts.bench;

import java.util.List;

/** Median, least and greatest of some figures; the greater of the middle two where their number is even. */
record Spread(double median, double min, double max) {
    private static final double NOISY = 2;

    static Spread of(List<Double> values) {
        if (values.isEmpty()) throw new IllegalArgumentException("there is no figure to take the median of");
        List<Double> sorted = values.stream().sorted().toList();
        return new Spread(sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast());
    }

    /** Least and greatest lie so far apart that the median says nothing. */
    boolean isNoisy() {
        return max > NOISY * min;
    }
}
