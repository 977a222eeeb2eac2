package cts.server.account;

import cts.server.storage.Database;
import cts.server.storage.UuidSource;
import cts.server.storage.repository.Sessions;
import cts.server.storage.repository.Users;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Logins that are open. A session ends 12 h after its last use, 7 days after its beginning, at logout, or when its user is
 * switched off. The browser holds the token, the database a hash of it.
 *
 * <p>What the database said is believed for 10 s, and the last use is written once a minute, so that a request usually costs
 * no query.
 *
 * <p>Safe for any thread.
 */
final class OpenSessions {
    private static final long IDLE = Duration.ofHours(12).toMillis();
    private static final long LONGEST = Duration.ofDays(7).toMillis();
    private static final long BELIEVED = Duration.ofSeconds(10).toMillis();
    private static final long NOTED_EVERY = Duration.ofMinutes(1).toMillis();
    private static final int MOST_KNOWN = 1_000;

    private final Sessions sessions;
    private final Users users;
    private final UuidSource ids;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    OpenSessions(Database database, UuidSource ids, InstantSource clock) {
        this.sessions = new Sessions(database);
        this.users = new Users(database);
        this.ids = ids;
        this.clock = clock;
    }

    /** What the database said about a session, and when. */
    private record Known(Sessions.Row session, Identity identity, long readAt) {}

    /** Opens a session for the user and gives its token, which is kept nowhere. */
    String open(String userId) {
        long now = clock.millis();
        sessions.removeExpired(now);
        String token = Secret.random();
        sessions.open(new Sessions.Row(ids.next(), userId, Secret.hash(token), now, now, now + IDLE));
        return token;
    }

    /** Whose session it is; empty when it has ended or never was. Counts as a use of it. */
    Optional<Identity> identify(String token) {
        String hash = Secret.hash(token);
        long now = clock.millis();
        return find(hash, now).map(found -> {
            if (now - found.session().lastSeenAt() >= NOTED_EVERY) {
                remember(hash, new Known(used(found.session(), now), found.identity(), found.readAt()));
            }
            return found.identity();
        });
    }

    /** Whether the session has not ended; does not count as a use of it. */
    boolean isOpen(String token) {
        return find(Secret.hash(token), clock.millis()).isPresent();
    }

    /** Ends the session, if it is one. */
    void close(String token) {
        String hash = Secret.hash(token);
        known.remove(hash);
        sessions.byTokenHash(hash, clock.millis()).ifPresent(session -> sessions.end(session.id()));
    }

    private Optional<Known> find(String hash, long now) {
        Optional<Known> current = Optional.ofNullable(known.get(hash))
                .filter(remembered -> now - remembered.readAt() < BELIEVED && now >= remembered.readAt())
                .or(() -> read(hash, now))
                .filter(found -> found.session().expiresAt() > now);
        if (current.isEmpty()) {
            known.remove(hash);
        }
        return current;
    }

    private Optional<Known> read(String hash, long now) {
        Optional<Known> found = sessions.byTokenHash(hash, now)
                .flatMap(session -> users.byId(session.userId())
                        .filter(user -> user.isActive() && user.archivedAt().isEmpty())
                        .map(user -> new Known(session, identity(user), now)));
        found.ifPresent(fresh -> remember(hash, fresh));
        return found;
    }

    private void remember(String hash, Known fresh) {
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.put(hash, fresh);
    }

    private Sessions.Row used(Sessions.Row session, long now) {
        long end = Math.min(now + IDLE, session.createdAt() + LONGEST);
        sessions.extend(session.id(), now, end);
        return new Sessions.Row(session.id(), session.userId(), session.tokenHash(), session.createdAt(), now, end);
    }

    static Identity identity(Users.Row user) {
        return new Identity(Identity.Kind.USER, Optional.of(user.id()), user.username(), Role.of(user.role()));
    }
}
