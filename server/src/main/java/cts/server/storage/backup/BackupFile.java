package cts.server.storage.backup;

import cts.server.storage.StorageException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A backup that is read. Nothing in it is believed before it is checked: only files that the manifest names are looked at,
 * only under names that this program gives them, no further than their stated size, and each must have its stated checksum.
 *
 * <p>One thread.
 */
final class BackupFile implements AutoCloseable {
    private static final long MOST_MANIFEST_BYTES = 16L << 20;
    /** Rows pack to a fifth or so; what packs better than this was made to fill a disk. */
    private static final long MOST_PACKING = 250;

    private static final long SMALL = 8L << 20;
    private static final int CHUNK = 1 << 16;

    private final Path path;
    private final ZipFile zip;
    private final Manifest manifest;

    private BackupFile(Path path, ZipFile zip, Manifest manifest) {
        this.path = path;
        this.zip = zip;
        this.manifest = manifest;
    }

    /**
     * Opens a backup and checks what it says of itself.
     *
     * @throws StorageException naming the file, if it is missing, cut short, damaged or newer than this program
     */
    static BackupFile open(Path path) {
        if (!Files.isRegularFile(path)) {
            throw StorageException.refused("There is no backup " + path + ": check the path.");
        }
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException broken) {
            throw damaged(path, "it is cut short or no ZIP", broken);
        } catch (IOException failure) {
            throw unreadable(path, failure);
        }
        try {
            Manifest manifest = manifest(path, zip);
            BackupFile file = new BackupFile(path, zip, manifest);
            file.checkEntries();
            return file;
        } catch (RuntimeException failure) {
            close(path, zip);
            throw failure;
        }
    }

    Path path() {
        return path;
    }

    Manifest manifest() {
        return manifest;
    }

    /**
     * Reads every file to its end.
     *
     * @throws StorageException naming the first that is not what the manifest says
     */
    void verify(BackupProgress progress) {
        long total = manifest.bytes();
        long done = 0;
        byte[] chunk = new byte[CHUNK];
        for (Manifest.TableFile table : manifest.tables()) {
            done = drain(table(table), chunk, progress, done, total);
        }
        for (Manifest.EngineFile file : manifest.engine()) {
            done = drain(engine(file), chunk, progress, done, total);
        }
    }

    /** Reads the files of the engine to their end, as {@link #verify} does with all. */
    void verifyEngine() {
        byte[] chunk = new byte[CHUNK];
        for (Manifest.EngineFile file : manifest.engine()) {
            drain(engine(file), chunk, BackupProgress.NONE, 0, 0);
        }
    }

    /** The rows of a table. Whoever reads them to the end gets an exception if they are not what the manifest says. */
    InputStream table(Manifest.TableFile table) {
        return new Checked(table.file(), table.bytes(), table.sha256(), table.rows());
    }

    /** A file of the engine, as {@link #table}. */
    InputStream engine(Manifest.EngineFile file) {
        return new Checked(file.file(), file.bytes(), file.sha256(), -1);
    }

    /** What to say when a file inside this one is not what it should be. */
    StorageException damaged(String why) {
        return damaged(path, why);
    }

    @Override
    public void close() {
        close(path, zip);
    }

    private long drain(InputStream in, byte[] chunk, BackupProgress progress, long before, long total) {
        long done = before;
        try (in) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                done += read;
                progress.at("checking bytes", done, total);
            }
            return done;
        } catch (IOException failure) {
            throw unreadable(path, failure);
        }
    }

    private static Manifest manifest(Path path, ZipFile zip) {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null) throw damaged(path, "it has no " + Manifest.NAME);
        byte[] text;
        try (InputStream in = zip.getInputStream(entry)) {
            text = in.readNBytes((int) MOST_MANIFEST_BYTES + 1);
        } catch (ZipException broken) {
            throw damaged(path, "its " + Manifest.NAME + " cannot be unpacked", broken);
        } catch (IOException failure) {
            throw unreadable(path, failure);
        }
        if (text.length > MOST_MANIFEST_BYTES) throw damaged(path, "its " + Manifest.NAME + " is far too long");
        try {
            int format = JsonMapper.shared().readTree(text).path("format").asInt(0);
            if (format > Manifest.FORMAT) {
                throw StorageException.refused("The backup " + path + " has format " + format
                        + ", which is newer than this program knows: restore it with the newer CTS that wrote it.");
            }
            return JsonMapper.shared().readValue(text, Manifest.class);
        } catch (JacksonException broken) {
            String why = broken.getCause() instanceof IllegalArgumentException refused
                    ? String.valueOf(refused.getMessage())
                    : "it is no such JSON";
            throw damaged(path, "its " + Manifest.NAME + " will not do: " + why, broken);
        }
    }

    /** Every file that is named is there with its stated size, every file that is there is named, none is a bomb. */
    private void checkEntries() {
        Map<String, Long> named = new HashMap<>();
        manifest.tables().forEach(table -> named.put(table.file(), table.bytes()));
        manifest.engine().forEach(file -> named.put(file.file(), file.bytes()));
        Set<String> seen = new HashSet<>();
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            if (!seen.add(entry.getName())) throw damaged("it holds a file twice");
            if (entry.getName().equals(Manifest.NAME)) continue;
            Long bytes = named.remove(entry.getName());
            if (bytes == null) throw damaged("it holds a file that its " + Manifest.NAME + " does not name");
            if (entry.getSize() != bytes) {
                throw damaged(entry.getName() + " has another size than its " + Manifest.NAME + " says");
            }
            if (bytes > SMALL && bytes / MOST_PACKING > entry.getCompressedSize()) {
                throw damaged(entry.getName() + " would unpack to " + bytes / Math.max(1, entry.getCompressedSize())
                        + " times its size, as no rows do");
            }
        }
        if (!named.isEmpty())
            throw damaged("it lacks " + named.keySet().iterator().next());
    }

    /** Reads one file of the ZIP no further than its stated size, and compares size, lines and checksum at its end. */
    private final class Checked extends FilterInputStream {
        private final String name;
        private final long bytes;
        private final String sha256;
        private final long lines;
        private final Checksum sum = new Checksum();
        private long linesSeen;
        private boolean ended;

        Checked(String name, long bytes, String sha256, long lines) {
            super(entry(name));
            this.name = name;
            this.bytes = bytes;
            this.sha256 = sha256;
            this.lines = lines;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read;
            try {
                read = in.read(into, offset, length);
            } catch (ZipException | EOFException broken) {
                throw damaged(path, name + " cannot be unpacked", broken);
            }
            if (read < 0) {
                finish();
                return -1;
            }
            sum.add(into, offset, read);
            if (sum.bytes() > bytes) throw damaged(name + " is longer than its " + Manifest.NAME + " says");
            if (lines >= 0) {
                for (int i = offset; i < offset + read; i++) {
                    if (into[i] == '\n') linesSeen++;
                }
            }
            return read;
        }

        private void finish() {
            if (ended) return;
            ended = true;
            if (sum.bytes() != bytes) throw damaged(name + " is shorter than its " + Manifest.NAME + " says");
            if (!sum.hex().equals(sha256)) throw damaged(name + " does not have its checksum");
            if (lines >= 0 && linesSeen != lines) throw damaged(name + " does not have its number of rows");
        }

        @Override
        public long skip(long count) {
            throw new UnsupportedOperationException("every byte counts");
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    private InputStream entry(String name) {
        try {
            ZipEntry entry = zip.getEntry(name);
            InputStream in = entry == null ? null : zip.getInputStream(entry);
            return Optional.ofNullable(in).orElseThrow(() -> damaged("it lacks " + name));
        } catch (ZipException broken) {
            throw damaged(path, name + " cannot be unpacked", broken);
        } catch (IOException failure) {
            throw unreadable(path, failure);
        }
    }

    private static StorageException damaged(Path path, String why) {
        return StorageException.refused(sentence(path, why));
    }

    private static StorageException damaged(Path path, String why, Exception cause) {
        return StorageException.refused(sentence(path, why), cause);
    }

    private static String sentence(Path path, String why) {
        return "The backup " + path + " is damaged: " + why + "; use another one.";
    }

    private static StorageException unreadable(Path path, IOException failure) {
        return StorageException.unavailable(
                "The backup " + path + " cannot be read (" + BackupWriter.reason(failure)
                        + "): see that it is there and may be read.",
                failure);
    }

    private static void close(Path path, ZipFile zip) {
        try {
            zip.close();
        } catch (IOException failure) {
            throw unreadable(path, failure);
        }
    }
}
