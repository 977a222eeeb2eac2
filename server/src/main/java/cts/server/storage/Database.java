package cts.server.storage;

import cts.server.storage.querylog.QueryListener;
import cts.server.storage.querylog.QueryMeter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;

/**
 * The open database: reads, and transactions that write.
 *
 * <p>Durability. On SQLite (WAL, synchronous NORMAL) a commit survives the end of the process, but a loss of power may take
 * the newest commits back, never half of one: the journal replays them. {@link #writeDurably} commits with synchronous FULL
 * and returns only when the disk has it; order intents, which are sent right after, use it. PostgreSQL commits durably
 * always.
 *
 * <p>Safe for use by several threads; every method blocks. Calls that run while {@link #reset()} is called finish first,
 * calls after it wait for it.
 */
public final class Database implements AutoCloseable {
    private final DatabaseChoice choice;
    private final Replicas replicas;
    private final QueryMeter queries = new QueryMeter();
    private final ReadWriteLock opening = new ReentrantReadWriteLock(true);
    private final CandlePartitions candlePartitions = new CandlePartitions(this, Sleeper.REAL);
    private final WriterGate gate;
    private final Optional<SqliteCheckpoints> checkpoints;
    private final LongAdder timeouts = new LongAdder();
    private final Loans loans;
    private Pools pools;

    private Database(DatabaseChoice choice, Loans loans, Replicas replicas) {
        this.choice = choice;
        this.loans = loans;
        this.pools = Pools.open(choice, timeouts);
        this.gate = new WriterGate(choice, timeouts);
        this.checkpoints = SqliteCheckpoints.of(choice, gate);
        this.replicas = replicas;
    }

    /**
     * Opens the pools.
     *
     * @throws StorageException if the database cannot be opened
     */
    public static Database open(DatabaseChoice choice) {
        return open(choice, List.of(), Replicas.BOUND);
    }

    /**
     * Opens the pools, and lets reads go to replicas.
     *
     * @param replicas of this PostgreSQL; they need not answer
     * @param bound how far a replica's rows may be behind
     * @throws StorageException if the database cannot be opened
     */
    public static Database open(DatabaseChoice choice, List<PostgresAddress> replicas, Duration bound) {
        Replicas lent = new Replicas(replicas, bound, System::nanoTime, Sleeper.REAL);
        try {
            Database database = new Database(choice, new Loans(Pools.LEAK, System::nanoTime), lent);
            lent.start(database::primary);
            return database;
        } catch (StorageException failure) {
            lent.close();
            throw failure;
        }
    }

    /** As {@link #open(DatabaseChoice)}, judging leaks by another limit and clock. */
    static Database open(DatabaseChoice choice, Loans loans) {
        return new Database(choice, loans, new Replicas(List.of(), Replicas.BOUND, System::nanoTime, Sleeper.REAL));
    }

    public DatabaseChoice choice() {
        return choice;
    }

    public DatabaseType type() {
        return choice.type();
    }

    /**
     * Runs queries that change nothing, on one connection: a read replica's where there is one that is fit, which may lag
     * behind what the engine wrote by the bound, but never behind what {@link #write} wrote.
     *
     * @param work may be run a second time, on the primary, when a replica fails in the middle of it
     * @throws StorageException if a query fails
     */
    public <T> T read(Function<DSLContext, T> work) {
        opening.readLock().lock();
        try {
            Optional<Replicas.Lent> lent = replicas.connection();
            if (lent.isPresent()) {
                try (Replicas.Lent replica = lent.get()) {
                    T answer = work.apply(on(replica.connection()));
                    replica.answered();
                    return answer;
                } catch (SQLException | DataAccessException failure) {
                    StorageException told = Failures.of(choice, "Reading from a replica", failure);
                    if (told.kind() != StorageException.Kind.UNAVAILABLE) throw told;
                    lent.get().broke(failure);
                }
            }
            return fromPrimary(work);
        } finally {
            opening.readLock().unlock();
        }
    }

    private <T> T fromPrimary(Function<DSLContext, T> work) {
        try (Connection connection = connection(pools.reader());
                Loans.Loan _ = loans.lend()) {
            return work.apply(on(connection));
        } catch (SQLException | DataAccessException failure) {
            throw Failures.of(choice, "Reading", failure);
        }
    }

    private Replicas.Primary primary() {
        opening.readLock().lock();
        try (Connection connection = connection(pools.reader());
                Loans.Loan _ = loans.lend()) {
            return Replicas.Primary.of(connection);
        } catch (SQLException failure) {
            throw Failures.of(choice, "Asking the primary for its position", failure);
        } finally {
            opening.readLock().unlock();
        }
    }

    /**
     * Runs the work in one transaction: all of it is kept, or, when it throws, none.
     *
     * @throws StorageException if a statement or the commit fails
     */
    public <T> T write(Function<DSLContext, T> work) {
        T result = transaction(connection -> work.apply(on(connection)), Durability.ORDINARY);
        requireOfReplicas();
        return result;
    }

