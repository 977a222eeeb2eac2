package cts.pseudo;

import java.util.Locale;

/** What closed a pseudo position. */
public enum ExitReason {
    STOP_LOSS(0),
    TRAILING_STOP(1),
    TAKE_PROFIT(2),
    TIMEOUT(3);

    private final int number;

    ExitReason(int number) {
        this.number = number;
    }

    /** For compact records; never changes. */
    public int number() {
        return number;
    }

    /** Reads {@link #number()}. */
    public static ExitReason of(int number) {
        return switch (number) {
            case 0 -> STOP_LOSS;
            case 1 -> TRAILING_STOP;
            case 2 -> TAKE_PROFIT;
            case 3 -> TIMEOUT;
            default -> throw new IllegalArgumentException("there is no exit reason number " + number);
        };
    }

    /** As in files: {@code stop_loss} and so on. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
