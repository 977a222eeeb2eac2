package cts.server.account;

import java.util.Locale;

/** What a person may do, each including what those before it may. */
public enum Role {
    /** See everything. */
    VIEWER,
    /** Start, pause and stop engines. */
    TRADER,
    /** Change accounts, settings and databases. */
    ADMIN;

    public boolean includes(Role least) {
        return compareTo(least) >= 0;
    }

    /** {@code viewer} and so on, as in the users table. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
