package cts.server.storage.backup;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.StorageException;
import cts.server.storage.UuidSource;
import cts.server.storage.migration.DirectDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
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
    private static final int MOST_LISTED = 1_000;

    private final Settings settings;
    private final DirectDatabase database;
    private final BackupRows rows;
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
        rows = new BackupRows(database);
        folder = new BackupFolder(settings.folder());
        folder.sweep();
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
        reconcile();
        return rows.newest(MOST_LISTED);
    }

    /**
     * A backup whose file is there.
     *
     * @throws StorageException if there is none of that id
     */
    public Backup get(String id) {
        reconcile();
        return rows.find(id)
                .filter(backup -> backup.removedAt().isEmpty())
                .orElseThrow(() -> StorageException.refused("There is no backup " + id + "; see the list."));
    }

    /** Where the file of a backup lies. */
    public Path file(Backup backup) {
        return folder.resolve(backup.file());
    }

    /** Removes the file of a backup; its row stays. */
    public Backup remove(String id) {
        return alone(() -> remove(get(id)));
    }

    /** Notes a backup in a database that took the place of the one it was made of. */
    public void remember(Backup backup) {
        if (rows.find(backup.id()).isEmpty()) rows.save(backup);
    }

    /** What is being done now; empty if nothing is. */
    public Optional<Step> running() {
        return step;
    }

    /** The recovery point and the recovery time; empty before the first proven backup. */
    public Optional<Recovery> recovery() {
        return rows.lastProven()
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
            rows.save(written);
            return written;
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The backup " + folder.resolve(name) + " cannot be read back (" + BackupWriter.reason(failure)
                            + "): check the disk.",
                    failure);
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
            rows.save(proven);
            prune();
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
            rows.save(failed);
        } catch (StorageException unwritten) {
            failure.addSuppressed(unwritten);
        }
    }

    /** Rows without a file are noted as removed, files without a row get one. */
    private void reconcile() {
        Set<String> known = new HashSet<>();
        for (Backup backup : rows.present()) {
            known.add(backup.id());
            if (!Files.exists(folder.resolve(backup.file()))) rows.save(backup.removed(clock.millis()));
        }
        for (BackupFolder.Entry entry : folder.entries()) {
            if (!known.contains(entry.id())) rows.save(adopted(entry));
        }
    }

    private Backup adopted(BackupFolder.Entry entry) {
        Path path = folder.resolve(entry.file());
        try (BackupFile file = BackupFile.open(path)) {
            return found(entry, file.manifest(), Files.size(path), Checksum.of(path));
        } catch (StorageException damaged) {
            return found(entry, 0).failed(String.valueOf(damaged.getMessage()));
        } catch (IOException failure) {
            return found(entry, 0).failed("The backup " + path + " cannot be read: see that it may be.");
        }
    }

    private Backup found(BackupFolder.Entry entry, long bytes) {
        return new Backup(
                entry.id(),
                entry.kind(),
                entry.file(),
                database.type().word(),
                0,
                Backup.Status.WRITTEN,
                Optional.empty(),
                bytes,
                0,
                "",
                entry.time(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Backup found(BackupFolder.Entry entry, Manifest manifest, long bytes, String sha256) {
        return new Backup(
                entry.id(),
                entry.kind(),
                entry.file(),
                manifest.databaseType(),
                manifest.schemaVersion(),
                Backup.Status.WRITTEN,
                Optional.empty(),
                bytes,
                manifest.rows(),
                sha256,
                manifest.beganAt(),
                Math.max(0, manifest.endedAt() - manifest.beganAt()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private void prune() {
        List<Backup> present = rows.present();
        Optional<String> newestProven = present.stream()
                .filter(backup -> backup.status() == Backup.Status.PROVEN)
                .map(Backup::id)
                .findFirst();
        for (Backup.Kind kind : List.of(Backup.Kind.SCHEDULED, Backup.Kind.BEFORE_CHANGE)) {
            present.stream()
                    .filter(backup -> backup.kind() == kind)
                    .skip(settings.keep())
                    .filter(backup -> !newestProven.equals(Optional.of(backup.id())))
                    .forEach(this::remove);
        }
    }

    private Backup remove(Backup backup) {
        folder.remove(backup.file());
        Backup removed = backup.removed(clock.millis());
        rows.save(removed);
        return removed;
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
