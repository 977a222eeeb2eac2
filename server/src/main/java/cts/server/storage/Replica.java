package cts.server.storage;

import com.zaxxer.hikari.HikariDataSource;
import cts.server.storage.ReplicaStatus.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One read replica: its connections, and what the last look at it found. Positions are bytes of the primary's write-ahead
 * log. Any thread reads; one thread looks.
 */
final class Replica implements AutoCloseable {
    private static final String LOOK =
            "SELECT pg_is_in_recovery(), coalesce(pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0'), 0)::bigint,"
                    + " (SELECT system_identifier FROM pg_control_system())";

    private final PostgresAddress address;
    private final HikariDataSource source;
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong replayed = new AtomicLong();
    private volatile Found found = new Found(State.DOWN, Optional.empty(), "it has not been looked at yet.");

    private record Found(State state, Optional<Long> lagMillis, String sentence) {}

    Replica(PostgresAddress address) {
        this.address = address;
        this.source = Pools.forReplica(address);
    }

    boolean isFit() {
        return found.state() == State.FIT;
    }

    /** Whether it has the primary's rows up to the position; asks it if it is not known to. */
    boolean has(Connection connection, long position) throws SQLException {
        if (replayed.get() >= position) return true;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOOK)) {
            if (!row.next() || !row.getBoolean(1)) return false;
            replayed.accumulateAndGet(row.getLong(2), Math::max);
        }
        return replayed.get() >= position;
    }

    Connection connection() throws SQLException {
        return source.getConnection();
    }

    void answered() {
        reads.incrementAndGet();
    }

    void broke(Exception failure) {
        found = new Found(State.DOWN, Optional.empty(), "it does not answer (" + failure.getMessage() + ").");
    }

    /**
     * Looks at the replica.
     *
     * @param primary the identity of the primary's cluster
     * @param clock how far behind the primary a position is
     */
    void look(long primary, LagClock clock) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOOK)) {
            row.next();
            if (row.getLong(3) != primary || !row.getBoolean(1)) {
                found = new Found(
                        State.FOREIGN,
                        Optional.empty(),
                        "it is not a replica of this primary: take it out of DATABASE_REPLICA_URLS or set it up anew.");
                return;
            }
            replayed.accumulateAndGet(row.getLong(2), Math::max);
            Optional<Long> lag = clock.lagMillis(row.getLong(2));
            found = lag.isPresent() && lag.get() <= clock.boundMillis()
                    ? new Found(State.FIT, lag, "")
                    : new Found(
                            State.LAGGING,
                            lag,
                            "it is " + lag.map(ms -> ms + " ms").orElse("more than a minute") + " behind, more than "
                                    + clock.boundMillis() + " ms: reads go to the primary until it has caught up.");
        } catch (SQLException failure) {
            broke(failure);
        }
    }

    ReplicaStatus status() {
        Found now = found;
        return new ReplicaStatus(address.shown(), now.state(), now.lagMillis(), reads.get(), now.sentence());
    }

    @Override
    public void close() {
        source.close();
    }
}
