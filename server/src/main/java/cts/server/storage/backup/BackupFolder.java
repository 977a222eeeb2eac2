package cts.server.storage.backup;

import cts.server.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder that backups lie in: {@code cts-20260131-235959-manual-ID.zip}. The name alone says what it is, so a file that
 * no row tells of – its database was lost or exchanged – is still found.
 *
 * <p>Any thread; one process at a time.
 */
final class BackupFolder {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("cts-(\\d{8}-\\d{6})-(manual|scheduled|before_change)-"
            + "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.zip");

    private final Path folder;

    BackupFolder(Path folder) {
        this.folder = folder;
    }

    /** A file with the name of a backup. */
    record Entry(String id, Backup.Kind kind, long time, String file) {}

    Path path() {
        return folder;
    }

    Path resolve(String file) {
        return folder.resolve(file);
    }

    static String name(String id, Backup.Kind kind, long time) {
        return "cts-" + TIME.format(Instant.ofEpochMilli(time)) + "-" + kind.word() + "-" + id + ".zip";
    }

    /** Backups that lie here. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Path path : files()) entry(String.valueOf(path.getFileName())).ifPresent(entries::add);
        return entries;
    }

    private static Optional<Entry> entry(String file) {
        Matcher name = NAME.matcher(file);
        if (!name.matches()) return Optional.empty();
        long time = Instant.from(TIME.parse(name.group(1))).toEpochMilli();
        return Optional.of(new Entry(name.group(3), Backup.Kind.of(name.group(2)), time, file));
    }

    /** Removes what a killed process left half done. */
    void sweep() {
        ScratchDatabase.sweep(folder);
        for (Path path : files()) {
            if (String.valueOf(path.getFileName()).endsWith(".zip" + BackupWriter.PARTIAL)) remove(path);
        }
    }

    void remove(String file) {
        remove(resolve(file));
    }

    private static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The file " + path + " cannot be removed (" + BackupWriter.reason(failure)
                            + "): see that its folder can be written.",
                    failure);
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The folder of backups " + folder + " cannot be read (" + BackupWriter.reason(failure)
                            + "): make it readable for this user, or choose another with backup.folder.",
                    failure);
        }
    }
}
