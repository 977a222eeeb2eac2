package cts.house;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules about the migration scripts below {@code server/src/main/resources/db}. */
final class MigrationRules {
    private static final String FOLDER = "server/src/main/resources/db/";
    private static final String CHECKSUMS = FOLDER + "migrations.sha256";
    private static final Pattern SCRIPT = Pattern.compile(
            Pattern.quote(FOLDER) + "(migration|undo)/(common|sqlite|postgresql)/([VU])(\\d{3})__\\w+\\.sql");
    private static final Pattern CHECKSUM = Pattern.compile("([0-9a-f]{64}) [ *](\\S+)");

    private MigrationRules() {}

    /** Numbers run from 001 without a gap; each is used once for both databases, or once for each of them. */
    static List<String> numbers(SourceTree tree) {
        List<String> sentences = new ArrayList<>();
        SortedMap<Integer, List<String>> folders = new TreeMap<>();
        TreeSet<Integer> undone = new TreeSet<>();
        tree.paths()
                .filter(path -> path.startsWith(FOLDER) && path.endsWith(".sql"))
                .forEach(path -> {
                    Matcher script = SCRIPT.matcher(path);
                    if (!script.matches()
                            || script.group(1).equals("migration")
                                    != script.group(3).equals("V")) {
                        sentences.add("%s is not named like a migration or its undo script".formatted(path));
                    } else if (script.group(1).equals("undo")) {
                        undone.add(Integer.parseInt(script.group(4)));
                    } else {
                        folders.computeIfAbsent(Integer.parseInt(script.group(4)), number -> new ArrayList<>())
                                .add(script.group(2));
                    }
                });
        for (int number = 1; !folders.isEmpty() && number <= folders.lastKey(); number++) {
            List<String> found = folders.getOrDefault(number, List.of());
            if (found.isEmpty()) {
                sentences.add("migration %03d is missing".formatted(number));
            } else if (!found.equals(List.of("common")) && !found.equals(List.of("postgresql", "sqlite"))) {
                sentences.add("migration %03d lies in %s; it lies in common, or in postgresql and sqlite"
                        .formatted(number, found));
            }
            if (!undone.isEmpty() && !undone.contains(number)) {
                sentences.add("migration %03d has no undo script".formatted(number));
            }
        }
        undone.stream()
                .filter(number -> !folders.containsKey(number))
                .forEach(number -> sentences.add("undo script %03d has no migration".formatted(number)));
        return sentences;
    }

    /** Each script's SHA-256 is the recorded one: a released script is never edited. */
    static List<String> checksums(SourceTree tree) {
        List<String> sentences = new ArrayList<>();
        Map<String, String> recorded = new TreeMap<>();
        for (String line : tree.text(CHECKSUMS).lines().toList()) {
            Matcher checksum = CHECKSUM.matcher(line);
            if (!checksum.matches()) {
                sentences.add("%s has a line that is no checksum: %s".formatted(CHECKSUMS, line));
            } else if (recorded.put(FOLDER + checksum.group(2), checksum.group(1)) != null) {
                sentences.add("%s names %s twice".formatted(CHECKSUMS, checksum.group(2)));
            }
        }
        tree.where(path -> path.startsWith(FOLDER) && path.endsWith(".sql")).forEach(script -> {
            String expected = recorded.remove(script.getKey());
            if (expected == null) {
                sentences.add("%s is not in %s".formatted(script.getKey(), CHECKSUMS));
            } else if (!expected.equals(sha256(script.getValue()))) {
                sentences.add("%s was edited after its checksum was recorded".formatted(script.getKey()));
            }
        });
        recorded.keySet()
                .forEach(path -> sentences.add("%s names %s, which does not exist".formatted(CHECKSUMS, path)));
        return sentences;
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
