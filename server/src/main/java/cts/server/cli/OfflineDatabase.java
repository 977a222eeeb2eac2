package cts.server.cli;

import cts.server.runtime.Settings;
import cts.server.storage.DataFolder;
import cts.server.storage.Database;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.PostgresAddress;
import cts.server.storage.Sleeper;
import cts.server.storage.backup.RestoreSwap;
import cts.server.storage.migration.DatabaseInitializer;
import cts.server.storage.migration.DatabaseSurvey;
import cts.server.storage.migration.EngineAside;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The migrated database of a data folder that no server holds, locked for one command. One thread. */
final class OfflineDatabase implements AutoCloseable {
    private final DataFolder folder;
    private final Database database;
    private final DatabaseInitializer.Report report;

    private OfflineDatabase(DataFolder folder, Database database, DatabaseInitializer.Report report) {
        this.folder = folder;
        this.database = database;
        this.report = report;
    }

    /** The database that belongs to a data folder by environment and {@code settings.json}. */
    static DatabaseChoice choice(Path folder) throws IOException {
        return choice(folder, Settings.read(folder.resolve("settings.json"), System.getenv(), Map.of()));
    }

    static DatabaseChoice choice(Path folder, Settings settings) {
        DatabaseChoice choice = DatabaseChoice.choose(
                System.getenv(), settings.databaseType(), folder.resolve("cts.db"), mode(settings));
        DatabaseSurvey.checkFile(choice);
        return choice;
    }

    /** The read replicas that belong to it. */
    static List<PostgresAddress> replicas(DatabaseChoice choice, Settings settings) {
        return DatabaseChoice.replicas(System.getenv(), choice, mode(settings));
    }

    private static DatabaseChoice.Mode mode(Settings settings) {
        return DatabaseChoice.Mode.valueOf(settings.text("server.mode").toUpperCase(Locale.ROOT));
    }

    /** Makes folder and database where they are missing, and brings the schema up to date. */
    static OfflineDatabase open(Path path) throws IOException, InterruptedException {
        Settings settings = Settings.read(path.resolve("settings.json"), System.getenv(), Map.of());
        DatabaseChoice choice = choice(path, settings);
        DataFolder folder = DataFolder.open(path);
        try {
            RestoreSwap.finish(folder.path(), choice);
            new EngineAside(folder.path(), choice).finish();
            DatabaseInitializer.Report report = new DatabaseInitializer(
                            choice,
                            Sleeper.REAL,
                            BackupSetup.beforeMigrating(BackupSetup.backups(folder.path(), choice, settings)))
                    .initialize();
            return new OfflineDatabase(folder, Database.open(choice), report);
        } catch (RuntimeException | InterruptedException failure) {
            folder.close();
            throw failure;
        }
    }

    Database database() {
        return database;
    }

    /** What opening did. */
    DatabaseInitializer.Report report() {
        return report;
    }

    @Override
    public void close() {
        database.close();
        folder.close();
    }
}
