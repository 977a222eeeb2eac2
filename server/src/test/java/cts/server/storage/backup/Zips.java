package cts.server.storage.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** ZIPs that are not as they should be. */
final class Zips {
    private Zips() {}

    /** A copy of a ZIP whose files may be changed, added and removed. */
    static Path changed(Path zip, Path target, UnaryOperator<Map<String, byte[]>> change) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipFile old = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : old.stream().toList()) {
                try (InputStream in = old.getInputStream(entry)) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        try (OutputStream out = Files.newOutputStream(target);
                ZipOutputStream fresh = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : change.apply(files).entrySet()) {
                fresh.putNextEntry(new ZipEntry(file.getKey()));
                fresh.write(file.getValue());
                fresh.closeEntry();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return target;
    }

    /** SHA-256 as the manifest has it. */
    static String checksum(byte[] bytes) {
        Checksum sum = new Checksum();
        sum.add(bytes, 0, bytes.length);
        return sum.hex();
    }

    /** The same with another text in its manifest. */
    static Path withManifest(Path zip, Path target, UnaryOperator<String> change) {
        return changed(zip, target, files -> {
            String text = new String(files.getOrDefault(Manifest.NAME, new byte[0]), StandardCharsets.UTF_8);
            files.put(Manifest.NAME, change.apply(text).getBytes(StandardCharsets.UTF_8));
            return files;
        });
    }
}
