package cts.server.storage.backup;

import cts.server.storage.FileSync;
import cts.server.storage.StorageException;
import cts.server.storage.migration.DirectDatabase;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes backups: the newest snapshot of the engine, then the rows in one view of the database, then the journal. An engine
 * that starts from the three is where this one was at the end, and makes again, under the same ids, the rows that came after
 * the view was taken.
 *
 * <p>The ZIP grows under a name that ends in {@value #PARTIAL} and gets its own when it is whole and on the disk. One thread.
 */
final class BackupWriter {
    static final String PARTIAL = ".partial";
    static final int MOST_DAYS = 400;
    private static final String OPEN_TIME = "open_time";
    private static final int CHUNK = 1 << 16;

    private final DirectDatabase database;
    private final EngineFiles engine;
    private final InstantSource clock;
    private final String keyFingerprint;

    BackupWriter(DirectDatabase database, EngineFiles engine, InstantSource clock, String keyFingerprint) {
        this.database = database;
        this.engine = engine;
        this.clock = clock;
        this.keyFingerprint = keyFingerprint;
    }

    /**
     * Writes a backup.
     *
     * @throws StorageException one sentence; nothing is left of the file then
     */
    Manifest write(Path target, BackupProgress progress) {
        Path partial = target.resolveSibling(target.getFileName() + PARTIAL);
        try (EngineFiles.Capture capture = engine.capture()) {
            Path folder = folder(target);
            Files.createDirectories(folder);
            Manifest manifest = writeTo(partial, capture, progress);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            FileSync.force(folder);
            return manifest;
        } catch (IOException failure) {
            StorageException told = StorageException.unavailable(
                    "The backup " + target + " cannot be written (" + reason(failure)
                            + "): free some space or choose another place, then try again.",
                    failure);
            discard(partial, told);
            throw told;
        } catch (RuntimeException failure) {
            discard(partial, failure);
            throw failure;
        }
    }

    private Manifest writeTo(Path partial, EngineFiles.Capture capture, BackupProgress progress) throws IOException {
        try (FileChannel file = FileChannel.open(
                        partial,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                ZipOutputStream zip = new ZipOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(file), CHUNK), StandardCharsets.UTF_8)) {
            zip.setLevel(Deflater.BEST_SPEED);
            Manifest manifest = write(zip, capture, progress);
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            zip.write(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
            zip.closeEntry();
            zip.finish();
            zip.flush();
            file.force(true);
            return manifest;
        }
    }

    private Manifest write(ZipOutputStream zip, EngineFiles.Capture capture, BackupProgress progress)
            throws IOException {
        long beganAt = clock.millis();
        List<Manifest.EngineFile> files = new ArrayList<>();
        capture.snapshot((name, length, bytes) -> files.add(copy(zip, name, length, bytes)));
        List<Manifest.TableFile> tables;
        long readAt;
        int version;
        try (TableReader reader = new TableReader(database)) {
            readAt = clock.millis();
            version = reader.version();
            tables = tables(zip, reader, shape(reader), progress);
        }
        long endedAt = clock.millis();
        capture.journal((name, length, bytes) -> files.add(copy(zip, name, length, bytes)));
        return new Manifest(
                Manifest.FORMAT,
                programVersion(),
                database.type().word(),
                version,
                keyFingerprint,
                beganAt,
                readAt,
                endedAt,
                tables,
                files);
    }

    private SchemaShape shape(TableReader reader) {
        int newest = database.newestVersion();
        String where = "The " + database.type().word() + " database "
                + database.choice().place();
        if (reader.version() == 0) {
            throw StorageException.refused(where + " holds no tables of CTS, so there is nothing to back up.");
        }
        if (reader.version() > newest) {
            throw StorageException.refused(where + " has schema version " + reader.version()
                    + ", which is newer than this program knows: back it up with the newer CTS that made it.");
        }
        SchemaShape shape = SchemaShape.of(reader.version(), newest);
        List<String> present = reader.tables();
        for (TableShape table : shape.tables()) {
            if (!present.contains(table.name())) {
                throw StorageException.refused(where + " lacks the table " + table.name()
                        + ", so it cannot be backed up: restore an older" + " backup or put the table back by hand.");
            }
        }
        return shape;
    }

    private static List<Manifest.TableFile> tables(
            ZipOutputStream zip, TableReader reader, SchemaShape shape, BackupProgress progress) throws IOException {
        Map<TableShape, Long> counts = new LinkedHashMap<>();
        shape.tables().forEach(table -> counts.put(table, reader.count(table)));
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        List<Manifest.TableFile> files = new ArrayList<>();
        long done = 0;
        for (TableShape table : counts.keySet()) {
            String name = Manifest.TableFile.fileOf(table.name());
            zip.putNextEntry(new ZipEntry(name));
            CountedOutput out = new CountedOutput(zip);
            long before = done;
            long rows = reader.copy(table, out, written -> progress.at("writing rows", before + written, total));
            zip.closeEntry();
            done += rows;
            files.add(new Manifest.TableFile(
                    table.name(),
                    name,
                    table.columns().stream()
                            .map(column -> new Manifest.Column(
                                    column.name(), column.type().word()))
                            .toList(),
                    rows,
                    out.bytes(),
                    out.sha256(),
                    table.key().contains(OPEN_TIME) ? reader.newestDays(table, MOST_DAYS) : List.of()));
        }
        return files;
    }

    private static Manifest.EngineFile copy(ZipOutputStream zip, String name, long length, InputStream bytes)
            throws IOException {
        String file = Manifest.ENGINE + name;
        zip.putNextEntry(new ZipEntry(file));
        CountedOutput out = new CountedOutput(zip);
        byte[] chunk = new byte[CHUNK];
        for (long left = length; left > 0; ) {
            int read = bytes.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (read < 0) throw new IOException("the file " + name + " became shorter while it was copied");
            out.write(chunk, 0, read);
            left -= read;
        }
        zip.closeEntry();
        return new Manifest.EngineFile(file, out.bytes(), out.sha256());
    }

    /** The version is in the manifest of the jar; classes that run without one have none. */
    private static String programVersion() {
        return Optional.ofNullable(BackupWriter.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent())
                .orElseThrow(() -> StorageException.refused(
                        file + " is a folder, not the name of a backup: name a file such as backup.zip."));
    }

    /** What went wrong is not hidden by what goes wrong after it; the name of the file says that it is no backup. */
    private static void discard(Path partial, RuntimeException cause) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException failure) {
            cause.addSuppressed(failure);
        }
    }

    static String reason(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
