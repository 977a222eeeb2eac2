package cts.server.storage.migration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How a database differs from what the program expects. What may change or refuse a row of CTS counts: anything that is
 * missing, and columns, keys, unique indexes, checks, triggers and references that came to its tables. What cannot – tables
 * and views of others, a plain index more – is only named.
 *
 * @param fingerprint SHA-256 over the lines of the catalogue that count, in hex
 * @param expected the same of what the program expects; equal if nothing is missing or extra
 * @param missing what the program expects and the database lacks
 * @param extra what the database has more, and should not
 * @param besides what else is there and does no harm
 */
public record Drift(
        String fingerprint, String expected, List<String> missing, List<String> extra, List<String> besides) {
    public Drift {
        missing = List.copyOf(missing);
        extra = List.copyOf(extra);
        besides = List.copyOf(besides);
    }

    static Drift between(Catalogue found, Catalogue expected) {
        Set<String> ours = expected.lines().stream()
                .filter(line -> line.startsWith("table "))
                .map(Catalogue::table)
                .collect(Collectors.toSet());
        List<String> missing = expected.lines().stream()
                .filter(line -> !found.lines().contains(line))
                .toList();
        SortedSet<String> counting = new TreeSet<>();
        List<String> extra = new ArrayList<>();
        List<String> besides = new ArrayList<>();
        for (String line : found.lines()) {
            boolean known = expected.lines().contains(line);
            if (known || counts(line, ours)) {
                counting.add(line);
                if (!known) extra.add(line);
            } else if (line.startsWith("table ") || line.startsWith("view ") || ours.contains(Catalogue.table(line))) {
                besides.add(line);
            }
        }
        return new Drift(sha256(counting), sha256(expected.lines()), missing, extra, besides);
    }

    /** Whether the database is as the program expects. */
    public boolean none() {
        return missing.isEmpty() && extra.isEmpty();
    }

    /** What differs, as part of a sentence; empty if nothing does. */
    public Optional<String> words() {
        if (none()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        if (!missing.isEmpty()) parts.add("it lacks: " + some(missing));
        if (!extra.isEmpty()) parts.add("it has besides: " + some(extra));
        return Optional.of(String.join(", and ", parts));
    }

    private static boolean counts(String line, Set<String> ours) {
        if (line.startsWith("reference ")) {
            String parent = line.replaceFirst(".*?] to ([^\\[]+)\\[.*", "$1");
            return ours.contains(parent) || ours.contains(Catalogue.table(line));
        }
        return !line.startsWith("index ") && ours.contains(Catalogue.table(line));
    }

    private static String some(List<String> lines) {
        return lines.getFirst() + (lines.size() == 1 ? "" : " and " + (lines.size() - 1) + " more");
    }

    private static String sha256(SortedSet<String> lines) {
        try {
            byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
