package cts.server.storage.pitr;

import cts.server.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a folder from which a PostgreSQL server recovers to a point in time: a base backup, and word of where the archive is
 * and when to stop. Everything that was committed up to that time is there then, and nothing that came later.
 *
 * <p>One thread.
 */
public final class PointInTime {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final Path base;
    private final WalArchive archive;

    /** @param base what {@link BaseBackup} made */
    public PointInTime(Path base, WalArchive archive) {
        this.base = base.toAbsolutePath().normalize();
        this.archive = archive;
    }

    /**
     * Makes the folder.
     *
     * @param time to recover to
     * @param target a folder that is not there yet
     * @throws StorageException if base backup or archive are not there, or the time is before the base backup; nothing is
     *     left of the folder then
     */
    public void prepare(Instant time, Path target) {
        Instant earliest = earliest();
        if (time.isBefore(earliest)) {
            throw StorageException.refused("The base backup " + base + " was complete at " + earliest + ", after "
                    + time + ": name a later time, or an older base backup.");
        }
        requireArchive();
        Path folder = target.toAbsolutePath().normalize();
        if (Files.exists(folder)) {
            throw StorageException.refused("The folder " + folder + " is there already: name one that is not.");
        }
        Path partial = folder.resolveSibling(folder.getFileName() + ".partial");
        FolderCopy.remove(partial);
        try {
            FolderCopy files = new FolderCopy(base, partial);
            files.copyAll();
            Files.deleteIfExists(partial.resolve(BaseBackup.MARK));
            files.append("postgresql.auto.conf", settings(time));
            files.write("recovery.signal", "");
            files.force();
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The folder " + folder + " cannot be written (" + failure.getMessage()
                            + "): free some space or name another place, then try again.",
                    failure);
        } finally {
            FolderCopy.remove(partial);
        }
    }

    private String settings(Instant time) {
        // The archive belongs to the server that is left: this one must not write into it.
        return "\n# Recovery to a point in time.\narchive_mode = off\nrestore_command = '" + archive.restoreCommand()
                + "'\nrecovery_target_time = '" + TIME.format(time)
                + "+00'\nrecovery_target_action = 'promote'\n";
    }

    private Instant earliest() {
        Path mark = base.resolve(BaseBackup.MARK);
        try {
            return Instant.parse(Files.readString(mark).strip());
        } catch (IOException | DateTimeParseException none) {
            throw StorageException.refused(
                    "The folder " + base + " is no base backup that 'cts db pitr base' made: name one that is.", none);
        }
    }

    private void requireArchive() {
        Optional<Path> first = Optional.empty();
        try (Stream<Path> files = Files.list(archive.folder())) {
            first = files.findFirst();
        } catch (IOException unreadable) {
            throw StorageException.refused(
                    "The archive " + archive.folder() + " cannot be read: name the folder that the server fills.",
                    unreadable);
        }
        if (first.isEmpty()) {
            throw StorageException.refused(
                    "The archive " + archive.folder() + " is empty: name the folder that the server fills.");
        }
    }
}
