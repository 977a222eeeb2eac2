package cts.server.api;

import cts.server.account.Identity;
import cts.server.account.Role;
import java.util.Optional;

/** The least somebody must be to use an endpoint. */
enum Access {
    ANYONE,
    VIEWER,
    TRADER,
    ADMIN,
    /** An admin, or whoever holds the one-time setup token: while the database is not there nobody can be an admin. */
    ADMIN_OR_SETUP;

    boolean allows(Optional<Identity> asking) {
        return switch (this) {
            case ANYONE -> true;
            case VIEWER -> has(asking, Role.VIEWER);
            case TRADER -> has(asking, Role.TRADER);
            case ADMIN -> has(asking, Role.ADMIN);
            case ADMIN_OR_SETUP ->
                has(asking, Role.ADMIN)
                        || asking.filter(identity -> identity.kind() == Identity.Kind.SETUP)
                                .isPresent();
        };
    }

    /** As a sentence says it. */
    String words() {
        return switch (this) {
            case ANYONE -> "anyone";
            case VIEWER -> "the role viewer";
            case TRADER -> "the role trader";
            case ADMIN -> "the role admin";
            case ADMIN_OR_SETUP -> "the role admin or the setup token";
        };
    }

    private static boolean has(Optional<Identity> asking, Role least) {
        return asking.filter(identity -> identity.role().includes(least)).isPresent();
    }
}
