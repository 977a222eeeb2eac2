package cts.promotion;

/**
 * One comparison that a verdict rests on.
 *
 * @param value what was measured; NaN when there were too few results
 * @param relation {@code at least}, {@code above} or {@code at most}
 * @param holds whether the gate's condition is met
 */
public record Figure(String name, double value, String relation, double threshold, boolean holds) {}
