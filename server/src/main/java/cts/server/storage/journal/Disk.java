package cts.server.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * What journal and snapshots ask of a disk and what can fail on a full or broken one.
 *
 * <p>Safe for any thread.
 */
public interface Disk {
    /** The disk of this machine. */
    Disk REAL = new Disk() {
        @Override
        public void write(FileChannel file, ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) file.write(bytes);
        }

        @Override
        public void force(FileChannel file) throws IOException {
            file.force(false);
        }
    };

    /** Hands all the bytes to the operating system; a failure may have handed over some of them. */
    void write(FileChannel file, ByteBuffer bytes) throws IOException;

    /** Returns when everything written is on the disk; after a failure that is true of nothing since the last success. */
    void force(FileChannel file) throws IOException;
}
