package cts.server.cli;

import cts.server.runtime.Settings;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.StorageException;
import cts.server.storage.UuidSource;
import cts.server.storage.backup.Backup;
import cts.server.storage.backup.Backups;
import cts.server.storage.backup.EngineFiles;
import cts.server.storage.migration.BeforeChange;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** Makes the backups of a data folder from its settings. Stateless. */
final class BackupSetup {
    /** Secrets have no master key yet that a backup could name. */
    static final String KEY_FINGERPRINT = "";

    private BackupSetup() {}

    /** The backups of a data folder, whose lock this process holds, and its database. */
    static Backups backups(Path folder, DatabaseChoice choice, Settings settings) {
        SecureRandom random = new SecureRandom();
        return new Backups(
                new Backups.Settings(
                        choice, place(folder, settings), (int) settings.whole("backup.keep"), KEY_FINGERPRINT),
                new EngineFiles(folder.resolve("journal"), folder.resolve("snapshots")),
                new UuidSource(Clock.systemUTC(), random::nextLong),
                Clock.systemUTC());
    }

    /** Makes a backup before a migration changes rows. */
    static BeforeChange beforeMigrating(Backups backups) {
        return () -> {
            try {
                Backup made = backups.beforeChange("migrating the database");
                return "Made and proved the backup " + backups.file(made) + ".";
            } catch (StorageException failure) {
                throw StorageException.refused(
                        "Nothing was migrated, because there is no backup of what is there: " + failure.getMessage(),
                        failure);
            }
        };
    }

    private static Path place(Path folder, Settings settings) {
        String named = settings.text("backup.folder");
        return named.isEmpty() ? folder.resolve("backups") : folder.resolve(named);
    }
}
