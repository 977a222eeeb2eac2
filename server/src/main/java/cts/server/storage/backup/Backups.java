package cts.server.storage.backup;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.StorageException;
import cts.server.storage.UuidSource;
import cts.server.storage.migration.DirectDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backups of one database and of the engine's state beside it. A backup counts only when it was restored into a scratch
 * database of the same type and the rows and the checksum of every table were compared; on PostgreSQL that takes the right
 * CREATE on the database.
 *
 * <p>Of those that were made by schedule, and of those made before a change, the newest few are kept; the others stay until
 * somebody removes them. The newest proven one always stays.
 *
 * <p>Safe for use by several threads; one backup is made or proven at a time. One process at a time, which holds the lock of
 * the data folder.
 */
public final class Backups {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

    private final Settings settings;
    private final DirectDatabase database;
    private final BackupRegister register;
    private final BackupFolder folder;
    private final EngineFiles engine;
    private final UuidSource ids;
    private final InstantSource clock;
    private final ReentrantLock busy = new ReentrantLock();
    private volatile Optional<Step> step = Optional.empty();

    /**
     * What is backed up and where to.
     *
     * @param database which is backed up
     * @param folder that backups lie in
     * @param keep how many scheduled ones stay, and as many of those before a change; 1 or more
     * @param keyFingerprint of the master key in use; empty if there is none
     */
    public record Settings(DatabaseChoice database, Path folder, int keep, String keyFingerprint) {
        public Settings {
            if (keep < 1) throw new IllegalArgumentException("backup.keep is " + keep + " but must be 1 or more.");
        }
    }

    /** How far a backup has come that is being made. */
    public record Step(String what, long done, long total) {}

    /**
     * How well a loss would be survived.
     *
     * @param last the newest proven backup
     * @param ageMs how much would be lost: the time since it began
     * @param restoreMs how long it took to restore
     */
    public record Recovery(Backup last, long ageMs, long restoreMs) {}

    /** Removes what a killed process left half done. */
    public Backups(Settings settings, EngineFiles engine, UuidSource ids, InstantSource clock) {
        this.settings = settings;
        this.engine = engine;
        this.ids = ids;
        this.clock = clock;
        database = new DirectDatabase(settings.database());
        folder = new BackupFolder(settings.folder());
        folder.sweep();
        register = new BackupRegister(database, folder, settings.keep(), clock);
    }

    /** Of the master key in use; empty if there is none. */
    public String keyFingerprint() {
        return settings.keyFingerprint();
    }

    /** The files of the engine, so that it can be said whether one runs. */
    public EngineFiles engine() {
        return engine;
    }

    /**
     * Makes a backup and proves it.
     *
     * @throws StorageException if it cannot be written, or does not come back as it was
     */
    public Backup create(Backup.Kind kind, BackupProgress progress) {
        return alone(() -> prove(write(kind, progress), progress));
    }

    /** By schedule: makes a backup, proves it, removes those that are too many. */
    public Backup runScheduled() {
        return create(Backup.Kind.SCHEDULED, BackupProgress.NONE);
    }

    /**
     * Makes a backup and proves it, before something that cannot be taken back.
     *
     * @param why what is about to be done, for the log: {@code restoring another backup}
     */
    public Backup beforeChange(String why) {
        Backup backup = create(Backup.Kind.BEFORE_CHANGE, BackupProgress.NONE);
        LOG.info("Made the backup {} before {}.", folder.resolve(backup.file()), why);
        return backup;
    }

    /**
     * Writes a backup to another place and proves it; no row tells of it.
     */
    public Copy writeTo(Path zip, BackupProgress progress) {
        return alone(() -> {
            long start = System.nanoTime();
            Manifest manifest =
                    new BackupWriter(database, engine, clock, settings.keyFingerprint()).write(zip, noting(progress));
            long took = millisSince(start);
            try {
                return new Copy(
                        Files.size(zip), manifest.rows(), Checksum.of(zip), took, restoreIntoScratch(zip, progress));
            } catch (IOException failure) {
                throw unreadable(zip, failure);
            }
        });
    }

    /** A backup in another place: its bytes, its rows, and how long writing and restoring it took. */
    public record Copy(long bytes, long rows, String sha256, long writtenMs, long restoredMs) {}

    /**
     * Makes a backup before a change that itself restores it somewhere, which proves it.
     *
     * @param restore restores the file and compares it, or throws
     */
    public <T> T provenBy(BackupProgress progress, Function<Path, T> restore) {
        return alone(() -> {
            Backup written = write(Backup.Kind.BEFORE_CHANGE, progress);
            long start = System.nanoTime();
            try {
                T result = restore.apply(folder.resolve(written.file()));
                register.save(written.proven(clock.millis(), millisSince(start)));
                register.prune();
                return result;
            } catch (StorageException failure) {
                noteFailure(written.failed(String.valueOf(failure.getMessage())), failure);
                throw failure;
            }
        });
    }

    /** Restores a backup into a scratch database again, and notes whether it came back. */
    public Backup verify(String id, BackupProgress progress) {
        return alone(() -> prove(get(id), progress));
    }

    /**
     * Checks a file that need not lie in the folder, and notes nothing.
     *
     * @return how long restoring took, in ms
     */
    public long verify(Path zip, BackupProgress progress) {
        return alone(() -> restoreIntoScratch(zip, progress));
    }

