package cts.promotion;

/** Hears verdicts in the order they fall, on the thread of the set. */
@FunctionalInterface
public interface VerdictListener {
    void on(Verdict verdict);
}
