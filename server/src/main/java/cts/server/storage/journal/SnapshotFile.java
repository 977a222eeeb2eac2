package cts.server.storage.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The open file of a whole snapshot. One thread. */
public final class SnapshotFile implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final String name;
    private final long position;
    private final FileChannel channel;

    private SnapshotFile(String name, long position, FileChannel channel) {
        this.name = name;
        this.position = position;
        this.channel = channel;
    }

    /** Empty if the file is not whole or not there any more. */
    static Optional<SnapshotFile> open(Path path, long position) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException replaced) {
            return Optional.empty();
        }
        boolean whole = false;
        try {
            whole = isWhole(channel, position);
        } finally {
            if (!whole) channel.close();
        }
        return whole
                ? Optional.of(new SnapshotFile(String.valueOf(path.getFileName()), position, channel))
                : Optional.empty();
    }

    private static boolean isWhole(FileChannel channel, long position) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(Snapshots.HEAD);
        while (head.hasRemaining()) {
            if (channel.read(head) < 0) return false;
        }
        head.flip();
        int mark = head.getInt();
        long own = head.getLong();
        long length = head.getLong();
        int sum = head.getInt();
        if (mark != Snapshots.MARK || own != position || length != channel.size() - Snapshots.HEAD) return false;
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(position).flip());
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (channel.read(chunk) >= 0) {
            crc.update(chunk.flip());
            chunk.clear();
        }
        return (int) crc.getValue() == sum;
    }

    /** Its name within the folder of snapshots. */
    public String name() {
        return name;
    }

    /** Where the journal goes on from. */
    public long position() {
        return position;
    }

    /** Bytes of the file. */
    public long length() throws IOException {
        return channel.size();
    }

    /** The bytes of the file, from its beginning. */
    public InputStream bytes() throws IOException {
        channel.position(0);
        return Channels.newInputStream(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
