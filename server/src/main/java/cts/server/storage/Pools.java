package cts.server.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The open connections of one database: at most 20, closed after 30 s without use, 2 s to get one. PostgreSQL has one pool
 * for all work; SQLite, which allows a single writer, has one connection that writes and a few that only read.
 */
final class Pools implements AutoCloseable {
    static final int MOST_CONNECTIONS = 20;
    static final Duration IDLE = Duration.ofSeconds(30);
    static final Duration CONNECT = Duration.ofSeconds(2);
    /** A connection kept longer than this is reported as a leak, with the place that took it. */
    static final Duration LEAK = Duration.ofSeconds(30);

    private static final int MOST_REPLICA_CONNECTIONS = 10;
    private static final int SQLITE_READERS = 4;
    private static final int SQLITE_BUSY_MS = 5_000;
    private static final int SQLITE_WRITER_CACHE_KIB = 64 << 10;
    /** 256 MiB of write-ahead log before a writer takes its pages into the file; {@link SqliteCheckpoints} does it before. */
    private static final int SQLITE_CHECKPOINT_PAGES = 65_536;
    /** A PostgreSQL that is silent this long in the middle of a query counts as gone. */
    private static final int SOCKET_SECONDS = 60;

    private final List<HikariDataSource> all;

    private Pools(List<HikariDataSource> all) {
        this.all = all;
    }

    static Pools open(DatabaseChoice choice) {
        return switch (choice) {
            case DatabaseChoice.Sqlite sqlite -> {
                HikariDataSource writer = pool(config("cts-writer", 1, sqliteWriter(sqlite)), choice);
                HikariConfig reading = config("cts-reader", SQLITE_READERS, sqlite(sqlite, sqliteConfig()));
                reading.setConnectionInitSql("PRAGMA query_only = ON");
                try {
                    yield new Pools(List.of(writer, pool(reading, choice)));
                } catch (StorageException failure) {
                    writer.close();
                    throw failure;
                }
            }
            case DatabaseChoice.Postgresql postgresql -> {
                PGSimpleDataSource source = postgresql(postgresql.address());
                source.setSocketTimeout(SOCKET_SECONDS);
                yield new Pools(List.of(pool(config("cts", MOST_CONNECTIONS, source), choice)));
            }
        };
    }

    /**
     * One connection for migrations, outside the pools: on SQLite with foreign keys off, because with them on the rebuilding
     * of a parent table silently empties its children.
     */
    static DataSource forMigrations(DatabaseChoice choice) {
        return switch (choice) {
            case DatabaseChoice.Sqlite sqlite -> {
                SQLiteConfig config = sqliteConfig();
                config.enforceForeignKeys(false);
                yield sqlite(sqlite, config);
            }
            case DatabaseChoice.Postgresql postgresql -> postgresql(postgresql.address());
        };
    }

    /** Connections for {@link SqliteCheckpoints}. */
    static DataSource forCheckpoints(DatabaseChoice.Sqlite choice) {
        return sqlite(choice, sqliteConfig());
    }

    /** Connections to a read replica, which need not answer yet. */
    static HikariDataSource forReplica(PostgresAddress address) {
        PGSimpleDataSource source = postgresql(address);
        source.setSocketTimeout(SOCKET_SECONDS);
        HikariConfig config = config("cts-replica", MOST_REPLICA_CONNECTIONS, source);
        config.setReadOnly(true);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    DataSource writer() {
        return all.getFirst();
    }

    DataSource reader() {
        return all.getLast();
    }

    PoolFigures figures() {
        return all.stream().map(Pools::figures).reduce(PoolFigures.NONE, PoolFigures::plus);
    }

    @Override
    public void close() {
        all.forEach(HikariDataSource::close);
    }

    private static PoolFigures figures(HikariDataSource source) {
        HikariPoolMXBean live = source.getHikariPoolMXBean();
        return new PoolFigures(
                source.getMaximumPoolSize(),
                live.getTotalConnections(),
                live.getActiveConnections(),
                live.getIdleConnections(),
                live.getThreadsAwaitingConnection());
    }

    private static HikariConfig config(String name, int most, DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(1);
        // A pool of one keeps its connection.
        if (most > 1) config.setIdleTimeout(IDLE.toMillis());
        config.setConnectionTimeout(CONNECT.toMillis());
        config.setLeakDetectionThreshold(LEAK.toMillis());
        return config;
    }

    private static HikariDataSource pool(HikariConfig config, DatabaseChoice choice) {
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException failure) {
            throw Failures.unreachable(choice, failure);
        }
    }

    private static SQLiteDataSource sqliteWriter(DatabaseChoice.Sqlite choice) {
        SQLiteConfig config = sqliteConfig();
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setCacheSize(-SQLITE_WRITER_CACHE_KIB);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, String.valueOf(SQLITE_CHECKPOINT_PAGES));
        return sqlite(choice, config);
    }

    private static SQLiteConfig sqliteConfig() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(SQLITE_BUSY_MS);
        return config;
    }

    private static SQLiteDataSource sqlite(DatabaseChoice.Sqlite choice, SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + choice.file());
        return source;
    }

    private static PGSimpleDataSource postgresql(PostgresAddress address) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(address.jdbcUrl());
        if (!address.user().isEmpty()) {
            source.setUser(address.user());
            source.setPassword(address.password());
        }
        source.setConnectTimeout((int) CONNECT.toSeconds());
        source.setLoginTimeout((int) CONNECT.toSeconds());
        source.setTcpKeepAlive(true);
        source.setReWriteBatchedInserts(true);
        source.setApplicationName("cts");
        return source;
    }
}
