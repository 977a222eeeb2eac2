package cts.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The one canonical form of a decimal: no trailing zeros, scale 0 to 18, at most 20 digits before the point. */
final class Decimals {

    static final int MAX_SCALE = 18;
    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(20);

    private Decimals() {}

    /** The canonical form of an exact value; a value with more than 18 decimals is refused, never rounded. */
    static BigDecimal exact(String what, BigDecimal value) {
        BigDecimal canonical = canonical(value);
        if (canonical.scale() > MAX_SCALE) {
            throw new IllegalArgumentException(
                    what + " " + value.toPlainString() + " has more than 18 decimals; round it first");
        }
        return ranged(what, canonical);
    }

    /** The canonical form of a computed value, rounded half-even to 18 decimals where it has more. */
    static BigDecimal computed(String what, BigDecimal value) {
        BigDecimal rounded = value.scale() > MAX_SCALE ? value.setScale(MAX_SCALE, RoundingMode.HALF_EVEN) : value;
        return ranged(what, canonical(rounded));
    }

    static BigDecimal parse(String what, String text) {
        try {
            return exact(what, new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(what + " '" + text + "' is not a decimal number", e);
        }
    }

    /** The multiple of {@code unit} that lies next to the value in the given direction. */
    static BigDecimal toMultiple(BigDecimal value, BigDecimal unit, Rounding rounding) {
        return value.divide(unit, 0, rounding.mode()).multiply(unit);
    }

    private static BigDecimal canonical(BigDecimal value) {
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static BigDecimal ranged(String what, BigDecimal value) {
        if (value.abs().compareTo(LIMIT) >= 0) {
            throw new IllegalArgumentException(what + " " + value.toPlainString() + " has more than 20 digits before"
                    + " the point, which no money column holds");
        }
        return value;
    }
}
