package cts.server.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The folder that holds everything CTS keeps, locked for one server at a time.
 *
 * <p>The lock is a file lock of the operating system on {@code DIR/lock}: it ends with the process, however that ends, so a
 * crash leaves nothing to clean up. The file itself stays and means nothing without the lock.
 *
 * <p>Safe for use by several threads.
 */
public final class DataFolder implements AutoCloseable {
    /** Below this, a start is refused: the journal and the database need room to begin with. */
    static final long LEAST_FREE_BYTES = 64L << 20;

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Makes the folder if it is missing (readable by its owner alone) and locks it.
     *
     * @throws StorageException if it is not a folder, cannot be written, its disk is full, or a server holds it
     */
    public static DataFolder open(Path folder) {
        return open(folder, DataFolder::freeBytes);
    }

    /** @param freeBytes tells how much room the disk of a folder has, which need not be there yet */
    static DataFolder open(Path folder, ToLongFunction<Path> freeBytes) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
            throw StorageException.refused(
                    "The data folder " + absolute + " is a file, not a folder: choose another one with --data.");
        }
        long free = freeBytes.applyAsLong(absolute);
        if (free < LEAST_FREE_BYTES) {
            throw StorageException.unavailable("The disk of the data folder " + absolute + " has only " + (free >> 20)
                    + " MiB left and CTS needs " + (LEAST_FREE_BYTES >> 20)
                    + ": free some space or choose another folder with --data.");
        }
        make(absolute);
        return lock(absolute);
    }

    /** Whether a server holds this folder now. A folder that is missing or cannot be read is not in use. */
    public static boolean isInUse(Path folder) {
        Path file = folder.toAbsolutePath().normalize().resolve("lock");
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (FileChannel probe = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return tryLock(probe).isEmpty();
        } catch (IOException unreadable) {
            return false;
        }
    }

    public Path path() {
        return folder;
    }

    /** The SQLite file. */
    public Path databaseFile() {
        return folder.resolve("cts.db");
    }

    /** Folder of the journal's segments. */
    public Path journal() {
        return folder.resolve("journal");
    }

    /** Folder of the snapshots. */
    public Path snapshots() {
        return folder.resolve("snapshots");
    }

    public Path settingsFile() {
        return folder.resolve("settings.json");
    }

    /** Port, process id and local token of the running server, for the command line. */
    public Path controlFile() {
        return folder.resolve("control");
    }

    /** Gives the folder free for another server. */
    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The lock of the data folder " + folder + " could not be released: " + failure.getMessage() + ".",
                    failure);
        }
    }

    private static void make(Path folder) {
        try {
            if (!Files.exists(folder)) {
                if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.createDirectories(
                            folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                } else {
                    Files.createDirectories(folder);
                }
            }
        } catch (FileAlreadyExistsException parentIsFile) {
            throw StorageException.refused(
                    "The data folder " + folder + " cannot be made because " + parentIsFile.getFile()
                            + " is a file: choose another one with --data.",
                    parentIsFile);
        } catch (IOException failure) {
            throw StorageException.refused(
                    "The data folder " + folder + " cannot be made (" + reason(failure)
                            + "): choose another one with --data.",
                    failure);
        }
    }

    /** Of the disk that the folder is on, or will be on. */
    private static long freeBytes(Path folder) {
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) there = there.getParent();
        try {
            return Files.getFileStore(there).getUsableSpace();
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The disk of the data folder " + folder + " cannot be read (" + reason(failure)
                            + "): choose another one with --data.",
                    failure);
        }
    }

    private static DataFolder lock(Path folder) {
        Path file = folder.resolve("lock");
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw unwritable(folder, failure);
        }
        try {
            Optional<FileLock> lock = tryLock(channel);
            if (lock.isEmpty()) {
                channel.close();
                throw StorageException.refused("The data folder " + folder
                        + " is in use by another CTS server: stop that one or choose another folder with --data.");
            }
            // The process id is for a person who looks; writing it also shows that the folder takes bytes.
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new DataFolder(folder, channel, lock.get());
        } catch (IOException failure) {
            throw unwritable(folder, failure);
        }
    }

    /** Empty if somebody else, in this process or another, holds the lock. */
    public static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldHere) {
            return Optional.empty();
        }
    }

    private static StorageException unwritable(Path folder, IOException failure) {
        return StorageException.refused(
                "The data folder " + folder + " cannot be written (" + reason(failure)
                        + "): make it writable for this user, free some space, or choose another one with --data.",
                failure);
    }

    /** The system's words where it gave any; the path is in the sentence already. */
    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) return "access denied";
        if (failure instanceof FileSystemException told && told.getReason() != null) return told.getReason();
        String message = failure.getMessage();
        return failure.getClass().getSimpleName().replace("Exception", "") + (message == null ? "" : " " + message);
    }
}
