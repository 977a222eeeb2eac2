package cts.server.storage.retention;

import java.util.Locale;

/**
 * How large the database is, beside how large it may get.
 *
 * @param bytes of the database
 * @param budgetBytes how large it may get
 * @param warningPercent of that, from where on it is warned of
 */
public record SizeBudget(long bytes, long budgetBytes, int warningPercent) {
    private static final double MIB = 1 << 20;

    /** How things stand. */
    public enum Level {
        FINE,
        WARNING,
        EXCEEDED
    }

    public Level level() {
        if (bytes > budgetBytes) return Level.EXCEEDED;
        return percent() >= warningPercent ? Level.WARNING : Level.FINE;
    }

    /** Of the budget. */
    public double percent() {
        return 100.0 * bytes / budgetBytes;
    }

    /** How large it is and, if that is much, what can be done. */
    public String sentence() {
        String size = String.format(
                Locale.ROOT,
                "The database has %,.0f MiB, %.0f %% of its budget of %,.0f MiB",
                bytes / MIB,
                percent(),
                budgetBytes / MIB);
        return level() == Level.FINE
                ? size + "."
                : size + ": keep rows for a shorter time (settings retention.*), or raise retention.size-budget-gb.";
    }
}