    /** The newest first, those whose file was removed included. */
    public List<Backup> list() {
        return register.list();
    }

    /**
     * A backup whose file is there.
     *
     * @throws StorageException if there is none of that id
     */
    public Backup get(String id) {
        return register.find(id)
                .orElseThrow(() -> StorageException.refused("There is no backup " + id + "; see the list."));
    }

    /**
     * The file of a backup, found by its name alone, so that it can be restored though the database is broken.
     *
     * @throws StorageException if there is none of that id
     */
    public Path zip(String id) {
        return folder.entries().stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .map(entry -> folder.resolve(entry.file()))
                .orElseThrow(() -> StorageException.refused("There is no backup " + id + "; see the list."));
    }

    /**
     * Reads a file to its end, to see that it is whole.
     *
     * @throws StorageException naming what is not as it should be
     */
    public static void check(Path zip) {
        try (BackupFile backup = BackupFile.open(zip)) {
            backup.verify(BackupProgress.NONE);
        }
    }

    /** Where the file of a backup lies. */
    public Path file(Backup backup) {
        return folder.resolve(backup.file());
    }

    /** Removes the file of a backup; its row stays. */
    public Backup remove(String id) {
        return alone(() -> register.remove(get(id)));
    }

    /** Notes a backup in a database that took the place of the one it was made of. */
    public void remember(Backup backup) {
        register.remember(backup);
    }

    /** What is being done now; empty if nothing is. */
    public Optional<Step> running() {
        return step;
    }

    /** The recovery point and the recovery time; empty before the first proven backup. */
    public Optional<Recovery> recovery() {
        return register.lastProven()
                .map(last -> new Recovery(
                        last,
                        Math.max(0, clock.millis() - last.beganAt()),
                        last.restoredMs().orElse(0L)));
    }

    private interface Work<T> {
        T run();
    }

    private <T> T alone(Work<T> work) {
        if (!busy.tryLock()) {
            throw StorageException.unavailable(
                    "Another backup is being made, proven or removed just now: try again when it has ended.");
        }
        try {
            return work.run();
        } finally {
            step = Optional.empty();
            busy.unlock();
        }
    }

    private Backup write(Backup.Kind kind, BackupProgress progress) {
        String id = ids.next();
        long began = clock.millis();
        String name = BackupFolder.name(id, kind, began);
        long start = System.nanoTime();
        try {
            Manifest manifest = new BackupWriter(database, engine, clock, settings.keyFingerprint())
                    .write(folder.resolve(name), noting(progress));
            Backup written = new Backup(
                    id,
                    kind,
                    name,
                    manifest.databaseType(),
                    manifest.schemaVersion(),
                    Backup.Status.WRITTEN,
                    Optional.empty(),
                    Files.size(folder.resolve(name)),
                    manifest.rows(),
                    Checksum.of(folder.resolve(name)),
                    began,
                    millisSince(start),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            register.save(written);
            return written;
        } catch (IOException failure) {
            throw unreadable(folder.resolve(name), failure);
        } catch (StorageException failure) {
            noteFailure(failedToWrite(id, kind, name, began, millisSince(start), failure), failure);
            throw failure;
        }
    }

    private Backup failedToWrite(
            String id, Backup.Kind kind, String name, long began, long took, StorageException failure) {
        return new Backup(
                id,
                kind,
                name,
                database.type().word(),
                0,
                Backup.Status.FAILED,
                Optional.of(String.valueOf(failure.getMessage())),
                0,
                0,
                "",
                began,
                took,
                Optional.empty(),
                Optional.empty(),
                Optional.of(clock.millis()));
    }

    private Backup prove(Backup backup, BackupProgress progress) {
        try {
            long took = restoreIntoScratch(folder.resolve(backup.file()), progress);
            Backup proven = backup.proven(clock.millis(), took);
            register.save(proven);
            register.prune();
            return proven;
        } catch (StorageException failure) {
            noteFailure(backup.failed(String.valueOf(failure.getMessage())), failure);
            throw failure;
        }
    }

    private long restoreIntoScratch(Path zip, BackupProgress progress) {
        try (BackupFile backup = BackupFile.open(zip);
                ScratchDatabase scratch = ScratchDatabase.beside(settings.database(), folder.path())) {
            BackupLoader loader = new BackupLoader(backup, new DirectDatabase(scratch.choice()), noting(progress));
            long start = System.nanoTime();
            loader.load();
            long took = millisSince(start);
            loader.compare();
            backup.verifyEngine();
            return took;
        }
    }

    private BackupProgress noting(BackupProgress progress) {
        return (what, done, total) -> {
            step = Optional.of(new Step(what, done, total));
            progress.at(what, done, total);
        };
    }

    /** The failure that is under way must not be hidden by one more of the same cause. */
    private void noteFailure(Backup failed, StorageException failure) {
        LOG.warn("A backup failed: {}", failure.getMessage());
        try {
            register.save(failed);
        } catch (StorageException unwritten) {
            failure.addSuppressed(unwritten);
        }
    }

    private static StorageException unreadable(Path zip, IOException failure) {
        return StorageException.unavailable(
                "The backup " + zip + " cannot be read back (" + BackupWriter.reason(failure) + "): check the disk.",
                failure);
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
