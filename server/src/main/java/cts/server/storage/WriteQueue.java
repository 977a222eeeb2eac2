package cts.server.storage;

import cts.server.storage.StorageWriter.Limits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What waits for the {@link StorageWriter}: rows in the order of their offering, where a newer aggregate takes the place of
 * the waiting one with its key. Many threads add and none of them waits; one takes.
 */
final class WriteQueue {
    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition progressed = lock.newCondition();
    private final ArrayDeque<Entry> queue = new ArrayDeque<>();
    private final Map<Object, Entry> waitingByKey = new HashMap<>();
    private int queuedRows;
    private int queuedDurably;
    private int rowsInHand;
    private long added;
    private long finished;
    private long written;
    private long coalesced;
    private boolean closing;

    WriteQueue(Limits limits) {
        this.limits = limits;
    }

    /** Rows that are written together. Once taken it belongs to the writer and does not change any more. */
    static final class Entry {
        private final Optional<Object> key;
        private final Optional<Consumer<WriteOutcome>> callback;
        private List<Write<?>> writes;

        Entry(List<Write<?>> writes, Optional<Object> key, Optional<Consumer<WriteOutcome>> callback) {
            this.writes = writes;
            this.key = key;
            this.callback = callback;
        }

        List<Write<?>> writes() {
            return writes;
        }

        /** Who wants to know when the rows are durable; then they go first class. */
        Optional<Consumer<WriteOutcome>> callback() {
            return callback;
        }
    }

    /** Counts at one moment. */
    record Figures(int backlog, long written, long coalesced) {}

    /** False if the queue is full or closed. */
    boolean add(Entry entry) {
        lock.lock();
        try {
            if (closing) {
                return false;
            }
            Entry waiting = entry.key.map(waitingByKey::get).orElse(null);
            if (waiting != null) {
                waiting.writes = entry.writes;
                coalesced++;
                return true;
            }
            if (queuedRows + entry.writes.size() > limits.mostRows()) {
                return false;
            }
            queue.add(entry);
            entry.key.ifPresent(key -> waitingByKey.put(key, entry));
            queuedRows += entry.writes.size();
            queuedDurably += entry.callback.isPresent() ? 1 : 0;
            added++;
            if (queue.size() == 1 || entry.callback.isPresent() || queuedRows >= limits.batchRows()) {
                arrived.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for entries and takes about a batch of them. Entries gather for the linger first, unless one is wanted durable,
     * a batch is full or the end has come.
     *
     * @return empty when closed and nothing is left
     */
    List<Entry> take() throws InterruptedException {
        lock.lock();
        try {
            while (queue.isEmpty()) {
                if (closing) {
                    return List.of();
                }
                arrived.await();
            }
            long left = limits.linger().toNanos();
            while (left > 0 && !closing && queuedDurably == 0 && queuedRows < limits.batchRows()) {
                left = arrived.awaitNanos(left);
            }
            List<Entry> batch = new ArrayList<>();
            while (!queue.isEmpty() && rowsInHand < limits.batchRows()) {
                Entry entry = queue.remove();
                entry.key.ifPresent(waitingByKey::remove);
                queuedRows -= entry.writes.size();
                queuedDurably -= entry.callback.isPresent() ? 1 : 0;
                rowsInHand += entry.writes.size();
                batch.add(entry);
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Notes the end of an entry that was taken, with as many of its rows as were written. */
    void finish(Entry entry, int rowsWritten) {
        lock.lock();
        try {
            rowsInHand -= entry.writes.size();
            written += rowsWritten;
            finished++;
            progressed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until as many entries are finished as were added until now; false if the patience ends first. */
    boolean awaitFinished(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long upTo = added;
            long left = patience.toNanos();
            while (finished < upTo) {
                if (left <= 0) {
                    return false;
                }
                left = progressed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more in. */
    void close() {
        lock.lock();
        try {
            closing = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Figures figures() {
        lock.lock();
        try {
            return new Figures(queuedRows + rowsInHand, written, coalesced);
        } finally {
            lock.unlock();
        }
    }
}