    /** As {@link #write}, and on the disk when it returns. */
    public <T> T writeDurably(Function<DSLContext, T> work) {
        T result = transaction(connection -> work.apply(on(connection)), Durability.FULL);
        requireOfReplicas();
        return result;
    }

    /** From now on a replica must have everything that is committed now before it answers a read. */
    void requireOfReplicas() {
        if (!replicas.exist()) return;
        try {
            replicas.require(primary().position());
        } catch (StorageException unknown) {
            // What was committed stays so; where it lies is found by the next look at the primary.
            replicas.requireUnknown(unknown);
        }
    }

    /** How the read replicas are doing; empty without any. */
    public List<ReplicaStatus> replicas() {
        return replicas.status();
    }

    /** The partitions of the candle tables. */
    public CandlePartitions candlePartitions() {
        return candlePartitions;
    }

    /**
     * Connections for a library that runs its own statements, each of them by itself: what reads gets a connection that only
     * reads, so that looking does not make the one writer of SQLite wait. Each is used and closed by the thread that took it.
     */
    public DataSource statements() {
        return new StatementSource(this);
    }

    /** Closes all connections once those in use are back, and opens new ones; nothing committed or under way is lost. */
    public void reset() {
        opening.writeLock().lock();
        try {
            // Opened first, so that a database that does not answer now leaves the old pools, which heal by themselves.
            Pools fresh = Pools.open(choice, timeouts);
            pools.close();
            pools = fresh;
        } finally {
            opening.writeLock().unlock();
        }
    }

    /** What its statements cost. */
    public QueryMeter queries() {
        return queries;
    }

    /** The bounds of its pools. */
    public PoolLimits limits() {
        opening.readLock().lock();
        try {
            return pools.limits();
        } finally {
            opening.readLock().unlock();
        }
    }

    public PoolFigures figures() {
        opening.readLock().lock();
        try {
            return pools.figures().with(timeouts.sum(), loans).waitingAlso(gate.waiting());
        } finally {
            opening.readLock().unlock();
        }
    }

    /** Waits for the calls under way and closes all connections. */
    @Override
    public void close() {
        replicas.close();
        checkpoints.ifPresent(SqliteCheckpoints::close);
        opening.writeLock().lock();
        try {
            pools.close();
        } finally {
            opening.writeLock().unlock();
        }
    }

    /** What a commit waits for. */
    enum Durability {
        /** The operating system has it. */
        ORDINARY,
        /** The disk has it. */
        FULL
    }

    /** Work on a bare connection; may fail as JDBC does. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    <T> T transaction(Work<T> work, Durability durability) {
        try (Lent lent = lend(StatementSource.Purpose.WRITING)) {
            Connection connection = lent.connection();
            boolean raise = durability == Durability.FULL && type() == DatabaseType.SQLITE;
            if (raise) {
                // Not inside the transaction: there SQLite ignores it.
                run(connection, "PRAGMA synchronous = FULL");
            }
            T result = committed(connection, work);
            if (raise) {
                run(connection, "PRAGMA synchronous = NORMAL");
            }
            return result;
        } catch (SQLException | DataAccessException failure) {
            throw Failures.of(choice, "Writing", failure);
        }
    }

    /** A connection until it is closed by the thread that took it; {@link #reset()} waits for that. */
    Lent lend(StatementSource.Purpose purpose) {
        boolean reads = purpose == StatementSource.Purpose.READING && type() == DatabaseType.SQLITE;
        opening.readLock().lock();
        try {
            if (reads) return new Lent(connection(pools.reader()), loans.lend(), opening.readLock()::unlock);
            gate.enter();
            try {
                return new Lent(connection(pools.writer()), loans.lend(), () -> {
                    gate.leave();
                    opening.readLock().unlock();
                });
            } catch (StorageException failure) {
                gate.leave();
                throw failure;
            }
        } catch (StorageException failure) {
            opening.readLock().unlock();
            throw failure;
        }
    }

    /** A connection that is out, and what has to be done when it is back. */
    record Lent(Connection connection, Loans.Loan loan, Runnable back) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            try (Loans.Loan _ = loan) {
                connection.close();
            } finally {
                back.run();
            }
        }
    }

    DSLContext on(Connection connection) {
        return DSL.using(new DefaultConfiguration()
                .set(connection)
                .set(type().dialect())
                .set(() -> new QueryListener(queries, System::nanoTime)));
    }

    private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        T result;
        try {
            result = work.on(connection);
            connection.commit();
        } catch (SQLException | RuntimeException failure) {
            try {
                connection.rollback();
                connection.setAutoCommit(true);
            } catch (SQLException broken) {
                failure.addSuppressed(broken);
            }
            throw failure;
        }
        connection.setAutoCommit(true);
        return result;
    }

    private static void run(Connection connection, String statement) throws SQLException {
        try (Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private Connection connection(DataSource source) {
        try {
            return source.getConnection();
        } catch (SQLException failure) {
            throw Failures.unreachable(choice, failure);
        }
    }
}
