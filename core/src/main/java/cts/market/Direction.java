package cts.market;

import java.util.Locale;

/** Which way a position earns: {@code LONG} when the price rises, {@code SHORT} when it falls. */
public enum Direction {
    LONG,
    SHORT;

    /** {@code long} or {@code short}, as in every file and on the command line. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Direction opposite() {
        return this == LONG ? SHORT : LONG;
    }

    /** +1 for LONG, -1 for SHORT. */
    public int sign() {
        return this == LONG ? 1 : -1;
    }

    /**
     * Reads {@link #code()}.
     *
     * @throws IllegalArgumentException naming the text, when it is neither
     */
    public static Direction parse(String text) {
        return switch (text) {
            case "long" -> LONG;
            case "short" -> SHORT;
            default -> throw new IllegalArgumentException("direction '" + text + "' is neither long nor short");
        };
    }
}
