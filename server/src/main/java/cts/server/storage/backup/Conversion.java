package cts.server.storage.backup;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.StorageException;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Moves a database into another, of the other type or of the same, by way of a backup: what it was stays in the folder of
 * backups, and the database itself stays as it is. Both must be used by nobody else.
 *
 * <p>One thread, which holds the locks of the data folders.
 */
public final class Conversion {
    private final Backups source;
    private final Path folder;
    private final InstantSource clock;
    private final BackupProgress progress;

    /**
     * From a database and its data folder.
     *
     * @param source its backups
     */
    public Conversion(Backups source, Path folder, InstantSource clock, BackupProgress progress) {
        this.source = source;
        this.folder = folder;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Into another database that goes on with the same data folder, and so with its engine.
     *
     * @throws StorageException if the target is not empty or does not take the rows; nothing has changed then
     */
    public Restore.Report into(DatabaseChoice target) {
        Occupancy.ofRows(target).ifPresent(Conversion::refuse);
        return source.provenBy(progress, zip -> restore(target, folder).rowsIntoEmpty(zip));
    }

    /**
     * Into the SQLite database of another data folder, which gets the engine's state as well.
     *
     * @throws StorageException if the target is not empty or does not take the rows; nothing has changed then
     */
    public Restore.Report into(DatabaseChoice target, Path targetFolder) {
        Occupancy.of(target, targetFolder).ifPresent(Conversion::refuse);
        return source.provenBy(progress, zip -> restore(target, targetFolder).intoEmpty(zip));
    }

    private static void refuse(String sentence) {
        throw StorageException.refused(sentence + ": name an empty place to convert into.");
    }

    private Restore restore(DatabaseChoice target, Path targetFolder) {
        return new Restore(target, targetFolder, clock, source.keyFingerprint(), progress);
    }
}
