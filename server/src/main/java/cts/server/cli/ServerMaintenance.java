package cts.server.cli;

import cts.server.api.Maintenance;
import cts.server.ops.Job;
import cts.server.runtime.Settings;
import cts.server.storage.Database;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageException;
import cts.server.storage.backup.Backup;
import cts.server.storage.backup.BackupProgress;
import cts.server.storage.backup.Backups;
import cts.server.storage.backup.Conversion;
import cts.server.storage.backup.Reorganization;
import cts.server.storage.backup.Restore;
import cts.server.storage.journal.Journal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What is done to all data of a running server. What needs the engine at rest is handed to the thread that runs the server:
 * it ends the engine, closes the database, does it, and begins anew.
 *
 * <p>Safe for any thread.
 */
final class ServerMaintenance implements Maintenance {
    private static final Clock CLOCK = Clock.systemUTC();

    /** Late enough not to be in the way of a start. */
    private static final Duration FIRST_BACKUP = Duration.ofMinutes(10);

    private final Path folder;
    private final DatabaseChoice choice;
    private final Settings settings;
    private final Backups backups;
    private final ReentrantLock reorganising = new ReentrantLock();
    private volatile Optional<Asked<?>> asked = Optional.empty();
    private volatile Optional<Database> running = Optional.empty();

    /** For a locked data folder. */
    ServerMaintenance(Path folder, DatabaseChoice choice, Settings settings) {
        this.folder = folder;
        this.choice = choice;
        this.settings = settings;
        backups = BackupSetup.backups(folder, choice, settings);
    }

    /**
     * Work for the thread that runs the server.
     *
     * @param stayDown what to say instead of starting again, once the work has succeeded
     */
    private record Asked<T>(Supplier<T> work, Optional<String> stayDown, CompletableFuture<T> answer) {
        Optional<String> carryOut() {
            try {
                answer.complete(work.get());
                return stayDown;
            } catch (RuntimeException failure) {
                answer.completeExceptionally(failure);
                return Optional.empty();
            }
        }
    }

    /** The engine runs on this database and writes this journal. */
    void runs(Database database, Journal journal) {
        backups.engine().runs(journal);
        running = Optional.of(database);
    }

    /** It runs no more. */
    void rests() {
        running = Optional.empty();
        backups.engine().rests();
    }

    /** Whether the server is to come to rest. */
    boolean isAsked() {
        return asked.isPresent();
    }

    /**
     * Does what was asked for, with nothing else running.
     *
     * @return what to say and stay down, empty to start again
     */
    Optional<String> carryOut() {
        try {
            return asked.orElseThrow().carryOut();
        } finally {
            asked = Optional.empty();
        }
    }

    /** Makes a backup again and again. */
    Job job() {
        Duration interval = Duration.ofHours(settings.whole("backup.interval-hours"));
        return new Job("backup", interval, FIRST_BACKUP, () -> {
            Backup backup = backups.runScheduled();
            return "Wrote %s with %,d rows and proved it by restoring it in %.1f s."
                    .formatted(backup.file(), backup.rows(), backup.restoredMs().orElse(0L) / 1000.0);
        });
    }

    @Override
    public Backups backups() {
        return backups;
    }

    @Override
    public Restore.Report restore(Path zip) {
        return ask(() -> restoreAtRest(zip), Optional.empty());
    }

    private Restore.Report restoreAtRest(Path zip) {
        Restore restore = new Restore(choice, folder, CLOCK, backups.keyFingerprint(), BackupProgress.NONE);
        List<Backup> before = new ArrayList<>();
        Restore.Report report = restore.replacing(zip, () -> {
            if (!restore.isEmpty()) before.add(backups.beforeChange("restoring " + zip.getFileName()));
        });
        before.forEach(backups::remember);
        return report;
    }

    @Override
    public Restore.Report convert(String to) {
        ConversionTarget target = ConversionTarget.of(to, choice, folder);
        return ask(
                () -> target.convert(new Conversion(backups, folder, CLOCK, BackupProgress.NONE)),
                Optional.of("The database was converted and this server stays down. " + target.next()));
    }

    @Override
    public Reorganization.Report reorganize() {
        Database database = running.orElseThrow(() -> StorageException.unavailable(
                "The database is not open, so it cannot be reorganised: try again when CTS is ready."));
        if (!reorganising.tryLock()) {
            throw StorageException.unavailable("The database is being reorganised already: wait until that has ended.");
        }
        try {
            return new Reorganization(database, (int) settings.whole("engine.history-per-set"), CLOCK, Sleeper.REAL)
                    .run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw StorageException.unavailable("The reorganisation was interrupted because CTS stops: start it again.");
        } finally {
            reorganising.unlock();
        }
    }

    private synchronized boolean take(Asked<?> mine) {
        if (asked.isPresent() || backups.running().isPresent() || reorganising.isLocked()) return false;
        asked = Optional.of(mine);
        return true;
    }

    /**
     * Has the thread that runs the server do something with nothing else running, and waits for it.
     *
     * @param stayDown why the server does not start again after it; empty if it does
     */
    <T> T ask(Supplier<T> work, Optional<String> stayDown) {
        Asked<T> mine = new Asked<>(work, stayDown, new CompletableFuture<>());
        if (!take(mine)) {
            throw StorageException.unavailable(
                    "All data is being worked on already: try again when that backup, restore, conversion or"
                            + " reorganisation has ended.");
        }
        try {
            return mine.answer().join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException told
                    ? told
                    : new IllegalStateException("work on all data failed in a way it does not declare", failure);
        }
    }
}
