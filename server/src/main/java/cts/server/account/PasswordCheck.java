package cts.server.account;

import java.time.Duration;

/** What became of asking a user who is logged in for the password again. */
public sealed interface PasswordCheck {
    /** It is the user's. */
    record Right() implements PasswordCheck {}

    /** It is not. */
    record Wrong() implements PasswordCheck {}

    /** Too many failures: nothing was checked. */
    record Throttled(Duration remaining) implements PasswordCheck {}
}
