package cts.server.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

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

    private final List<HikariDataSource> all;

    private Pools(List<HikariDataSource> all) {
        this.all = all;
    }

    /** @param timeouts counts the waits for a connection that were given up */
    static Pools open(DatabaseChoice choice, LongAdder timeouts) {
        return switch (choice) {
            case DatabaseChoice.Sqlite sqlite -> {
                HikariDataSource writer =
                        pool(counted(config("cts-writer", 1, DataSources.sqliteWriter(sqlite)), timeouts), choice);
                HikariConfig reading =
                        counted(config("cts-reader", SQLITE_READERS, DataSources.sqliteReader(sqlite)), timeouts);
                reading.setConnectionInitSql("PRAGMA query_only = ON");
                try {
                    yield new Pools(List.of(writer, pool(reading, choice)));
                } catch (StorageException failure) {
                    writer.close();
                    throw failure;
                }
            }
            case DatabaseChoice.Postgresql postgresql -> {
                HikariConfig all = counted(
                        config("cts", MOST_CONNECTIONS, DataSources.postgresqlPooled(postgresql.address())), timeouts);
                yield new Pools(List.of(pool(all, choice)));
            }
        };
    }

    /** Connections to a read replica, which need not answer yet. */
    static HikariDataSource forReplica(PostgresAddress address) {
        HikariConfig config = config("cts-replica", MOST_REPLICA_CONNECTIONS, DataSources.postgresqlPooled(address));
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

    /** As the open pool has them. */
    PoolLimits limits() {
        HikariDataSource reader = all.getLast();
        return new PoolLimits(
                all.stream().mapToInt(HikariDataSource::getMaximumPoolSize).sum(),
                Duration.ofMillis(reader.getIdleTimeout()),
                Duration.ofMillis(reader.getConnectionTimeout()),
                Duration.ofMillis(reader.getLeakDetectionThreshold()));
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
                live.getThreadsAwaitingConnection(),
                0,
                0,
                List.of());
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
        config.setThreadFactory(Pools::thread);
        return config;
    }

    /** Not of whoever happens to open the pool: a request's class loader ends with the web server. */
    private static Thread thread(Runnable work) {
        Thread thread = Thread.ofPlatform().name("cts-pool").daemon().unstarted(work);
        thread.setContextClassLoader(Pools.class.getClassLoader());
        return thread;
    }

    private static HikariConfig counted(HikariConfig config, LongAdder timeouts) {
        config.setMetricsTrackerFactory((name, live) -> new IMetricsTracker() {
            @Override
            public void recordConnectionTimeout() {
                timeouts.increment();
            }
        });
        return config;
    }

    private static HikariDataSource pool(HikariConfig config, DatabaseChoice choice) {
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException failure) {
            throw Failures.unreachable(choice, failure);
        }
    }
}
