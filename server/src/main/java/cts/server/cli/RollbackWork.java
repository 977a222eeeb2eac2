package cts.server.cli;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageException;
import cts.server.storage.backup.Backup;
import cts.server.storage.backup.Backups;
import cts.server.storage.migration.EngineAside;
import cts.server.storage.migration.Rollback;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Rolls the database of a locked data folder back: a proven backup first, the engine's state aside where its rows go. */
final class RollbackWork {
    private final Path folder;
    private final DatabaseChoice choice;
    private final Backups backups;
    private final InstantSource clock;

    /** For a data folder whose lock this process holds and in which no engine runs. */
    RollbackWork(Path folder, DatabaseChoice choice, Backups backups, InstantSource clock) {
        this.folder = folder;
        this.choice = choice;
        this.backups = backups;
        this.clock = clock;
    }

    /**
     * Rolls back.
     *
     * @throws StorageException if that is not possible; without a backup nothing is changed
     */
    Rollback.Outcome to(int version) throws InterruptedException {
        EngineAside aside = new EngineAside(folder, choice);
        aside.prepare(version, clock.instant());
        Rollback.Outcome outcome;
        try {
            outcome = new Rollback(choice, Sleeper.REAL).to(version, () -> backup(version));
        } catch (StorageException | InterruptedException failure) {
            try {
                aside.finish();
            } catch (StorageException left) {
                failure.addSuppressed(left);
            }
            throw failure;
        }
        List<String> log = new ArrayList<>(outcome.log());
        aside.finish()
                .ifPresent(place -> log.add("The engine's state lies in " + place
                        + " now, as its rows are gone; the next start begins a new one."));
        return new Rollback.Outcome(outcome.from(), outcome.to(), outcome.undone(), outcome.droppedTables(), log);
    }

    private String backup(int version) {
        try {
            Backup made = backups.beforeChange("rolling back to version " + version);
            return "Made and proved the backup " + backups.file(made) + ".";
        } catch (StorageException failure) {
            throw StorageException.refused(
                    "Nothing was rolled back, because there is no backup of what is there: " + failure.getMessage(),
                    failure);
        }
    }
}
