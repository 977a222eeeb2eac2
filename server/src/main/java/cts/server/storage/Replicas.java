package cts.server.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The read replicas of a PostgreSQL. A read goes to one of them in turn, if its rows are not further behind than allowed
 * and it has everything this program wrote before; otherwise to the primary. A replica that fails is left out until it
 * answers again.
 *
 * <p>What the engine writes in batches through {@link StorageWriter} is not waited for: a replica may be behind on it by the
 * bound. What was written by {@link Database#write} is.
 *
 * <p>Safe for any thread; one thread of its own looks at each replica four times a second.
 */
final class Replicas implements AutoCloseable {
    static final Duration BOUND = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final String POSITION = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint";
    private static final String IDENTITY = "SELECT system_identifier FROM pg_control_system()";

    private final List<Replica> all;
    private final LagClock clock;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();
    private final Sleeper sleeper;
    /** Commits whose position is not known yet. */
    private final AtomicLong unknown = new AtomicLong();

    private final Watch watch = new Watch();

    /** The thread that looks. */
    private static final class Watch {
        private Optional<Thread> thread = Optional.empty();

        void start(Runnable work) {
            thread = Optional.of(
                    Thread.ofPlatform().name("replica-watch").daemon().start(work));
        }

        void end() {
            if (thread.isEmpty()) return;
            thread.get().interrupt();
            try {
                thread.get().join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    Replicas(List<PostgresAddress> addresses, Duration bound, LongSupplier nanoTime, Sleeper sleeper) {
        all = addresses.stream().map(Replica::new).toList();
        clock = new LagClock(bound, nanoTime);
        this.sleeper = sleeper;
    }

    /**
     * Where the primary is.
     *
     * @param identity of its cluster, the same for its replicas
     * @param position bytes of its write-ahead log
     */
    record Primary(long identity, long position) {
        static Primary of(Connection connection) throws SQLException {
            return new Primary(number(connection, IDENTITY), number(connection, POSITION));
        }
    }

    /** Begins to look at them; until then all reads go to the primary. */
    void start(Supplier<Primary> primary) {
        if (all.isEmpty()) return;
        watch.start(() -> {
            try {
                while (true) {
                    look(primary);
                    sleeper.sleep(BETWEEN_LOOKS);
                }
            } catch (InterruptedException asked) {
                LOG.debug("The watch over the replicas was asked to end.", asked);
            }
        });
    }

    /** Looks at the primary's position and then at each replica. */
    void look(Supplier<Primary> asked) {
        long unknownBefore = unknown.get();
        Primary primary;
        try {
            primary = asked.get();
        } catch (StorageException failure) {
            LOG.warn("Replicas count as falling behind: {}", failure.getMessage());
            return;
        }
        clock.primaryAt(primary.position());
        if (unknownBefore > 0) {
            require(primary.position());
            unknown.compareAndSet(unknownBefore, 0);
        }
        for (Replica replica : all) {
            ReplicaStatus before = replica.status();
            replica.look(primary.identity(), clock);
            ReplicaStatus after = replica.status();
            if (before.state() != after.state()) {
                LOG.info("Replica {}: {}. {}", after.place(), after.state().word(), after.sentence());
            }
        }
    }

    boolean exist() {
        return !all.isEmpty();
    }

    /** Later reads must see everything up to the position. */
    void require(long position) {
        written.accumulateAndGet(position, Math::max);
    }

    /** Later reads must see everything that is committed now, but the primary does not say where that is. */
    void requireUnknown(StorageException why) {
        LOG.warn("Reads go to the primary until it tells its position: {}", why.getMessage());
        unknown.incrementAndGet();
    }

    /** A connection for a read to a replica that is fit for it, if there is one. */
    Optional<Lent> connection() {
        if (unknown.get() > 0) return Optional.empty();
        for (int tries = all.size(); tries > 0; tries--) {
            Replica replica = all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
            if (!replica.isFit()) continue;
            try {
                Connection connection = replica.connection();
                if (replica.has(connection, written.get())) return Optional.of(new Lent(replica, connection));
                connection.close();
            } catch (SQLException failure) {
                replica.broke(failure);
            }
        }
        return Optional.empty();
    }

    /** A connection to a replica, given back by closing it. */
    record Lent(Replica replica, Connection connection) implements AutoCloseable {
        void answered() {
            replica.answered();
        }

        void broke(Exception failure) {
            replica.broke(failure);
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    List<ReplicaStatus> status() {
        return all.stream().map(Replica::status).toList();
    }

    @Override
    public void close() {
        watch.end();
        all.forEach(Replica::close);
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
