package cts.server.storage.backup;

import cts.server.storage.StorageException;
import cts.server.storage.journal.Journal;
import cts.server.storage.journal.SnapshotFile;
import cts.server.storage.journal.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a data folder from which the engine's state comes back. A backup takes the newest snapshot first and the
 * journal from there on last, so that between them lies whatever the rows say.
 *
 * <p>Safe for use by several threads.
 */
public final class EngineFiles {
    private final Path journalFolder;
    private final Path snapshotFolder;
    private volatile Optional<Journal> live = Optional.empty();

    /** The files of a folder whose engine does not run. */
    public EngineFiles(Path journalFolder, Path snapshotFolder) {
        this.journalFolder = journalFolder;
        this.snapshotFolder = snapshotFolder;
    }

    /** From now on an engine writes this journal. */
    public void runs(Journal journal) {
        live = Optional.of(journal);
    }

    /** No engine writes the journal any more. */
    public void rests() {
        live = Optional.empty();
    }

    /** Chooses the newest whole snapshot and keeps what follows it in the journal. */
    Capture capture() {
        Optional<Journal> running = live;
        boolean ours = running.isEmpty() && hasJournal();
        Optional<Journal> journal = ours ? Optional.of(Journal.open(journalFolder)) : running;
        return new Capture(journal, ours);
    }

    private boolean hasJournal() {
        if (!Files.isDirectory(journalFolder)) return false;
        try (Stream<Path> files = Files.list(journalFolder)) {
            return files.findAny().isPresent();
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The folder " + journalFolder + " cannot be read (" + failure.getMessage() + "): check the disk.",
                    failure);
        }
    }

    /** Takes a file of the engine. */
    interface Sink {
        void accept(String name, long length, InputStream bytes) throws IOException;
    }

    /** The chosen snapshot, and the promise that the journal from there on stays until this is closed. One thread. */
    final class Capture implements AutoCloseable {
        private final Optional<Journal> journal;
        private final boolean ours;
        private final Optional<SnapshotFile> snapshot;
        private final Optional<Journal.Hold> hold;

        private Capture(Optional<Journal> journal, boolean ours) {
            this.journal = journal;
            this.ours = ours;
            Optional<Journal.Hold> everything = journal.map(each -> each.hold(0));
            snapshot =
                    Files.isDirectory(snapshotFolder) ? new Snapshots(snapshotFolder).newestFile() : Optional.empty();
            hold = journal.map(each -> each.hold(position()));
            everything.ifPresent(Journal.Hold::close);
        }

        private long position() {
            return snapshot.map(SnapshotFile::position).orElse(0L);
        }

        void snapshot(Sink sink) throws IOException {
            if (snapshot.isEmpty()) return;
            sink.accept(
                    snapshot.get().name(),
                    snapshot.get().length(),
                    snapshot.get().bytes());
        }

        /** The journal from the snapshot to its end now. */
        void journal(Sink sink) throws IOException {
            if (journal.isEmpty()) return;
            journal.get().copy(position(), sink::accept);
        }

        @Override
        public void close() {
            hold.ifPresent(Journal.Hold::close);
            if (ours) journal.ifPresent(Journal::close);
            snapshot.ifPresent(Capture::close);
        }

        private static void close(SnapshotFile file) {
            try {
                file.close();
            } catch (IOException failure) {
                throw StorageException.unavailable(
                        "The snapshot " + file.name() + " cannot be closed (" + failure.getMessage()
                                + "): check the disk.",
                        failure);
            }
        }
    }
}
