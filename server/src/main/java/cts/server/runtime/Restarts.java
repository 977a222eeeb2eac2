package cts.server.runtime;

/**
 * When an engine that broke is restored and tried again: {@value #MOST} times, 5 minutes apart; then it stays as it is until
 * somebody starts it. After an hour without a fault the count begins anew.
 *
 * <p>Times are those of the wall clock, ms. The loop writes; a reading of it goes anywhere.
 */
final class Restarts {
    static final int MOST = 3;
    static final long APART = 5 * 60_000;
    static final long SOUND = 3_600_000;
    private static final long NEVER = Long.MAX_VALUE;

    private int tries;
    private long nextAt = NEVER;
    private long triedAt;
    private String fault = "";

    /**
     * The engine broke.
     *
     * @param sentence what happened
     */
    void broke(long now, String sentence) {
        fault = sentence;
        nextAt = tries < MOST ? now + APART : NEVER;
    }

    boolean isDue(long now) {
        return now >= nextAt;
    }

    /** A try begins; the word for it is for people. */
    String tryAgain(long now) {
        tries++;
        triedAt = now;
        nextAt = NEVER;
        return "try " + tries + " of " + MOST + " after an error";
    }

    /** Somebody starts the engine: the count begins anew. */
    void commanded(long now) {
        tries = 0;
        triedAt = now;
        nextAt = NEVER;
    }

    /** Somebody wants it left alone. */
    void giveUp() {
        nextAt = NEVER;
    }

    /** The engine runs at that time; long enough after the last try all is forgotten. */
    void runs(long now) {
        if (fault.isEmpty() || now - triedAt < SOUND) return;
        tries = 0;
        fault = "";
    }

    /** What broke the engine last; empty once it has run long enough since. */
    String fault() {
        return fault;
    }

    int tries() {
        return tries;
    }

    /** When it is tried again, {@link Long#MAX_VALUE} for not at all. */
    long nextAt() {
        return nextAt;
    }
}
