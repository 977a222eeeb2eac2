package cts.server.storage;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** How the drivers of both databases are set up. */
public final class DataSources {
    private static final int SQLITE_BUSY_MS = 5_000;
    private static final int SQLITE_WRITER_CACHE_KIB = 64 << 10;
    /** 256 MiB of write-ahead log before a writer takes its pages into the file; {@link SqliteCheckpoints} does it before. */
    private static final int SQLITE_CHECKPOINT_PAGES = 65_536;
    /** A PostgreSQL that is silent this long in the middle of a query counts as gone. */
    private static final int SOCKET_SECONDS = 60;

    private DataSources() {}

    /**
     * One connection for migrations, outside the pools: on SQLite with foreign keys off, because with them on the rebuilding
     * of a parent table silently empties its children.
     */
    public static DataSource forMigrations(DatabaseChoice choice) {
        return switch (choice) {
            case DatabaseChoice.Sqlite sqlite -> {
                SQLiteConfig config = sqliteConfig();
                config.enforceForeignKeys(false);
                yield sqlite(sqlite, config);
            }
            case DatabaseChoice.Postgresql postgresql -> postgresql(postgresql.address());
        };
    }

    static DataSource sqliteWriter(DatabaseChoice.Sqlite choice) {
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
        source.setConnectTimeout((int) Pools.CONNECT.toSeconds());
        source.setLoginTimeout((int) Pools.CONNECT.toSeconds());
        source.setTcpKeepAlive(true);
        source.setReWriteBatchedInserts(true);
        source.setApplicationName("cts");
        return source;
    }

    /** Connections for {@link SqliteCheckpoints}. */
    static DataSource forCheckpoints(DatabaseChoice.Sqlite choice) {
        return sqlite(choice, sqliteConfig());
    }

    static DataSource sqliteReader(DatabaseChoice.Sqlite choice) {
        return sqlite(choice, sqliteConfig());
    }

    static DataSource postgresqlPooled(PostgresAddress address) {
        PGSimpleDataSource source = postgresql(address);
        source.setSocketTimeout(SOCKET_SECONDS);
        return source;
    }
}
