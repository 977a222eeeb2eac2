package cts.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules about the lines of every text file. The patterns are written so that they do not match their own source. */
final class TextRules {
    static final int LONGEST_CLASS = 400;

    private static final Pattern UNFINISHED = Pattern.compile("\\b(T[O]DO|F[I]XME|X[X]X)\\b");
    private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w.$}])/(?:work|tmp|root|home|Users)/[\\w.]");
    private static final Pattern CODE = Pattern.compile(".*\\.(java|ts|tsx)");

    private TextRules() {}

    /** No class is longer than 400 lines, unless a reason is given; a reason nobody needs any more is found as well. */
    static List<String> sizes(SourceTree tree, Map<String, String> reasons) {
        List<String> sentences = new ArrayList<>();
        tree.where(path -> CODE.matcher(path).matches()).forEach(file -> {
            long lines = file.getValue().lines().count();
            boolean excused = reasons.containsKey(file.getKey());
            if (lines > LONGEST_CLASS && !excused) {
                sentences.add("%s has %d lines; split it or give a reason".formatted(file.getKey(), lines));
            }
            if (lines <= LONGEST_CLASS && excused) {
                sentences.add("%s has %d lines and needs no reason".formatted(file.getKey(), lines));
            }
        });
        reasons.keySet().stream()
                .filter(path -> !tree.files().containsKey(path))
                .forEach(path -> sentences.add("%s has a reason but does not exist".formatted(path)));
        return sentences;
    }

    /** No tab, no space at the end of a line, no line without an end. */
    static List<String> whitespace(SourceTree tree) {
        List<String> sentences = new ArrayList<>();
        eachLine(tree, (path, number, line) -> {
            if (line.indexOf('\t') >= 0) {
                sentences.add("%s:%d has a tab".formatted(path, number));
            }
            if (line.endsWith(" ") || line.endsWith("\r")) {
                sentences.add("%s:%d ends with white space".formatted(path, number));
            }
        });
        tree.where(path -> true)
                .filter(file -> !file.getValue().isEmpty() && !file.getValue().endsWith("\n"))
                .forEach(file -> sentences.add("%s does not end with a line feed".formatted(file.getKey())));
        return sentences;
    }

    /** No note that something is unfinished: what is here works. */
    static List<String> unfinished(SourceTree tree) {
        return matches(tree, UNFINISHED, "is unfinished");
    }

    /** No path that exists on one machine only. */
    static List<String> machinePaths(SourceTree tree) {
        return matches(tree, MACHINE_PATH, "names a path of one machine");
    }

    private static List<String> matches(SourceTree tree, Pattern pattern, String complaint) {
        List<String> sentences = new ArrayList<>();
        eachLine(tree, (path, number, line) -> {
            Matcher found = pattern.matcher(line);
            if (found.find()) {
                sentences.add("%s:%d %s: %s".formatted(path, number, complaint, found.group()));
            }
        });
        return sentences;
    }

    private static void eachLine(SourceTree tree, LineVisitor visitor) {
        tree.where(path -> !path.endsWith("package-lock.json")).forEach(file -> {
            String[] lines = file.getValue().split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                visitor.visit(file.getKey(), i + 1, lines[i]);
            }
        });
    }

    private interface LineVisitor {
        void visit(String path, int number, String line);
    }
}
