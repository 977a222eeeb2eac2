package cts.server.storage.backup;

import cts.server.storage.StorageException;
import cts.server.storage.migration.DirectDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which backups there are: the rows of the table {@code backups} and the files in the folder, kept in step. A database that
 * took the place of another knows nothing of the files that were made since, and they get their rows again.
 *
 * <p>Any thread; one process at a time.
 */
final class BackupRegister {
    private static final int MOST_LISTED = 1_000;

    private final BackupRows rows;
    private final BackupFolder folder;
    private final String databaseType;
    private final int keep;
    private final InstantSource clock;

    /** @param keep how many of a kind stay that is not made by hand */
    BackupRegister(DirectDatabase database, BackupFolder folder, int keep, InstantSource clock) {
        rows = new BackupRows(database);
        databaseType = database.type().word();
        this.folder = folder;
        this.keep = keep;
        this.clock = clock;
    }

    void save(Backup backup) {
        rows.save(backup);
    }

    /** The newest first, those whose file was removed included. */
    List<Backup> list() {
        reconcile();
        return rows.newest(MOST_LISTED);
    }

    /** A backup whose file is there. */
    Optional<Backup> find(String id) {
        reconcile();
        return rows.find(id).filter(backup -> backup.removedAt().isEmpty());
    }

    Optional<Backup> lastProven() {
        return rows.lastProven();
    }

    void remember(Backup backup) {
        if (rows.find(backup.id()).isEmpty()) rows.save(backup);
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
                databaseType,
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

    /** Removes those that are too many; the newest proven one always stays. */
    void prune() {
        List<Backup> present = rows.present();
        Optional<String> newestProven = present.stream()
                .filter(backup -> backup.status() == Backup.Status.PROVEN)
                .map(Backup::id)
                .findFirst();
        for (Backup.Kind kind : List.of(Backup.Kind.SCHEDULED, Backup.Kind.BEFORE_CHANGE)) {
            present.stream()
                    .filter(backup -> backup.kind() == kind)
                    .skip(keep)
                    .filter(backup -> !newestProven.equals(Optional.of(backup.id())))
                    .forEach(this::remove);
        }
    }

    /** Removes the file; the row stays and says when. */
    Backup remove(Backup backup) {
        folder.remove(backup.file());
        Backup removed = backup.removed(clock.millis());
        rows.save(removed);
        return removed;
    }
}
