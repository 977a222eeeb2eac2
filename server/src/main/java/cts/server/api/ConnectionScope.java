package cts.server.api;

import cts.server.account.Identity;
import cts.server.storage.Database;
import cts.server.storage.repository.Connections;
import java.util.List;
import java.util.Optional;

/**
 * Which connections somebody may see: their own and those shared with all; the command line all. One that is not visible
 * does not exist for the asker.
 */
final class ConnectionScope {
    private final Connections connections;

    ConnectionScope(Database database) {
        this.connections = new Connections(database);
    }

    List<Connections.Row> visible(Identity asking) {
        return switch (asking.kind()) {
            case CONTROL -> connections.all();
            // Nobody's id is empty, so the setup viewer sees what is shared.
            case USER, SETUP -> connections.visibleTo(asking.userId().orElse(""));
        };
    }

    boolean isVisible(Identity asking, String connectionId) {
        return visible(asking).stream().anyMatch(row -> row.id().equals(connectionId));
    }

    /**
     * The connection that is asked for, or the first one in the order of priority.
     *
     * @return empty if none is asked for and there is none
     * @throws Refusal 404 if the asker sees no such connection
     */
    Optional<String> chosen(Identity asking, Optional<String> connectionId) {
        connectionId.ifPresent(id -> check(asking, id));
        return connectionId.or(
                () -> visible(asking).stream().map(Connections.Row::id).findFirst());
    }

    /** @throws Refusal 404 if the asker sees no such connection */
    void check(Identity asking, String connectionId) {
        if (!isVisible(asking, connectionId)) {
            throw Refusal.unknown("connection", connectionId);
        }
    }
}
