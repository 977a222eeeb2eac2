package cts.server.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** A disk that fills up, or that fails when it is forced, and works again; or on which whoever writes ends. Any thread. */
public final class FaultyDisk implements Disk {
    private static final int LARGE = 10_000;

    private long room = Long.MAX_VALUE;
    private boolean failsToForce;
    private long forcedSize;
    private int failures;
    private Optional<Break> next = Optional.empty();

    /** The end of a process within a write: which thread's, how large at least, after how many bytes of it. */
    private record Break(Thread thread, int least, int bytes, Error end) {}

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

    /** The next write of this thread ends after so many bytes, and whoever writes with it. */
    public synchronized void breakOff(int bytes, Error end) {
        next = Optional.of(new Break(Thread.currentThread(), 0, bytes, end));
    }

    /** The same with the next large write, as of a snapshot. */
    public synchronized void breakOffLarge(int bytes, Error end) {
        next = Optional.of(new Break(Thread.currentThread(), LARGE, bytes, end));
    }

    public synchronized void breakOffNothing() {
        next = Optional.empty();
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
        Optional<Break> here =
                next.filter(planned -> planned.thread == Thread.currentThread() && bytes.remaining() >= planned.least);
        if (here.isPresent()) {
            next = Optional.empty();
            put(file, bytes.slice(bytes.position(), Math.min(here.get().bytes, bytes.remaining())));
            throw here.get().end;
        }
        put(file, bytes);
    }

    private void put(FileChannel file, ByteBuffer bytes) throws IOException {
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
