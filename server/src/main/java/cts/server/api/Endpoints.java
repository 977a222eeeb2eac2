package cts.server.api;

import java.util.Set;
import java.util.stream.Collectors;

/** The endpoints of the HTTP interface. */
public final class Endpoints {
    private Endpoints() {}

    /** All of them, each as {@code GET /api/sets/{id}}. */
    public static Set<String> all() {
        return AccessTable.ROWS.stream().map(AccessTable.Row::endpoint).collect(Collectors.toUnmodifiableSet());
    }
}
