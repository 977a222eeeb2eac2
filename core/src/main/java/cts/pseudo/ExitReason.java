package cts.pseudo;

import java.util.Locale;

/** What closed a pseudo position. */
public enum ExitReason {
    STOP_LOSS,
    TRAILING_STOP,
    TAKE_PROFIT,
    TIMEOUT;

    /** As in files: {@code stop_loss} and so on. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
