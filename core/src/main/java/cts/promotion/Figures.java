package cts.promotion;

import cts.performance.ProfitFactor;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares figures with their thresholds. {@link #QUICK} only answers; a recording one notes every comparison and lets the
 * gate go on, so that the same code decides and explains.
 */
final class Figures {
    static final Figures QUICK = new Figures(false);

    private final boolean records;
    private final List<Figure> noted = new ArrayList<>();

    private Figures(boolean records) {
        this.records = records;
    }

    static Figures recording() {
        return new Figures(true);
    }

    boolean atLeast(String name, double value, double threshold) {
        return note(name, value, "at least", threshold, value >= threshold);
    }

    boolean above(String name, double value, double threshold) {
        return note(name, value, "above", threshold, value > threshold);
    }

    boolean atMost(String name, double value, double threshold) {
        return note(name, value, "at most", threshold, value <= threshold);
    }

    /** Either of two figures is enough. */
    boolean eitherAbove(String name, double value, String otherName, double other, double threshold) {
        boolean better = Double.isNaN(value) || other > value;
        return better ? above(otherName, other, threshold) : above(name, value, threshold);
    }

    private boolean note(String name, double value, String relation, double threshold, boolean holds) {
        if (records) noted.add(new Figure(name, value, relation, threshold, holds));
        return holds || records;
    }

    /** A profit factor; without losses it holds when anything was gained. */
    boolean reaches(String name, double gains, double losses, double minimum) {
        double value = losses == 0 ? (gains > 0 ? Double.POSITIVE_INFINITY : 0) : gains / -losses;
        return note(name, value, "at least", minimum, ProfitFactor.reaches(gains, losses, minimum));
    }

    List<Figure> noted() {
        return List.copyOf(noted);
    }
}
