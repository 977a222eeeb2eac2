package cts.server.cli;

/** Ends a command with a sentence for its user: what failed, where, and the mend. No stack trace is shown. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure known by its sentence alone; it ends with a full stop. */
    public CommandFailure(String sentence) {
        super(sentence);
    }

    /** The same, keeping what caused it for {@code --debug}. */
    public CommandFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** The sentence for the user. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}
