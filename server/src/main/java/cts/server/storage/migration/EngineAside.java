package cts.server.storage.migration;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.FileSync;
import cts.server.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Sets the engine's journal and snapshots aside when a rollback takes the rows away that belong to them: an engine that came
 * back from the one without the other would be refused by the database, or mix two pasts. They move into a folder of their
 * own, from which a person may take them back.
 *
 * <p>What is about to be done stands in a file before the rollback begins; whoever opens the data folder next finishes it, or
 * forgets it if the rows are still there. One thread, which holds the lock of the data folder.
 */
public final class EngineAside {
    /** Below this version tables are missing that an engine writes. */
    static final int COMPLETE_FROM = 5;

    private static final String MARK = "engine-goes-aside";
    private static final List<String> FOLDERS = List.of("journal", "snapshots");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final DatabaseChoice choice;

    /** For a data folder and the database that belongs to it. */
    public EngineAside(Path folder, DatabaseChoice choice) {
        this.folder = folder;
        this.choice = choice;
    }

    /** Notes that a rollback to a version is about to begin. */
    public void prepare(int to, Instant now) {
        if (to >= COMPLETE_FROM || FOLDERS.stream().noneMatch(name -> Files.isDirectory(folder.resolve(name)))) return;
        try {
            Path fresh = folder.resolve(MARK + ".new");
            Files.writeString(fresh, "engine-before-rollback-" + TIME.format(now) + "\n");
            FileSync.force(fresh);
            Files.move(fresh, folder.resolve(MARK), StandardCopyOption.ATOMIC_MOVE);
            FileSync.force(folder);
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /**
     * Sets the state aside if a rollback took its rows away, and forgets what was noted if not.
     *
     * @return where it lies now, if it was set aside by this call
     * @throws StorageException if the database does not answer or the folder cannot be written; the next call finishes it
     */
    public Optional<Path> finish() {
        Path mark = folder.resolve(MARK);
        if (!Files.exists(mark)) return Optional.empty();
        try {
            Optional<Path> aside = Optional.empty();
            if (new DirectDatabase(choice).version() < COMPLETE_FROM) {
                Path target = Files.createDirectories(
                        folder.resolve(Files.readString(mark).strip()));
                for (String name : FOLDERS) {
                    if (Files.isDirectory(folder.resolve(name))) {
                        Files.move(folder.resolve(name), target.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                    }
                }
                FileSync.force(target);
                FileSync.force(folder);
                aside = Optional.of(target);
            }
            Files.delete(mark);
            return aside;
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    private StorageException failed(IOException failure) {
        return StorageException.unavailable(
                "The engine's state in " + folder + " cannot be set aside ("
                        + failure.getClass().getSimpleName() + " " + failure.getMessage()
                        + "): make the folder writable for this user, then start again.",
                failure);
    }
}
