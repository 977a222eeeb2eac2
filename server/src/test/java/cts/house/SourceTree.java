package cts.house;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of a checkout by their path from its root, with forward slashes. A file that is not UTF-8 text has empty
 * text: it exists, and no rule about text looks at it.
 */
record SourceTree(SortedMap<String, String> files) {
    private static final List<String> GENERATED = List.of(".git", "target", "node_modules", "dist", "data");

    SourceTree {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** A tree held in memory: path, text, path, text, … */
    static SourceTree of(String... pathsAndTexts) {
        SortedMap<String, String> files = new TreeMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
        }
        return new SourceTree(files);
    }

    /** The tracked files of this checkout, or all but the generated ones where there is no Git. */
    static SourceTree ofCheckout() throws IOException, InterruptedException {
        Path root = root();
        SortedMap<String, String> files = new TreeMap<>();
        Optional<List<String>> tracked = tracked(root);
        for (String path : tracked.isPresent() ? tracked.get() : walked(root)) {
            Path file = root.resolve(path);
            if (Files.isRegularFile(file)) {
                files.put(path, text(file));
            }
        }
        return new SourceTree(files);
    }

    /** The folder of the launcher, upward from where the tests run. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
            folder = Optional.ofNullable(folder.getParent())
                    .orElseThrow(() -> new IllegalStateException("no folder above has an ARCHITECTURE.md"));
        }
        return folder;
    }

    Stream<String> paths() {
        return files.keySet().stream();
    }

    Stream<Map.Entry<String, String>> where(Predicate<String> path) {
        return files.entrySet().stream().filter(file -> path.test(file.getKey()));
    }

    String text(String path) {
        return files.getOrDefault(path, "");
    }

    /** Says whether a file or a folder of this path exists. */
    boolean holds(String path) {
        return path.isEmpty() || files.containsKey(path) || paths().anyMatch(file -> file.startsWith(path + "/"));
    }

    private static Optional<List<String>> tracked(Path root) throws IOException, InterruptedException {
        if (!Files.exists(root.resolve(".git"))) {
            return Optional.empty();
        }
        Process git = new ProcessBuilder("git", "ls-files", "-z")
                .directory(root.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String listed = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return git.waitFor() == 0 ? Optional.of(List.of(listed.split("\0"))) : Optional.empty();
    }

    private static List<String> walked(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(path -> Stream.iterate(path, each -> each != null, Path::getParent)
                            .noneMatch(each -> GENERATED.contains(String.valueOf(each.getFileName()))))
                    .map(path -> path.toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static String text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\0') >= 0 ? "" : text;
        } catch (CharacterCodingException binary) {
            return "";
        }
    }
}
