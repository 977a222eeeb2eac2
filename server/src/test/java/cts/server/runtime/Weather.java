package cts.server.runtime;

import cts.server.storage.Sleeper;
import cts.server.storage.StorageException;
import java.time.Duration;

/**
 * When a database takes rows: only within windows that the simulation opens, so that a seed always gives the same run. Any
 * thread.
 */
final class Weather implements Sleeper {
    private final Runnable journal;
    private boolean open;
    private boolean gone;
    private int failures;

    /** @param journal what a commit waits for */
    Weather(Runnable journal) {
        this.journal = journal;
    }

    synchronized void open() {
        open = true;
        notifyAll();
    }

    synchronized void shut() {
        open = false;
    }

    /** The next so many commits fail. */
    synchronized void failNext(int commits) {
        failures = commits;
    }

    /** The process has ended: nothing is committed any more. */
    synchronized void end() {
        gone = true;
        notifyAll();
    }

    /** Called by the writer before it commits. */
    void beforeCommit() {
        awaitWindow();
        journal.run();
    }

    private synchronized void awaitWindow() {
        try {
            while (!open && !gone) wait();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw StorageException.unavailable("The process has ended.", ended);
        }
        if (gone) throw StorageException.unavailable("The process has ended.");
        if (failures > 0) {
            failures--;
            throw StorageException.unavailable("The database does not answer.");
        }
    }

    /** Trying again needs no pause here: the window is the pause. */
    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (gone) throw new InterruptedException();
    }
}
