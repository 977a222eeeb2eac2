package cts.promotion;

import java.util.Locale;

/** What the Base gates have found of a set. All of them go on opening and closing pseudo positions. */
public enum BaseStatus {
    /** Fewer than 50 closed, not failed. */
    EVALUATING,
    /** Passed the second phase. */
    ACTIVE,
    /** Did not pass it, or fell back: not eligible until it recovers. */
    PAUSED,
    /** Worse than luck explains at 10 closed; looked at again after 30 days. */
    FAILED;

    /** {@code evaluating} and so on. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
