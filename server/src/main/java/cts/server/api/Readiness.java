package cts.server.api;

/**
 * How far the program behind the interface has come. It answers from its first moment: until the database and the engines
 * are there with a 503, and with the state alone where anyone may ask for it.
 *
 * <p>Safe for any thread; the state is set by the thread that starts the program.
 */
public final class Readiness {
    private volatile State state = new State.Starting();

    /** What can be answered. */
    public sealed interface State {
        /** The database is being opened and migrated, or the engines are being restored. */
        record Starting() implements State {}

        /** Everything is there. */
        record Ready(Backend backend) implements State {}

        /**
         * The database cannot be used.
         *
         * @param sentence what is wrong and the mend
         */
        record Failed(String sentence) implements State {}
    }

    public State state() {
        return state;
    }

    public void starting() {
        state = new State.Starting();
    }

    public void ready(Backend backend) {
        state = new State.Ready(backend);
    }

    public void failed(String sentence) {
        state = new State.Failed(sentence);
    }

    /**
     * What answers come from.
     *
     * @throws Refusal 503 until it is there
     */
    Backend backend() {
        return switch (state) {
            case State.Ready ready -> ready.backend();
            case State.Starting _ ->
                throw Refusal.unavailable(
                        "CTS is starting: the database or the engines are not ready yet, ask again in a" + " moment.");
            case State.Failed failed -> throw Refusal.unavailable("The database is not ready: " + failed.sentence());
        };
    }

    /** {@code starting}, {@code ready} or {@code error}, as the status of the database. */
    String word() {
        return switch (state) {
            case State.Starting _ -> "starting";
            case State.Ready _ -> "ready";
            case State.Failed _ -> "error";
        };
    }
}
