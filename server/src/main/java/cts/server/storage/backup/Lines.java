package cts.server.storage.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The lines of a table file, one after the other, without their ends. One thread. */
final class Lines {
    private static final int MOST_BYTES = 64 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line; empty at the end. */
    Optional<String> next() throws IOException, BadValue {
        int looked = from;
        while (true) {
            for (; looked < to; looked++) {
                if (buffer[looked] == '\n') {
                    String line = new String(buffer, from, looked - from, StandardCharsets.UTF_8);
                    from = looked + 1;
                    return Optional.of(line);
                }
            }
            looked -= from;
            makeRoom();
            int read = in.read(buffer, to, buffer.length - to);
            if (read < 0) {
                if (to > from) throw new BadValue("ends within a line");
                return Optional.empty();
            }
            to += read;
        }
    }

    private void makeRoom() throws BadValue {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        if (to < buffer.length) return;
        if (buffer.length >= MOST_BYTES) throw new BadValue("has a line that is far too long");
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
}
