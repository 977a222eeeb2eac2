package cts.server.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

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
    private final ReadWriteLock opening = new ReentrantReadWriteLock(true);
    private final CandlePartitions candlePartitions = new CandlePartitions(this, Sleeper.REAL);
    private Pools pools;

    private Database(DatabaseChoice choice, Pools pools) {
        this.choice = choice;
        this.pools = pools;
    }

    /**
     * Opens the pools.
     *
     * @throws StorageException if the database cannot be opened
     */
    public static Database open(DatabaseChoice choice) {
        return new Database(choice, Pools.open(choice));
    }

    public DatabaseChoice choice() {
        return choice;
    }

    public DatabaseType type() {
        return choice.type();
    }

    /**
     * Runs queries that change nothing, on one connection.
     *
     * @throws StorageException if a query fails
     */
    public <T> T read(Function<DSLContext, T> work) {
        opening.readLock().lock();
        try (Connection connection = connection(pools.reader())) {
            return work.apply(on(connection));
        } catch (SQLException | DataAccessException failure) {
            throw Failures.of(choice, "Reading", failure);
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
        return transaction(connection -> work.apply(on(connection)), Durability.ORDINARY);
    }

    /** As {@link #write}, and on the disk when it returns. */
    public <T> T writeDurably(Function<DSLContext, T> work) {
        return transaction(connection -> work.apply(on(connection)), Durability.FULL);
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
            Pools fresh = Pools.open(choice);
            pools.close();
            pools = fresh;
        } finally {
            opening.writeLock().unlock();
        }
    }

    public PoolFigures figures() {
        opening.readLock().lock();
        try {
            return pools.figures();
        } finally {
            opening.readLock().unlock();
        }
    }

    /** Waits for the calls under way and closes all connections. */
    @Override
    public void close() {
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
        opening.readLock().lock();
        try (Connection connection = connection(pools.writer())) {
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
        } finally {
            opening.readLock().unlock();
        }
    }

    /** A connection until it is closed by the thread that took it; {@link #reset()} waits for that. */
    Lent lend(StatementSource.Purpose purpose) {
        opening.readLock().lock();
        try {
            boolean reads = purpose == StatementSource.Purpose.READING && type() == DatabaseType.SQLITE;
            return new Lent(connection(reads ? pools.reader() : pools.writer()), opening.readLock());
        } catch (StorageException failure) {
            opening.readLock().unlock();
            throw failure;
        }
    }

    /** A connection that is out, and what keeps the pools open while it is. */
    record Lent(Connection connection, Lock lock) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            try {
                connection.close();
            } finally {
                lock.unlock();
            }
        }
    }

    DSLContext on(Connection connection) {
        return DSL.using(connection, type().dialect());
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
