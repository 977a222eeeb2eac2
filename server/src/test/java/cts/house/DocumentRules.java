package cts.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules that keep the documents true. */
final class DocumentRules {
    private static final String KERNEL = "core/src/main/java/";
    private static final String MEASURES = KERNEL + "cts/performance/";
    private static final String FORMULAS = "docs/formulas.md";

    private static final Pattern LINK = Pattern.compile("(?<!`)\\[[^\\]\\n]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern OUTSIDE = Pattern.compile("[a-z]+:.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
    private static final Pattern CLASS_CELL = Pattern.compile("(?m)^\\|.*\\|([^|\\n]*)\\|\\s*$");
    private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z]\\w*)`");

    private DocumentRules() {}

    /** Every link of a document to a file, a folder or a heading of the project leads there. */
    static List<String> links(SourceTree tree) {
        List<String> sentences = new ArrayList<>();
        tree.where(path -> path.endsWith(".md"))
                .forEach(file -> LINK.matcher(withoutCode(file.getValue()))
                        .results()
                        .map(found -> found.group(1))
                        .filter(link -> !OUTSIDE.matcher(link).matches())
                        .filter(link -> !leadsSomewhere(tree, file.getKey(), link))
                        .forEach(
                                link -> sentences.add("%s: the link %s leads nowhere".formatted(file.getKey(), link))));
        return sentences;
    }

    /**
     * Every public class of cts.performance and every type of indication stands in the last column of docs/formulas.md,
     * and every class that stands there exists in the kernel. Classes that compute nothing need a reason instead of a row.
     */
    static List<String> formulas(SourceTree tree, Map<String, String> withoutFormula) {
        Set<String> described = CLASS_CELL
                .matcher(tree.text(FORMULAS))
                .results()
                .flatMap(row -> CLASS_NAME.matcher(row.group(1)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> sentences = new ArrayList<>();
        tree.where(path -> path.startsWith(KERNEL) && path.endsWith(".java"))
                .filter(file -> isMeasure(file.getKey(), file.getValue()) || isIndication(file.getValue()))
                .map(file -> className(file.getKey()))
                .filter(name -> !described.contains(name) && !withoutFormula.containsKey(name))
                .forEach(name -> sentences.add("%s has no row in %s".formatted(name, FORMULAS)));
        Set<String> existing = tree.paths()
                .filter(path -> path.startsWith(KERNEL) && path.endsWith(".java"))
                .map(DocumentRules::className)
                .collect(Collectors.toSet());
        described.stream()
                .filter(name -> !existing.contains(name))
                .forEach(name -> sentences.add(
                        "%s names the class %s, which does not exist (a new file counts once Git knows it)"
                                .formatted(FORMULAS, name)));
        withoutFormula.keySet().stream()
                .filter(name -> !tree.holds(MEASURES + name + ".java"))
                .forEach(name -> sentences.add("%s has a reason but does not exist".formatted(name)));
        return sentences;
    }

    private static boolean isMeasure(String path, String text) {
        return path.startsWith(MEASURES)
                && Pattern.compile("(?m)^public .*\\b" + className(path) + "\\b")
                        .matcher(text)
                        .find();
    }

    private static boolean isIndication(String text) {
        return text.contains("@AutoService(IndicationType.class)\npublic ");
    }

    private static boolean leadsSomewhere(SourceTree tree, String document, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        String target = path.isEmpty() ? document : resolved(document, path);
        if (!tree.holds(target)) {
            return false;
        }
        return hash < 0 || anchors(tree.text(target)).contains(link.substring(hash + 1));
    }

    private static String resolved(String document, String link) {
        List<String> parts = new ArrayList<>(List.of(document.split("/")));
        parts.removeLast();
        for (String part : link.split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.removeLast();
            } else if (!part.equals(".") && !part.isEmpty()) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    /** The anchors that a viewer makes of the headings: lower case, spaces as hyphens, other signs dropped. */
    private static Set<String> anchors(String markdown) {
        return HEADING.matcher(markdown)
                .results()
                .map(found -> found.group(1)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String withoutCode(String markdown) {
        return markdown.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\\n]*`", "");
    }

    private static String className(String path) {
        return path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
    }
}
