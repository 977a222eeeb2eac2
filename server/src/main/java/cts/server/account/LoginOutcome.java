package cts.server.account;

import java.time.Duration;

/** What became of a login. */
public sealed interface LoginOutcome {
    /**
     * The name and password belong together.
     *
     * @param session token for the browser's cookie
     */
    record LoggedIn(String session, Identity identity) implements LoginOutcome {}

    /** They do not; which of them is wrong is not told. */
    record Wrong() implements LoginOutcome {}

    /** Too many failures: nothing was checked. */
    record Throttled(Duration remaining) implements LoginOutcome {}
}
