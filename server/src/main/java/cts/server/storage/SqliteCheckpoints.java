package cts.server.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what gathers in the write-ahead log of a SQLite file into the file, on a thread and a connection of its own: a writer
 * whose commit has to do that itself holds up the others for a tenth of a second. Readers never wait for it,
 * writers for no more than its last pages.
 */
final class SqliteCheckpoints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteCheckpoints.class);
    private static final long LOOK_MS = 200;
    /** 8 MiB: so much is worth a look. */
    private static final int PAGES = 2_000;
    /** 64 MiB: so long a log is begun anew. */
    private static final int LONG_LOG = 16_000;

    private final WriterGate gate;
    private final Connection connection;
    private final Thread thread;
    private volatile boolean closing;

    private SqliteCheckpoints(WriterGate gate, Connection connection) {
        this.gate = gate;
        this.connection = connection;
        this.thread = Thread.ofPlatform().name("sqlite-checkpoints").daemon().unstarted(this::run);
    }

    /** Starts them for a SQLite file; other databases need none. */
    static Optional<SqliteCheckpoints> of(DatabaseChoice choice, WriterGate gate) {
        if (!(choice instanceof DatabaseChoice.Sqlite sqlite)) return Optional.empty();
        try {
            SqliteCheckpoints started = new SqliteCheckpoints(
                    gate, DataSources.forCheckpoints(sqlite).getConnection());
            started.thread.start();
            return Optional.of(started);
        } catch (SQLException failure) {
            throw Failures.unreachable(choice, failure);
        }
    }

    private void run() {
        try {
            while (!closing) {
                Thread.sleep(LOOK_MS);
                look();
            }
        } catch (InterruptedException asked) {
            LOG.debug("The checkpoints were asked to end.", asked);
        }
    }

    private void look() throws InterruptedException {
        try (Statement statement = connection.createStatement()) {
            if (log(statement, "NOOP").waiting() < PAGES) return;
            // Most of it while the writers go on.
            if (log(statement, "PASSIVE").pages() < LONG_LOG) return;
            // The little that came meanwhile without them: only a log that is in the file as a whole is begun anew.
            gate.enterInTheEnd();
            try {
                log(statement, "PASSIVE");
            } finally {
                gate.leave();
            }
        } catch (SQLException failure) {
            // The writers then do it themselves, when the log is four times as long.
            LOG.warn("The write-ahead log could not be copied into the database file: {}", failure.getMessage());
        }
    }

    /**
     * The log after a checkpoint.
     *
     * @param pages in it
     * @param waiting not yet in the file
     */
    private record Log(int pages, int waiting) {}

    private static Log log(Statement statement, String mode) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            return row.next() ? new Log(row.getInt(2), row.getInt(2) - row.getInt(3)) : new Log(0, 0);
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join();
            connection.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (SQLException failure) {
            LOG.warn("The connection of the checkpoints could not be closed: {}", failure.getMessage());
        }
    }
}
