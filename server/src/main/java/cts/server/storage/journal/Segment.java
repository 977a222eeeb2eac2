package cts.server.storage.journal;

import cts.server.storage.FileSync;
import cts.server.storage.StorageException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * One file of a journal, named after the position of its first record. A record is its length, the check sum (CRC-32C) of the
 * length, the check sum of its bytes, and the bytes. One writer.
 *
 * <p>The length has a check sum of its own because it says where the next record begins: without it a flipped bit there would
 * look like a record cut short by a crash, and everything behind it would be cut off.
 */
final class Segment {
    private static final int HEAD = 12;
    private static final int MOST_BYTES = 16 << 20;
    private static final String PREFIX = "journal-";
    private static final String SUFFIX = ".log";

    private final Path path;
    private final FileChannel channel;
    private final long start;
    private final Disk disk;

    private Segment(Path path, FileChannel channel, long start, Disk disk) {
        this.path = path;
        this.channel = channel;
        this.start = start;
        this.disk = disk;
    }

    /** An empty file for records from {@code position} on. */
    static Segment create(Path folder, long position, Disk disk) throws IOException {
        Path path = folder.resolve(PREFIX + "%019d".formatted(position) + SUFFIX);
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        FileSync.force(folder);
        return new Segment(path, channel, position, disk);
    }

    /** A file that goes on behind its first {@code length} bytes. */
    static Segment append(File file, long length, Disk disk) throws IOException {
        FileChannel channel = FileChannel.open(file.path, StandardOpenOption.WRITE);
        channel.truncate(length);
        channel.position(length);
        // What a killed process left is part of the state from now on, so the disk must have it.
        channel.force(true);
        return new Segment(file.path, channel, file.start, disk);
    }

    long start() {
        return start;
    }

    File file() {
        return new File(path, start);
    }

    /** A record as it stands in the file. */
    static byte[] framed(byte[] record) {
        if (record.length > MOST_BYTES) {
            throw new IllegalArgumentException("a journal record of " + record.length + " bytes is too large");
        }
        return ByteBuffer.allocate(HEAD + record.length)
                .putInt(record.length)
                .putInt(checksum(record.length))
                .putInt(checksum(record))
                .put(record)
                .array();
    }

    private static int checksum(int length) {
        return checksum(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    }

    private static int checksum(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record);
        return (int) crc.getValue();
    }

    void write(byte[] framed) throws IOException {
        disk.write(channel, ByteBuffer.wrap(framed));
    }

    void force() throws IOException {
        disk.force(channel);
    }

    void close() throws IOException {
        channel.close();
    }

    /** The files of a folder in order. */
    static List<File> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            List<File> files = new ArrayList<>();
            for (Path path : (Iterable<Path>) paths::iterator) {
                String name = String.valueOf(path.getFileName());
                if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) {
                    String digits = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
                    files.add(new File(path, Long.parseLong(digits)));
                }
            }
            files.sort(Comparator.comparingLong(File::start));
            return files;
        }
    }

    /** A file and the position of its first record. */
    record File(Path path, long start) {

        /** Length of the whole records at its beginning. What follows must be one torn record, or it is damage. */
        long endOfWhole() throws IOException {
            return walk(Long.MAX_VALUE, record -> {}, true);
        }

        /** Gives the records from {@code position} on. */
        void read(long position, Consumer<byte[]> records) throws IOException {
            walk(position, records, false);
        }

        private long walk(long position, Consumer<byte[]> records, boolean tornEndAllowed) throws IOException {
            long size = Files.size(path);
            long offset = 0;
            try (DataInputStream in =
                    new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
                while (offset < size) {
                    if (size - offset < HEAD) return torn(offset, tornEndAllowed);
                    int length = in.readInt();
                    int lengthSum = in.readInt();
                    int sum = in.readInt();
                    if (lengthSum != checksum(length)) {
                        // A disk that lost power may have made room for a record without its bytes.
                        if ((length | lengthSum | sum) == 0 && restIsZero(in)) return torn(offset, tornEndAllowed);
                        throw damaged(offset);
                    }
                    if (size - offset - HEAD < length) return torn(offset, tornEndAllowed);
                    byte[] record = in.readNBytes(length);
                    if (checksum(record) != sum) {
                        if (restIsZero(in)) return torn(offset, tornEndAllowed);
                        throw damaged(offset);
                    }
                    if (start + offset >= position) records.accept(record);
                    offset += HEAD + length;
                }
            }
            return offset;
        }

        private static boolean restIsZero(InputStream in) throws IOException {
            byte[] chunk = new byte[1 << 16];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                for (int i = 0; i < read; i++) {
                    if (chunk[i] != 0) return false;
                }
            }
            return true;
        }

        private long torn(long offset, boolean allowed) {
            if (allowed) return offset;
            throw damaged(offset);
        }

        private StorageException damaged(long offset) {
            return StorageException.unavailable("The journal file " + path + " is damaged at byte " + offset
                    + ": restore a backup, or start in a new data folder.");
        }
    }
}
