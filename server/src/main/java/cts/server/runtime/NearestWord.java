package cts.server.runtime;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The known word that a misspelt one most likely means. */
public final class NearestWord {
    private static final int LONGEST = 100;

    private NearestWord() {}

    private record Candidate(String word, int distance) {}

    /** The nearest of the known words, by fewest edits, then by name; empty where none is near. */
    public static Optional<String> of(String given, Stream<String> known) {
        if (given.length() > LONGEST) return Optional.empty();
        return known.map(each -> new Candidate(each, distance(given, each)))
                .filter(each -> each.distance() <= Math.max(1, given.length() / 3))
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
                .map(Candidate::word);
    }

    /** Levenshtein distance, ignoring case: the fewest inserted, deleted or replaced characters between two words. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
