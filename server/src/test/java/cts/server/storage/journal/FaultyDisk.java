package cts.server.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A disk that fills up, or that fails when it is forced, and works again. For any thread. */
public final class FaultyDisk implements Disk {
    private long room = Long.MAX_VALUE;
    private boolean failsToForce;
    private long forcedSize;
    private int failures;

    /** So many bytes still find room; the write that needs more gets as far as they do. */
    public synchronized void fill(long bytesLeft) {
        room = bytesLeft;
    }

    public synchronized void failToForce() {
        failsToForce = true;
    }

    public synchronized void mend() {
        room = Long.MAX_VALUE;
        failsToForce = false;
    }

    public synchronized boolean works() {
        return room == Long.MAX_VALUE && !failsToForce;
    }

    /** How often it refused something. */
    public synchronized int failures() {
        return failures;
    }

    /** Size of the file that was forced last, then: what a loss of power leaves at least. */
    public synchronized long forcedSize() {
        return forcedSize;
    }

    @Override
    public synchronized void write(FileChannel file, ByteBuffer bytes) throws IOException {
        int fits = (int) Math.min(room, bytes.remaining());
        if (fits == bytes.remaining()) {
            Disk.REAL.write(file, bytes);
            if (room != Long.MAX_VALUE) room -= fits;
            return;
        }
        Disk.REAL.write(file, bytes.slice(bytes.position(), fits));
        room = 0;
        throw failed("No space left on device");
    }

    @Override
    public synchronized void force(FileChannel file) throws IOException {
        if (failsToForce) throw failed("Input/output error");
        Disk.REAL.force(file);
        forcedSize = file.size();
    }

    private IOException failed(String why) {
        failures++;
        return new IOException(why);
    }
}
