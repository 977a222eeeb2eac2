package cts.server.storage;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets the writers of a SQLite file through in the order of their coming: a pool gives its one connection to whoever asks at
 * the right moment, so that one who writes chunk after chunk could keep an engine waiting for seconds. On PostgreSQL, where
 * many write at once, everybody passes.
 */
final class WriterGate {
    private final DatabaseChoice choice;
    private final LongAdder timeouts;
    private final ReentrantLock turn = new ReentrantLock(true);

    /** @param timeouts counts the waits that were given up */
    WriterGate(DatabaseChoice choice, LongAdder timeouts) {
        this.choice = choice;
        this.timeouts = timeouts;
    }

    /** Waits for its turn as long as for a connection. */
    void enter() {
        if (choice.type() == DatabaseType.POSTGRESQL) return;
        try {
            if (!turn.tryLock(Pools.CONNECT.toMillis(), TimeUnit.MILLISECONDS)) {
                timeouts.increment();
                throw Failures.noConnection(choice);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw StorageException.unavailable("A write was interrupted because CTS ends.", ended);
        }
    }

    /** Waits for its turn as long as it takes: for upkeep, which nobody waits for. */
    void enterInTheEnd() throws InterruptedException {
        if (choice.type() == DatabaseType.SQLITE) turn.lockInterruptibly();
    }

    /** How many wait for their turn. */
    int waiting() {
        return turn.getQueueLength();
    }

    void leave() {
        if (choice.type() == DatabaseType.SQLITE) turn.unlock();
    }
}
