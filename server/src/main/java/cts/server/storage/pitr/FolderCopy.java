package cts.server.storage.pitr;

import cts.server.storage.FileSync;
import cts.server.storage.StorageException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Copies the folder of a PostgreSQL server, owner and rights included, since the server starts from a folder of its own alone.
 * One thread.
 */
final class FolderCopy {
    /** What belongs to the process that runs, and what a start makes anew. */
    private static final Set<String> NOT_COPIED =
            Set.of("postmaster.pid", "postmaster.opts", "pg_internal.init", "backup_label", "tablespace_map");

    /** Folders that are copied without what is in them. */
    private static final Set<String> EMPTIED = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private final Path from;
    private final Path to;
    private long files;
    private long bytes;

    FolderCopy(Path from, Path to) {
        this.from = from;
        this.to = to;
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    /** Copies the files of a server that runs: what it removes or changes meanwhile is mended by its log. */
    void copyRunning() throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path relative = from.relativize(folder);
                folder(folder, to.resolve(relative));
                if (relative.getNameCount() > 0
                        && EMPTIED.contains(relative.getName(0).toString())) {
                    if (relative.toString().equals("pg_wal")) folder(folder, to.resolve("pg_wal/archive_status"));
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = String.valueOf(file.getFileName());
                if (!NOT_COPIED.contains(name) && !name.startsWith("pgsql_tmp") && attributes.isRegularFile()) {
                    copyIfThere(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
                throw failure;
            }
        });
    }

    /** Copies everything, from a folder that nobody uses. */
    void copyAll() throws IOException {
        try (Stream<Path> entries = Files.walk(from)) {
            for (Path entry : entries.toList()) {
                if (Files.isDirectory(entry)) folder(entry, to.resolve(from.relativize(entry)));
                else copy(entry);
            }
        }
    }

    /** Adds a file. */
    void write(String name, String text) throws IOException {
        Path file = Files.writeString(to.resolve(name), text);
        own(from, file, "rw-------");
    }

    /** Adds to the end of a file. */
    void append(String name, String text) throws IOException {
        Path file = Files.writeString(to.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        own(from, file, "rw-------");
    }

    /** Waits until all of it is on the disk. */
    void force() throws IOException {
        FileSync.forceAll(to);
    }

    private void copyIfThere(Path file) throws IOException {
        try {
            copy(file);
        } catch (NoSuchFileException gone) {
            // Removed between the look and the copy; anything else is missing for a reason.
            if (Files.exists(file)) throw gone;
        }
    }

    private void copy(Path file) throws IOException {
        Path target = to.resolve(from.relativize(file));
        Files.copy(file, target);
        own(from, target, "rw-------");
        files++;
        bytes += Files.size(target);
    }

    private static void folder(Path model, Path target) throws IOException {
        Files.createDirectories(target);
        own(model, target, "rwx------");
    }

    private static void own(Path model, Path target, String rights) throws IOException {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(rights));
        var owner = Files.getOwner(model);
        if (!Files.getOwner(target).equals(owner)) Files.setOwner(target, owner);
    }

    /** Removes a folder and what is in it, if it is there. */
    static void remove(Path folder) {
        if (!Files.exists(folder)) return;
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(entry);
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The folder " + folder + " cannot be removed (" + failure.getMessage() + "): remove it by hand.",
                    failure);
        }
    }
}
