package cts.promotion;

import java.util.Locale;

/** How far a set has come. */
public enum Level {
    BASE,
    MAIN,
    REAL,
    EXCHANGE;

    /** One further; the last has none. */
    Level next() {
        return switch (this) {
            case BASE -> MAIN;
            case MAIN -> REAL;
            case REAL -> EXCHANGE;
            case EXCHANGE -> throw new IllegalStateException("nothing lies beyond the exchange level");
        };
    }

    /** {@code base} and so on. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
