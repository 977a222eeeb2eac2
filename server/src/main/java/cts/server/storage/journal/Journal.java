package cts.server.storage.journal;

import cts.server.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * An append-only record of what entered an engine. A position is the number of bytes before a record since the journal
 * began; it only grows.
 *
 * <p>Each record is handed to the operating system before {@link #append} returns, so a killed process loses nothing; its
 * own thread forces the disk every {@value #FORCE_MILLIS} ms, so a power failure loses at most that, and {@link #force}
 * waits for it. A torn record at the very end is what a crash leaves: it is cut off when the journal is opened. Damage
 * anywhere else is refused with the file and the place.
 *
 * <p>Threads: one appends; any may force, read what is forced and ask for positions.
 */
public final class Journal implements AutoCloseable {
    static final long FORCE_MILLIS = 100;
    private static final long SEGMENT_BYTES = 64L << 20;

    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition forcing = lock.newCondition();
    private final Thread forcer;
    private final long cutBytes;
    private final List<Hold> holds = new ArrayList<>();
    private Segment current;
    private ByteBuffer buffer = ByteBuffer.allocate(4096);
    private long appended;
    private long forced;
    private Optional<IOException> failure = Optional.empty();
    private boolean closed;

    private Journal(Path folder, Segment current, long end, long cutBytes) {
        this.folder = folder;
        this.current = current;
        this.cutBytes = cutBytes;
        appended = end;
        forced = end;
        forcer = Thread.ofPlatform().name("journal-forcer").daemon().unstarted(this::forceNowAndThen);
    }

    /**
     * Opens the journal in a folder, which is made if it is missing.
     *
     * @throws StorageException if the folder cannot be used or a record before the last one is damaged
     */
    public static Journal open(Path folder) {
        try {
            Files.createDirectories(folder);
            List<Segment.File> files = Segment.files(folder);
            Journal journal;
            if (files.isEmpty()) {
                journal = new Journal(folder, Segment.create(folder, 0), 0, 0);
            } else {
                Segment.File last = files.getLast();
                long end = last.endOfWhole();
                long cut = Files.size(last.path()) - end;
                Segment segment = Segment.append(last, end);
                journal = new Journal(folder, segment, last.start() + end, cut);
            }
            journal.forcer.start();
            return journal;
        } catch (IOException failed) {
            throw StorageException.unavailable(
                    "The journal in " + folder + " cannot be opened: " + failed.getMessage() + "; check the disk.");
        }
    }

    /** How many bytes of a torn last record were cut off when it was opened. */
    public long cutBytes() {
        return cutBytes;
    }

    /** The position behind the last record. */
    public long end() {
        lock.lock();
        try {
            return appended;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Appends a record and hands it to the operating system.
     *
     * @return the position behind it
     * @throws StorageException if it cannot be written; the journal then takes nothing more
     */
    public long append(byte[] record) {
        lock.lock();
        try {
            check();
            if (appended - current.start() >= SEGMENT_BYTES) rotate();
            int size = Segment.sizeOf(record);
            if (buffer.capacity() < size) buffer = ByteBuffer.allocate(2 * size);
            buffer.clear();
            Segment.put(buffer, record);
            buffer.flip();
            current.write(buffer);
            appended += size;
            return appended;
        } catch (IOException failed) {
            throw broken(failed);
        } finally {
            lock.unlock();
        }
    }

    private void rotate() throws IOException {
        current.force();
        current.close();
        forced = appended;
        current = Segment.create(folder, appended);
    }

    /** Waits until everything appended so far is on the disk; appending goes on meanwhile. */
    public void force() {
        Segment segment;
        long upTo;
        lock.lock();
        try {
            check();
            if (forced == appended) return;
            segment = current;
            upTo = appended;
        } finally {
            lock.unlock();
        }
        force(segment, upTo);
    }

    private void force(Segment segment, long upTo) {
        Optional<IOException> failed = Optional.empty();
        try {
            segment.force();
        } catch (IOException exception) {
            failed = Optional.of(exception);
        }
        lock.lock();
        try {
            // Whoever closed the file meanwhile has forced it.
            if (failed.isEmpty() || forced >= upTo) forced = Math.max(forced, upTo);
            else throw broken(failed.get());
        } finally {
            lock.unlock();
        }
    }

    private void forceNowAndThen() {
        while (true) {
            lock.lock();
            try {
                if (closed || failure.isPresent()) return;
                if (forcing.await(FORCE_MILLIS, TimeUnit.MILLISECONDS) || closed) return;
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                lock.unlock();
            }
            try {
                force();
            } catch (StorageException failed) {
                return; // Kept in the journal: the next append tells it to the one who can act on it.
            }
        }
    }

    private void check() {
        if (closed) throw new IllegalStateException("the journal is closed");
        if (failure.isPresent()) throw broken(failure.get());
    }

    private StorageException broken(IOException cause) {
        failure = Optional.of(cause);
        return StorageException.unavailable("The journal in " + folder + " cannot be written: " + cause.getMessage()
                + "; free the disk or mend it, then restart.");
    }

    /**
     * Gives every record from {@code position} on, in order.
     *
     * @throws StorageException naming file and place if one is damaged or the position is no longer there
     */
    public void read(long position, Consumer<byte[]> records) {
        try {
            List<Segment.File> files = Segment.files(folder);
            if (files.isEmpty() || files.getFirst().start() > position) {
                throw StorageException.unavailable("The journal in " + folder + " begins after position " + position
                        + ", where the snapshot ends: restore a backup.");
            }
            long end = end();
            for (Segment.File file : files) {
                if (file.start() + Files.size(file.path()) > position && file.start() < end)
                    file.read(position, records);
            }
        } catch (IOException failed) {
            throw StorageException.unavailable(
                    "The journal in " + folder + " cannot be read: " + failed.getMessage() + "; check the disk.");
        }
    }

    /** Removes the files that hold only records before {@code position}, but none that is held. */
    public void dropBefore(long position) {
        synchronized (holds) {
            long free = holds.stream().mapToLong(Hold::position).min().orElse(Long.MAX_VALUE);
            try {
                List<Segment.File> files = Segment.files(folder);
                for (int i = 0; i + 1 < files.size(); i++) {
                    if (files.get(i + 1).start() <= Math.min(position, free))
                        Files.delete(files.get(i).path());
                }
            } catch (IOException failed) {
                throw StorageException.unavailable(
                        "Old journal files in " + folder + " cannot be removed: " + failed.getMessage() + ".");
            }
        }
    }

    /** Keeps the files with records from {@code position} on until it is closed, so that they can be copied. */
    public Hold hold(long position) {
        Hold hold = new Hold(position);
        synchronized (holds) {
            holds.add(hold);
        }
        return hold;
    }

    /** A promise that files stay. */
    public final class Hold implements AutoCloseable {
        private final long position;

        private Hold(long position) {
            this.position = position;
        }

        private long position() {
            return position;
        }

        @Override
        public void close() {
            synchronized (holds) {
                holds.remove(this);
            }
        }
    }

    /** Takes a file. */
    public interface FileSink {
        void accept(String name, long length, InputStream bytes) throws IOException;
    }

    /**
     * Gives the files with the records from {@code position} on, in order, up to the last record appended so far; they must
     * be held.
     */
    public void copy(long position, FileSink sink) throws IOException {
        long end = end();
        for (Segment.File file : Segment.files(folder)) {
            long length = Math.min(Files.size(file.path()), end - file.start());
            if (length <= 0 || file.start() + length <= position) continue;
            try (InputStream bytes = Files.newInputStream(file.path())) {
                sink.accept(String.valueOf(file.path().getFileName()), length, bytes);
            }
        }
    }

    /** Forces what is left. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) return;
            if (failure.isEmpty()) current.force();
            forced = appended;
            current.close();
            closed = true;
            forcing.signalAll();
        } catch (IOException failed) {
            throw broken(failed);
        } finally {
            lock.unlock();
        }
    }
}
