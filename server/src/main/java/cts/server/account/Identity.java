package cts.server.account;

import java.util.Optional;

/**
 * Who asks.
 *
 * @param userId row of the user; empty for the setup viewer and the command line
 * @param name for people and for the record of who did what
 */
public record Identity(Kind kind, Optional<String> userId, String name, Role role) {
    /** Holds the one-time setup token: may look until an admin exists. */
    static final Identity SETUP = new Identity(Kind.SETUP, Optional.empty(), "setup", Role.VIEWER);

    /** The command line on this machine, which can read the data folder anyway. */
    public static final Identity CONTROL = new Identity(Kind.CONTROL, Optional.empty(), "command line", Role.ADMIN);

    /** How somebody proved who they are. */
    public enum Kind {
        USER,
        SETUP,
        CONTROL
    }
}
