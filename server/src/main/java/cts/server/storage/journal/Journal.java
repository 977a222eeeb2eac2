package cts.server.storage.journal;

import cts.server.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only record of what entered an engine. A position is the number of bytes before a record since the journal
 * began; it only grows.
 *
 * <p>Each record is handed to the operating system before {@link #append} returns, so a killed process loses nothing; its
 * own thread forces the disk every {@value #FORCE_MILLIS} ms, so a power failure loses at most that, and {@link #force}
 * waits for it. A torn record at the very end is what a crash leaves: it is cut off when the journal is opened. Damage
 * anywhere else is refused with the file and the place.
 *
 * <p>A disk that fails or is full loses nothing: the records that are not surely on it stay in memory, and each later call
 * first tries to write them again, behind what is surely there.
 *
 * <p>Threads: one appends; any may force, read what is forced and ask for positions.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    static final long FORCE_MILLIS = 100;
    private static final long SEGMENT_BYTES = 64L << 20;
    /** A disk so slow that more than this waits for it makes the one who appends wait. */
    private static final long MOST_UNFORCED = 64L << 20;

    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition forcing = lock.newCondition();
    private final Thread forcer;
    private final Disk disk;
    private final long cutBytes;
    private final List<Hold> holds = new ArrayList<>();
    private Segment current;
    private long appended;
    private long forced;
    /** The records from {@link #forced} to {@link #appended}. */
    private final ArrayDeque<byte[]> unforced = new ArrayDeque<>();

    private volatile String trouble = "";
    private boolean closed;

    private Journal(Path folder, Disk disk, Segment current, long end, long cutBytes) {
        this.folder = folder;
        this.disk = disk;
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
        return open(folder, Disk.REAL);
    }

    /** The same on another disk. */
    public static Journal open(Path folder, Disk disk) {
        try {
            Files.createDirectories(folder);
            List<Segment.File> files = Segment.files(folder);
            Journal journal;
            if (files.isEmpty()) {
                journal = new Journal(folder, disk, Segment.create(folder, 0, disk), 0, 0);
            } else {
                Segment.File last = files.getLast();
                long end = last.endOfWhole();
                long cut = Files.size(last.path()) - end;
                Segment segment = Segment.append(last, end, disk);
                journal = new Journal(folder, disk, segment, last.start() + end, cut);
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

    /** What is wrong with the disk, in a sentence that names it and the mend; empty while nothing is. */
    public String trouble() {
        return trouble;
    }

    /**
     * Appends a record and hands it to the operating system.
     *
     * @return the position behind it
     * @throws StorageException if it cannot be written: it is not in the journal, and may be appended again later
     */
    public long append(byte[] record) {
        byte[] framed = Segment.framed(record);
        lock.lock();
        try {
            mendIfNeeded();
            if (appended - forced >= MOST_UNFORCED) forceAll();
            if (appended - current.start() >= SEGMENT_BYTES) rotate();
            current.write(framed);
            unforced.addLast(framed);
            appended += framed.length;
            return appended;
        } catch (IOException failed) {
            throw troubled(failed);
        } finally {
            lock.unlock();
        }
    }

    private void rotate() throws IOException {
        forceAll();
        current.close();
        current = Segment.create(folder, appended, disk);
    }

    private void forceAll() throws IOException {
        current.force();
        forcedUpTo(appended);
    }

    private void forcedUpTo(long position) {
        while (forced < position && !unforced.isEmpty()) forced += unforced.removeFirst().length;
    }

    /**
     * Waits until everything appended so far is on the disk; appending goes on meanwhile.
     *
     * @throws StorageException if the disk does not take it
     */
    public void force() {
        Segment segment;
        long upTo;
        lock.lock();
        try {
            mendIfNeeded();
            if (forced == appended) return;
            segment = current;
            upTo = appended;
        } catch (IOException failed) {
            throw troubled(failed);
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
            if (forced >= upTo) return;
            if (failed.isPresent()) throw troubled(failed.get());
            // Somebody else failed meanwhile, and may have cut off what was just forced.
            if (!trouble.isEmpty()) throw StorageException.unavailable(trouble);
            forcedUpTo(upTo);
        } finally {
            lock.unlock();
        }
    }

    private void forceNowAndThen() {
        try {
            while (isDue()) forceQuietly();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the next time to force; false once the journal is closed. */
    private boolean isDue() throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(FORCE_MILLIS);
            while (!closed && left > 0) left = forcing.awaitNanos(left);
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** What fails is kept as {@link #trouble}: whoever appends or forces next tries again and is told. */
    private void forceQuietly() {
        if (!trouble.isEmpty()) return;
        try {
            force();
        } catch (StorageException | IllegalStateException failed) {
            LOG.debug("The journal was not forced.", failed);
        }
    }

    private void mendIfNeeded() throws IOException {
        if (closed) throw new IllegalStateException("the journal is closed");
        if (!trouble.isEmpty()) mend();
    }

    /**
     * Begins the file again behind what is surely on the disk and writes the rest anew: a write that failed may have left
     * half a record, and what a disk did not take when it was forced must be handed to it once more.
     */
    private void mend() throws IOException {
        current.close();
        current = Segment.append(current.file(), forced - current.start(), disk);
        for (byte[] framed : unforced) current.write(framed);
        forceAll();
        trouble = "";
    }

    private StorageException troubled(IOException cause) {
        trouble = "The journal in " + folder + " cannot be written: " + cause.getMessage()
                + "; free the disk or mend it, it is tried again.";
        return StorageException.unavailable(trouble, cause);
    }

    /**
     * Gives every record from {@code position} on, in order.
     *
     * @throws StorageException naming file and place if one is damaged or the position is no longer there
     */
    public void read(long position, Consumer<byte[]> records) {
        try {
            long end = endOnDisk();
            List<Segment.File> files = Segment.files(folder);
            if (files.isEmpty() || files.getFirst().start() > position) {
                throw StorageException.unavailable("The journal in " + folder + " begins after position " + position
                        + ", where the snapshot ends: restore a backup.");
            }
            for (Segment.File file : files) {
                if (file.start() + Files.size(file.path()) > position && file.start() < end)
                    file.read(position, records);
            }
        } catch (IOException failed) {
            throw StorageException.unavailable(
                    "The journal in " + folder + " cannot be read: " + failed.getMessage() + "; check the disk.");
        }
    }

    private long forcedEnd() {
        lock.lock();
        try {
            return forced;
        } finally {
            lock.unlock();
        }
    }

    private long endOnDisk() throws IOException {
        lock.lock();
        try {
            mendIfNeeded();
            return appended;
        } finally {
            lock.unlock();
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
        force();
        // What is forced already is never written again, so it can be read while appending goes on.
        long end = forcedEnd();
        for (Segment.File file : Segment.files(folder)) {
            long length = Math.min(Files.size(file.path()), end - file.start());
            if (length <= 0 || file.start() + length <= position) continue;
            try (InputStream bytes = Files.newInputStream(file.path())) {
                sink.accept(String.valueOf(file.path().getFileName()), length, bytes);
            }
        }
    }

    /**
     * Forces what is left.
     *
     * @throws StorageException if the disk does not take it
     */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) return;
            mendIfNeeded();
            forceAll();
            current.close();
        } catch (IOException failed) {
            throw troubled(failed);
        } finally {
            closed = true;
            forcing.signalAll();
            lock.unlock();
        }
    }
}
