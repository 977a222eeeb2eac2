package cts.server.cli;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/** Numbers as files hold them. */
final class Numbers {
    private Numbers() {}

    /** The shortest decimal that reads back as the same double, without exponent and without needless zeros. */
    static String shortest(double value) {
        if (value == 0) return "0";
        if (value == Math.rint(value) && Math.abs(value) < 1e15) return Long.toString((long) value);
        String text = Double.toString(value);
        return text.indexOf('E') < 0 ? text : new BigDecimal(text).toPlainString();
    }

    /** The same; empty when undefined. */
    static String shortest(OptionalDouble value) {
        return value.isPresent() ? shortest(value.getAsDouble()) : "";
    }
}
