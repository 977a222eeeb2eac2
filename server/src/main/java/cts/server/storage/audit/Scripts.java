package cts.server.storage.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The migration scripts in the program's archive, against the checksums recorded when they were released. */
final class Scripts {
    private static final String FOLDER = "/db/";
    private static final Pattern SCRIPT =
            Pattern.compile("(migration|undo)/(common|sqlite|postgresql)/[VU](\\d{3})__\\w+\\.sql");

    private final Map<String, String> recorded;

    private Scripts(Map<String, String> recorded) {
        this.recorded = recorded;
    }

    static Scripts ofProgram() {
        Map<String, String> recorded = new TreeMap<>();
        for (String line : new String(read("migrations.sha256"), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            String[] parts = line.split(" [ *]", 2);
            recorded.put(parts[1], parts[0]);
        }
        return new Scripts(recorded);
    }

    int size() {
        return recorded.size();
    }

    /** The numbers of the migrations for a database. */
    SortedSet<Integer> numbers(String type) {
        return numbers("migration", type);
    }

    /** The numbers of the scripts that undo one. */
    SortedSet<Integer> undone(String type) {
        return numbers("undo", type);
    }

    private SortedSet<Integer> numbers(String kind, String type) {
        SortedSet<Integer> numbers = new TreeSet<>();
        for (String path : recorded.keySet()) {
            Matcher script = SCRIPT.matcher(path);
            if (script.matches()
                    && script.group(1).equals(kind)
                    && (script.group(2).equals("common") || script.group(2).equals(type))) {
                numbers.add(Integer.parseInt(script.group(3)));
            }
        }
        return numbers;
    }

    /** Scripts that are missing in the archive or have another text than was recorded. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        recorded.forEach((path, checksum) -> {
            try {
                if (!sha256(read(path)).equals(checksum)) wrong.add(path);
            } catch (UncheckedIOException unreadable) {
                wrong.add(path);
            }
        });
        return wrong;
    }

    private static byte[] read(String path) {
        try (InputStream in = Scripts.class.getResourceAsStream(FOLDER + path)) {
            if (in == null) throw new IOException(path + " is missing in the program's archive");
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
