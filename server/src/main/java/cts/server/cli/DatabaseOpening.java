package cts.server.cli;

import cts.server.api.Readiness;
import cts.server.storage.StorageException;
import cts.server.storage.migration.DatabaseInitializer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a server begin once its database fits. Where that fails the server stays up and tells why on its status pages: a
 * database that does not answer is tried again every ten seconds, anything else waits until somebody has it migrated, or has
 * a backup restored.
 *
 * <p>One thread runs the server; the others ask for a migration.
 */
final class DatabaseOpening {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseOpening.class);
    private static final long BETWEEN_LOOKS_MS = 100;
    private static final int LOOKS_BETWEEN_TRIES = 100;

    private final DatabaseInitializer initializer;
    private final Readiness readiness;
    private final ServerMaintenance maintenance;
    private final CountDownLatch stop;
    private final boolean staysUp;
    private final ReentrantLock working = new ReentrantLock();
    private volatile Optional<DatabaseInitializer.Report> mended = Optional.empty();
    private volatile boolean waits;

    /**
     * For one server.
     *
     * @param stop is counted down when the server is to end
     * @param staysUp whether somebody can ask it; if not, a failure ends it
     */
    DatabaseOpening(
            DatabaseInitializer initializer,
            Readiness readiness,
            ServerMaintenance maintenance,
            CountDownLatch stop,
            boolean staysUp) {
        this.initializer = initializer;
        this.readiness = readiness;
        this.maintenance = maintenance;
        this.stop = stop;
        this.staysUp = staysUp;
    }

    /**
     * Migrates and verifies, and waits while that fails.
     *
     * @param down why the server is to stay down until somebody asks for a migration; empty to begin at once
     * @return what the start found; empty when the server was to end before its database fitted
     * @throws StorageException if the database does not fit and nobody can ask this server to mend it
     */
    Optional<DatabaseInitializer.Report> await(Optional<String> down) throws InterruptedException {
        Optional<String> staysDown = down;
        while (true) {
            StorageException failure;
            if (staysDown.isPresent()) {
                failure = StorageException.refused(staysDown.get());
            } else {
                try {
                    readiness.starting();
                    return Optional.of(initializer.initialize());
                } catch (StorageException refused) {
                    if (!staysUp) throw refused;
                    failure = refused;
                }
            }
            tell(failure);
            mended = Optional.empty();
            waits = true;
            try {
                Next next = next(failure.kind());
                if (next == Next.MENDED) {
                    readiness.starting();
                    return mended;
                }
                if (next == Next.STOP) return Optional.empty();
                staysDown = next == Next.WORK ? carryOut() : Optional.empty();
            } finally {
                waits = false;
            }
        }
    }

    /** Does what was asked for, with nothing else running; gives the reason to stay down afterwards, if there is one. */
    Optional<String> carryOut() {
        working.lock();
        try {
            return maintenance.carryOut();
        } finally {
            working.unlock();
        }
    }

    /** Migrates and verifies for somebody who asks; a server that waits goes on then. */
    DatabaseInitializer.Report migrate() throws InterruptedException {
        if (!working.tryLock()) {
            throw StorageException.unavailable("All data is being worked on just now: try again when that has ended.");
        }
        try {
            DatabaseInitializer.Report report = initializer.initialize();
            if (waits) mended = Optional.of(report);
            return report;
        } finally {
            working.unlock();
        }
    }

    private enum Next {
        STOP,
        MENDED,
        WORK,
        AGAIN
    }

    private Next next(StorageException.Kind kind) throws InterruptedException {
        for (int looks = 0; !stop.await(BETWEEN_LOOKS_MS, TimeUnit.MILLISECONDS); looks++) {
            if (mended.isPresent()) return Next.MENDED;
            if (maintenance.isAsked()) return Next.WORK;
            if (kind == StorageException.Kind.UNAVAILABLE && looks >= LOOKS_BETWEEN_TRIES) return Next.AGAIN;
        }
        return Next.STOP;
    }

    private void tell(StorageException failure) {
        String sentence = String.valueOf(failure.getMessage());
        readiness.failed(sentence);
        LOG.error("No engine runs: {}", sentence);
    }
}
