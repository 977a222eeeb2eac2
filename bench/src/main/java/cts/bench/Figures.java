package cts.bench;

import java.util.Locale;

/** Numbers as people read them: three digits that count, whole numbers whole. */
final class Figures {
    private Figures() {}

    static String of(double value) {
        if (value == 0) return "0";
        double size = Math.abs(value);
        if (size < 1e-6) return String.format(Locale.ROOT, "%.1e", value);
        if (size == Math.rint(size) && size < 1000) return String.format(Locale.ROOT, "%.0f", value);
        if (size >= 100) return String.format(Locale.ROOT, "%,.0f", value);
        if (size >= 10) return String.format(Locale.ROOT, "%.1f", value);
        return String.format(Locale.ROOT, "%.3g", value);
    }

    static String of(Spread spread) {
        return "%s [%s %s]".formatted(of(spread.median()), of(spread.min()), of(spread.max()));
    }
}
