package cts.promotion;

/** Whether a set must be proven against luck before it reaches Real. */
public enum SignificanceMode {
    /** Without proof it stays at Main. */
    REQUIRED,
    /** It goes on, and its verdict says that it is not yet significant. */
    ADVISORY
}
