package cts.server.account;

/** What became of the setup. */
public sealed interface SetupOutcome {
    /**
     * The admin is made and logged in.
     *
     * @param session token for the browser's cookie
     */
    record Made(String session, Identity identity) implements SetupOutcome {}

    /** There is an admin already. */
    record AlreadyDone() implements SetupOutcome {}

    /** The one-time token is missing or wrong. */
    record NotAllowed() implements SetupOutcome {}

    /**
     * The name or password will not do.
     *
     * @param parameter which one
     * @param sentence why, and what would do
     */
    record Unfit(String parameter, String sentence) implements SetupOutcome {}
}
