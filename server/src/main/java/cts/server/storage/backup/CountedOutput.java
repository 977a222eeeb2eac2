package cts.server.storage.backup;

import java.io.IOException;
import java.io.OutputStream;

/** Counts and sums what is written to another stream, which stays open. One thread. */
final class CountedOutput extends OutputStream {
    private final OutputStream out;
    private final Checksum sum = new Checksum();

    CountedOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        sum.add(bytes, offset, length);
    }

    long bytes() {
        return sum.bytes();
    }

    /** Of everything written; to be asked once. */
    String sha256() {
        return sum.hex();
    }
}
