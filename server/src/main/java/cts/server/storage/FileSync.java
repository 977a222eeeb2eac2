package cts.server.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Waits until files are on the disk, so that they survive a loss of power. Any thread; blocks. */
public final class FileSync {
    private FileSync() {}

    /** A file's contents, or which files a folder has. */
    public static void force(Path path) throws IOException {
        StandardOpenOption way = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, way)) {
            channel.force(true);
        }
    }

    /** A folder with everything in it. */
    public static void forceAll(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.toList()) force(entry);
        }
    }
}
