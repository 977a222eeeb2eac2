package cts.server.storage.journal;

import cts.server.storage.FileSync;
import cts.server.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Snapshots of a state, each with the journal position it was taken at. Two are kept; the newest whole one counts, so a
 * crash while writing loses nothing.
 *
 * <p>Any thread; one at a time writes.
 */
public final class Snapshots {
    private static final int KEPT = 2;
    static final int MARK = 0x43545301;
    static final int HEAD = 4 + 8 + 8 + 4;
    private static final String PREFIX = "snapshot-";
    private static final String SUFFIX = ".bin";

    private final Path folder;
    private final Disk disk;
    private final List<String> damaged = new ArrayList<>();

    /** A snapshot that was read. */
    public static final class Snapshot {
        private final long position;
        private final byte[] state;

        private Snapshot(long position, byte[] state) {
            this.position = position;
            this.state = state;
        }

        /** Where the journal goes on from. */
        public long position() {
            return position;
        }

        /** The bytes that were written. */
        public byte[] state() {
            return state;
        }
    }

    /** Snapshots in a folder, which is made if it is missing. */
    public Snapshots(Path folder) {
        this(folder, Disk.REAL);
    }

    /** The same on another disk. */
    public Snapshots(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw StorageException.unavailable(
                    "The folder " + folder + " cannot be made: " + failed.getMessage() + "; check the disk.");
        }
    }

    /**
     * Writes a snapshot; once it is whole on the disk, older ones than the last two go.
     *
     * @return the position of the oldest one kept: the journal before it is no longer needed
     */
    public synchronized long write(long position, byte[] state) {
        Path target = folder.resolve(PREFIX + "%019d".formatted(position) + SUFFIX);
        Path partial = folder.resolve(PREFIX + "new");
        try {
            try (FileChannel out = FileChannel.open(
                    partial,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer head = ByteBuffer.allocate(HEAD);
                head.putInt(MARK)
                        .putLong(position)
                        .putLong(state.length)
                        .putInt(checksum(position, state))
                        .flip();
                disk.write(out, head);
                disk.write(out, ByteBuffer.wrap(state));
                disk.force(out);
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            FileSync.force(folder);
            List<Path> all = newestFirst();
            for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) Files.delete(old);
            return positionOf(all.get(Math.min(KEPT, all.size()) - 1));
        } catch (IOException failed) {
            remove(partial, failed);
            throw StorageException.unavailable(
                    "The snapshot " + target + " cannot be written: " + failed.getMessage()
                            + "; the state stays safe in the journal and the older snapshots. Free the disk.",
                    failed);
        }
    }

    /** A full disk gets back the room that half a snapshot took. */
    private static void remove(Path partial, IOException failure) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException failed) {
            failure.addSuppressed(failed);
        }
    }

    /** The newest whole snapshot. */
    public synchronized Optional<Snapshot> newest() {
        damaged.clear();
        try {
            for (Path path : newestFirst()) {
                Optional<Snapshot> whole = read(path);
                if (whole.isPresent()) return whole;
                damaged.add(path.toString());
            }
            return Optional.empty();
        } catch (IOException failed) {
            throw StorageException.unavailable(
                    "The snapshots in " + folder + " cannot be read: " + failed.getMessage() + "; check the disk.");
        }
    }

    /**
     * The file of the newest whole snapshot, open, so that it can be copied even if it is removed meanwhile. It is checked
     * without holding its state in memory.
     */
    public Optional<SnapshotFile> newestFile() {
        try {
            for (Path path : newestFirst()) {
                Optional<SnapshotFile> whole = SnapshotFile.open(path, positionOf(path));
                if (whole.isPresent()) return whole;
            }
            return Optional.empty();
        } catch (IOException failed) {
            throw StorageException.unavailable(
                    "The snapshots in " + folder + " cannot be read: " + failed.getMessage() + "; check the disk.");
        }
    }

    /** The files that {@link #newest} found damaged and passed over. */
    public synchronized List<String> damaged() {
        return List.copyOf(damaged);
    }

    private List<Path> newestFirst() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> String.valueOf(path.getFileName()).matches(PREFIX + "\\d{19}\\" + SUFFIX))
                    .sorted(Comparator.comparingLong(Snapshots::positionOf).reversed())
                    .toList();
        }
    }

    private static long positionOf(Path path) {
        String name = String.valueOf(path.getFileName());
        return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
    }

    private static Optional<Snapshot> read(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        if (bytes.length < HEAD) return Optional.empty();
        ByteBuffer head = ByteBuffer.wrap(bytes);
        int mark = head.getInt();
        long position = head.getLong();
        long length = head.getLong();
        int crc = head.getInt();
        if (mark != MARK || length != bytes.length - HEAD || position != positionOf(path)) return Optional.empty();
        byte[] state = new byte[bytes.length - HEAD];
        head.get(state);
        return checksum(position, state) == crc ? Optional.of(new Snapshot(position, state)) : Optional.empty();
    }

    private static int checksum(long position, byte[] state) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(position).flip());
        crc.update(state);
        return (int) crc.getValue();
    }
}
