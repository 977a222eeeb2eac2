package cts.server.cli;

import cts.server.api.SchemaWork;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageException;
import cts.server.storage.migration.DatabaseInitializer;
import cts.server.storage.migration.DirectDatabase;
import cts.server.storage.migration.Drift;
import cts.server.storage.migration.DryRun;
import cts.server.storage.migration.Rollback;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** What is done to the schema of a running server's database. Safe for any thread. */
final class ServerSchema implements SchemaWork {
    private final Path folder;
    private final DatabaseChoice choice;
    private final DatabaseOpening opening;
    private final ServerMaintenance maintenance;

    /** For a locked data folder. */
    ServerSchema(Path folder, DatabaseChoice choice, DatabaseOpening opening, ServerMaintenance maintenance) {
        this.folder = folder;
        this.choice = choice;
        this.opening = opening;
        this.maintenance = maintenance;
    }

    @Override
    public DatabaseChoice choice() {
        return choice;
    }

    @Override
    public int version() {
        return new DirectDatabase(choice).version();
    }

    @Override
    public DatabaseInitializer.Report migrate() throws InterruptedException {
        return opening.migrate();
    }

    @Override
    public DryRun.Report dryRun(Optional<Integer> to) throws InterruptedException {
        return new DryRun(choice, Sleeper.REAL, System::nanoTime).to(to);
    }

    @Override
    public Drift drift() {
        return DatabaseInitializer.drift(choice);
    }

    @Override
    public Rollback.Outcome rollback(int to) {
        RollbackWork work = new RollbackWork(folder, choice, maintenance.backups(), Clock.systemUTC());
        return maintenance.ask(
                () -> {
                    try {
                        return work.to(to);
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                        throw StorageException.unavailable(
                                "The rollback was interrupted because CTS stops: look at the version, then start it again.");
                    }
                },
                Optional.of("The database was rolled back to version " + to
                        + " and this server stays down: start the CTS of that version, or bring it up again with 'cts db"
                        + " migrate'."));
    }
}
