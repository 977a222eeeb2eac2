package cts.server.storage.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over bytes that go by. One thread. */
public final class Checksum {
    private static final int CHUNK = 1 << 16;

    private final MessageDigest digest = sha256();
    private long bytes;

    void add(byte[] chunk, int offset, int length) {
        digest.update(chunk, offset, length);
        bytes += length;
    }

    long bytes() {
        return bytes;
    }

    /** 64 hexadecimal digits; the checksum is used up. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of a file, as 64 hexadecimal digits. */
    public static String of(Path file) throws IOException {
        Checksum sum = new Checksum();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) sum.add(chunk, 0, read);
        }
        return sum.hex();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256, but this one has not", missing);
        }
    }
}
