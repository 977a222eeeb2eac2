package cts.server.storage.backup;

import cts.server.storage.Database;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageException;
import cts.server.storage.journal.Journal;
import cts.server.storage.journal.SnapshotFile;
import cts.server.storage.journal.Snapshots;
import cts.server.storage.migration.DatabaseInitializer;
import cts.server.storage.migration.DirectDatabase;
import cts.server.storage.repository.Connections;
import cts.server.storage.repository.EngineLeases;
import cts.server.storage.schema.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts what a backup holds in the place of a database and of the engine's state in a data folder. The backup is loaded beside
 * them first, compared, brought to this program's version, and only then exchanged for what is there; whatever goes wrong
 * before leaves everything as it was.
 *
 * <p>Afterwards no connection trades real money until somebody allows it again, everyone is logged out, and the next start
 * takes an installation id of its own. Secrets stay as they are.
 *
 * <p>One thread, which holds the lock of the data folder; nothing else may use the database.
 */
public final class Restore {
    private static final long SPARE_BYTES = 16L << 20;

    private final DatabaseChoice choice;
    private final Path folder;
    private final InstantSource clock;
    private final String keyFingerprint;
    private final BackupProgress progress;

    /**
     * Into a database and its data folder.
     *
     * @param folder the data folder
     * @param keyFingerprint of the master key that is in use here; empty if there is none
     */
    public Restore(
            DatabaseChoice choice, Path folder, InstantSource clock, String keyFingerprint, BackupProgress progress) {
        this.choice = choice;
        this.folder = folder;
        this.clock = clock;
        this.keyFingerprint = keyFingerprint;
        this.progress = progress;
    }

    /** What came back of a table; {@code bytes} of its text. */
    public record TableReport(String table, long rows, long bytes, double seconds) {}

    /**
     * What a restore did.
     *
     * @param databaseType where the rows came from
     * @param endedAt moment whose state came back, ms UTC
     * @param withEngine whether an engine's state came with the rows
     * @param warnings sentences
     */
    public record Report(
            String databaseType,
            int schemaVersion,
            long endedAt,
            boolean withEngine,
            List<TableReport> tables,
            double seconds,
            List<String> warnings) {
        public Report {
            tables = List.copyOf(tables);
            warnings = List.copyOf(warnings);
        }

        public long rows() {
            return tables.stream().mapToLong(TableReport::rows).sum();
        }
    }

    /**
     * Restores where nothing is yet.
     *
     * @throws StorageException if something is there, or the backup cannot be restored; nothing has changed then
     */
    public Report intoEmpty(Path zip) {
        Occupancy.of(choice, folder).ifPresent(sentence -> {
            throw StorageException.refused(sentence
                    + ": restore into an empty place, or say --replace, which makes a backup of this one first.");
        });
        return replacing(zip, () -> {});
    }

    /**
     * Restores in the place of what is there, which is lost.
     *
     * @param before makes a backup of that; called once the other is known to be whole
     * @throws StorageException if the backup cannot be restored, or a table that is there is not of CTS; nothing has changed
     *     then
     */
    public Report replacing(Path zip, Runnable before) {
        long began = System.nanoTime();
        // Open before the other is made, by which this one may become one too many.
        try (BackupFile backup = BackupFile.open(zip)) {
            backup.verify(progress);
            before.run();
            List<BackupLoader.Loaded> loaded = prepare(backup);
            RestoreSwap.finish(folder, choice);
            return report(backup.manifest(), loaded, (System.nanoTime() - began) / 1e9);
        }
    }

    /** Whether nothing is there that a restore would replace. */
    public boolean isEmpty() {
        return Occupancy.of(choice, folder).isEmpty();
    }

    /** Everything but the exchange, which {@link RestoreSwap#finish} does. */
    List<BackupLoader.Loaded> prepare(BackupFile backup) {
        Occupancy.refuseForeign(choice);
        return prepare(backup, new RestoreSwap(folder, choice), stage -> unpackEngine(backup, stage));
    }

    /**
     * Restores the rows alone, into another database for the same data folder, whose engine goes on from where it stands.
     *
     * @throws StorageException if the database is not empty, or the backup cannot be restored; nothing has changed then
     */
    public Report rowsIntoEmpty(Path zip) {
        Occupancy.ofRows(choice).ifPresent(sentence -> {
            throw StorageException.refused(sentence + ": name an empty one.");
        });
        long began = System.nanoTime();
        try (BackupFile backup = BackupFile.open(zip)) {
            List<BackupLoader.Loaded> loaded = prepare(backup, new RestoreSwap(folder, choice), stage -> {});
            RestoreSwap.finish(folder, choice);
            return report(backup.manifest(), loaded, (System.nanoTime() - began) / 1e9);
        }
    }

