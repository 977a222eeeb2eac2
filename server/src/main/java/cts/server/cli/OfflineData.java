package cts.server.cli;

import cts.server.runtime.Settings;
import cts.server.storage.DataFolder;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.backup.Backups;
import cts.server.storage.backup.RestoreSwap;
import cts.server.storage.migration.EngineAside;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A data folder that no server holds, locked for one command on all of its data; the database is left as it is, also where
 * it is older than this program. One thread.
 */
final class OfflineData implements AutoCloseable {
    private final DataFolder folder;
    private final DatabaseChoice choice;
    private final Backups backups;

    private OfflineData(DataFolder folder, DatabaseChoice choice, Backups backups) {
        this.folder = folder;
        this.choice = choice;
        this.backups = backups;
    }

    /** Makes the folder where it is missing. */
    static OfflineData open(Path path) throws IOException {
        Settings settings = Settings.read(path.resolve("settings.json"), System.getenv(), Map.of());
        DataFolder folder = DataFolder.open(path);
        try {
            DatabaseChoice choice = OfflineDatabase.choice(folder.path(), settings);
            RestoreSwap.finish(folder.path(), choice);
            new EngineAside(folder.path(), choice).finish();
            return new OfflineData(folder, choice, BackupSetup.backups(folder.path(), choice, settings));
        } catch (RuntimeException failure) {
            folder.close();
            throw failure;
        }
    }

    /**
     * Refuses a folder that a server uses.
     *
     * @param what cannot be done then: {@code a restore}
     */
    static void requireNoServer(Path folder, String what) {
        if (DataFolder.isInUse(folder)) {
            throw new CommandFailure("a server uses the data folder %s and %s needs it at rest; stop the server first."
                    .formatted(folder, what));
        }
    }

    Path folder() {
        return folder.path();
    }

    DatabaseChoice choice() {
        return choice;
    }

    Backups backups() {
        return backups;
    }

    @Override
    public void close() {
        folder.close();
    }
}
