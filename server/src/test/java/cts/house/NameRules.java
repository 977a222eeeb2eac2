package cts.house;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Rules about names: of types, packages, files and of what may lie at the root. */
final class NameRules {
    /** Words that say nothing about the domain. */
    private static final Set<String> BANNED_WORDS =
            Set.of("Manager", "Helper", "Helpers", "Util", "Utils", "Impl", "Info", "Processor", "Abstract");

    private static final Set<String> BANNED_FOLDERS =
            Set.of("common", "util", "utils", "helper", "helpers", "impl", "misc");

    private static final Set<String> ROOT = Set.of(
            ".ci",
            ".editorconfig",
            ".gitattributes",
            ".gitignore",
            ".mvn",
            "ARCHITECTURE.md",
            "CHANGELOG.md",
            "CONTRIBUTING.md",
            "README.md",
            "bench",
            "core",
            "cts",
            "dashboard",
            "docs",
            "pom.xml",
            "server");

    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");
    /** Base is a level of the domain, so only a superclass of that name is refused. */
    private static final Pattern BASE_SUPERCLASS = Pattern.compile("\\bextends\\s+(Base[A-Z]\\w*)");

    private static final Pattern CAMEL_HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern CODE = Pattern.compile(".*\\.(java|ts|tsx)");

    private NameRules() {}

    /** No type, package or source file is named by a word that fits anything. */
    static List<String> banned(SourceTree tree) {
        List<String> sentences = new ArrayList<>();
        tree.where(path -> CODE.matcher(path).matches()).forEach(file -> {
            String path = file.getKey();
            String fileName = path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
            if (bannedWord(fileName.substring(0, 1).toUpperCase(Locale.ROOT) + fileName.substring(1))) {
                sentences.add("%s: %s is no name for a file".formatted(path, fileName));
            }
            Arrays.stream(path.split("/"))
                    .filter(BANNED_FOLDERS::contains)
                    .forEach(folder -> sentences.add("%s: %s is no name for a package".formatted(path, folder)));
            TYPE.matcher(code(file.getValue()))
                    .results()
                    .map(found -> found.group(1))
                    .filter(NameRules::bannedWord)
                    .forEach(type -> sentences.add("%s: %s is no name for a type".formatted(path, type)));
            BASE_SUPERCLASS
                    .matcher(code(file.getValue()))
                    .results()
                    .forEach(found ->
                            sentences.add("%s: %s is no name for a superclass".formatted(path, found.group(1))));
        });
        return List.copyOf(new TreeSet<>(sentences));
    }

    /** Few files at the root. */
    static List<String> root(SourceTree tree) {
        return tree.paths()
                .map(path -> path.contains("/") ? path.substring(0, path.indexOf('/')) : path)
                .distinct()
                .filter(entry -> !ROOT.contains(entry))
                .map("%s does not belong at the root"::formatted)
                .toList();
    }

    /** Every package says what it is, and lets no null in. */
    static List<String> packages(SourceTree tree) {
        return tree.paths()
                .filter(path -> path.contains("/src/main/java/") && path.endsWith(".java"))
                .map(path -> path.substring(0, path.lastIndexOf('/')) + "/package-info.java")
                .distinct()
                .filter(path -> {
                    String text = tree.text(path);
                    return !text.contains("@NullMarked") || !text.contains("/**");
                })
                .map("%s is missing, or has no comment or no @NullMarked"::formatted)
                .toList();
    }

    private static boolean bannedWord(String name) {
        return Arrays.stream(CAMEL_HUMP.split(name)).anyMatch(BANNED_WORDS::contains);
    }

    /** The text without comments and strings, so that only declarations are looked at. */
    private static String code(String text) {
        return text.replaceAll("(?s)\"\"\".*?\"\"\"", "\"\"")
                .replaceAll("\"(?:\\\\.|[^\"\\\\\\n])*\"", "\"\"")
                .replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("//[^\\n]*", "");
    }
}