    private List<BackupLoader.Loaded> prepare(BackupFile backup, RestoreSwap swap, Consumer<Path> engine) {
        requireSpace(backup);
        Path stage = swap.begin();
        boolean ready = false;
        try (ScratchDatabase scratch = ScratchDatabase.beside(choice, stage)) {
            BackupLoader loader = new BackupLoader(backup, new DirectDatabase(scratch.choice()), progress);
            List<BackupLoader.Loaded> loaded = loader.load();
            loader.compare();
            bringUpToDate(scratch.choice());
            engine.accept(stage);
            String schema = scratch.makeReady(stage.resolve(RestoreSwap.DATABASE));
            swap.ready(schema);
            ready = true;
            scratch.keep();
            return loaded;
        } finally {
            if (!ready) ScratchDatabase.delete(stage);
        }
    }

    private void bringUpToDate(DatabaseChoice scratch) {
        try {
            new DatabaseInitializer(scratch, Sleeper.REAL).initialize();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw StorageException.unavailable("The restore was interrupted, so nothing was changed: start it again.");
        }
        try (Database database = Database.open(scratch)) {
            new Connections(database).stopRealTrading(clock.millis());
            // Whoever holds one runs on the database that this is a copy of.
            new EngineLeases(database).endAll();
            // A session that ended after the backup must not live again.
            database.write(sql -> sql.deleteFrom(Tables.SESSIONS).execute());
        }
        analyse(scratch);
    }

    /** So that the first queries already have good plans. */
    private static void analyse(DatabaseChoice scratch) {
        DirectDatabase database = new DirectDatabase(scratch);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            switch (scratch) {
                case DatabaseChoice.Sqlite _ -> {
                    statement.execute("PRAGMA analysis_limit = 1000");
                    statement.execute("ANALYZE");
                }
                case DatabaseChoice.Postgresql _ -> {
                    for (String table : database.tables(connection)) {
                        statement.execute("ANALYZE " + TableShape.quoted(table));
                    }
                }
            }
        } catch (SQLException failure) {
            throw database.failure("Analysing the restored tables", failure);
        }
    }

    private static void unpackEngine(BackupFile backup, Path stage) {
        Path journal = stage.resolve(RestoreSwap.JOURNAL);
        Path snapshots = stage.resolve(RestoreSwap.SNAPSHOTS);
        try {
            Files.createDirectories(journal);
            Files.createDirectories(snapshots);
            for (Manifest.EngineFile file : backup.manifest().engine()) {
                try (InputStream in = backup.engine(file)) {
                    Files.copy(in, (file.isSnapshot() ? snapshots : journal).resolve(file.name()));
                }
            }
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The engine's state of the backup " + backup.path() + " cannot be unpacked into " + stage + " ("
                            + BackupWriter.reason(failure) + "): free some space, then try again.",
                    failure);
        }
        if (!backup.manifest().engine().isEmpty()) checkEngine(backup, journal, snapshots);
    }

    /** The next start reads these files: they must be whole, and begin where the snapshot ends. */
    private static void checkEngine(BackupFile backup, Path journal, Path snapshots) {
        boolean hasSnapshot = backup.manifest().engine().stream().anyMatch(Manifest.EngineFile::isSnapshot);
        long position = hasSnapshot ? position(backup, snapshots) : 0;
        try (Journal whole = Journal.open(journal)) {
            whole.read(position, record -> {});
        } catch (StorageException broken) {
            throw StorageException.refused(
                    "The backup " + backup.path() + " is damaged: its journal has a record that is not whole, or begins"
                            + " after its snapshot; use another one.",
                    broken);
        }
    }

    private static long position(BackupFile backup, Path snapshots) {
        try (SnapshotFile snapshot =
                new Snapshots(snapshots).newestFile().orElseThrow(() -> backup.damaged("its snapshot is not whole"))) {
            return snapshot.position();
        } catch (IOException failure) {
            throw backup.damaged("its snapshot cannot be read");
        }
    }

    private void requireSpace(BackupFile backup) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            long needed =
                    (choice instanceof DatabaseChoice.Sqlite ? backup.manifest().bytes() : 0) + SPARE_BYTES;
            if (free < needed) {
                throw StorageException.unavailable("The disk of " + folder + " has " + (free >> 20)
                        + " MiB left and restoring " + backup.path() + " takes at least " + (needed >> 20)
                        + ": free some space, then try again.");
            }
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The disk of " + folder + " cannot be read (" + BackupWriter.reason(failure) + "): check it.",
                    failure);
        }
    }

    private Report report(Manifest manifest, List<BackupLoader.Loaded> loaded, double seconds) {
        List<String> warnings = new ArrayList<>();
        if (!manifest.keyFingerprint().equals(keyFingerprint)) {
            warnings.add("The secrets in this backup are encrypted with another master key ("
                    + named(manifest.keyFingerprint()) + ") than the one in use here (" + named(keyFingerprint)
                    + "): set that key, or enter the credentials of each connection again.");
        }
        return new Report(
                manifest.databaseType(),
                manifest.schemaVersion(),
                manifest.endedAt(),
                !manifest.engine().isEmpty(),
                loaded.stream()
                        .map(each -> new TableReport(each.table(), each.rows(), each.bytes(), each.seconds()))
                        .toList(),
                seconds,
                warnings);
    }

    private static String named(String fingerprint) {
        return Optional.of(fingerprint).filter(text -> !text.isEmpty()).orElse("none");
    }
}
