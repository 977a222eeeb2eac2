package cts.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dependency tables of ARCHITECTURE.md: which package may import which. Each row reads
 * {@code | `package` | what lives there | may import |}; the last cell is a dash, "those above", "core" or a list of
 * packages. A name ending in {@code .*} stands for each package below it.
 */
final class DependencyTable {
    private static final Pattern ROW = Pattern.compile("^\\|\\s*`(cts[\\w.*]*)`\\s*\\|[^|]*\\|([^|]*)\\|\\s*$");
    private static final Pattern NAME = Pattern.compile("`(cts[\\w.*]*)`");

    /** Row name → names of the rows it may import. */
    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    private DependencyTable() {}

    static DependencyTable read(String markdown) {
        DependencyTable table = new DependencyTable();
        List<String> core = new ArrayList<>();
        for (String line : markdown.lines().toList()) {
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                continue;
            }
            String name = row.group(1);
            String cell = row.group(2).strip();
            List<String> allowed = new ArrayList<>();
            if (cell.equals("those above") || cell.startsWith("core")) {
                allowed.addAll(core);
            }
            NAME.matcher(cell).results().forEach(each -> allowed.add(each.group(1)));
            if (allowed.isEmpty() && !cell.equals("–") && !cell.equals("those above")) {
                throw new IllegalArgumentException(
                        "row %s of the dependency table is not understood: %s".formatted(name, cell));
            }
            if (!isServer(name)) {
                core.add(name);
            }
            table.rows.put(name, List.copyOf(allowed));
        }
        return table;
    }

    List<String> rowNames() {
        return List.copyOf(rows.keySet());
    }

    /** Every dependency between two packages of the program that the table does not allow, as sentences. */
    List<String> violations(Iterable<JavaClass> classes) {
        TreeSet<String> sentences = new TreeSet<>();
        for (JavaClass from : classes) {
            String origin = from.getPackageName();
            if (row(origin).isEmpty()) {
                // A package-info compiles to a class of its own; the folder above the packages has nothing else.
                if (!from.getSimpleName().equals("package-info")) {
                    sentences.add("package %s has no row in ARCHITECTURE.md".formatted(origin));
                }
                continue;
            }
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (isProgram(target) && !allowed(origin, target)) {
                    sentences.add("%s may not import %s (%s uses %s)"
                            .formatted(
                                    origin,
                                    target,
                                    from.getSimpleName(),
                                    dependency.getTargetClass().getSimpleName()));
                }
            }
        }
        return List.copyOf(sentences);
    }

    private boolean allowed(String origin, String target) {
        Optional<String> from = row(origin);
        Optional<String> to = row(target);
        if (from.isEmpty() || to.isEmpty()) {
            return false;
        }
        if (from.equals(to)) {
            return !from.get().endsWith(".*") || component(origin, from.get()).equals(component(target, from.get()));
        }
        return rows.getOrDefault(from.get(), List.of()).contains(to.get());
    }

    /** The row of a package: the longest name it equals or lies below. */
    private Optional<String> row(String name) {
        return rows.keySet().stream().filter(row -> matches(row, name)).max(Comparator.comparingInt(String::length));
    }

    private static boolean matches(String row, String name) {
        if (row.endsWith(".*")) {
            return name.startsWith(row.substring(0, row.length() - 1));
        }
        // The package that holds the others stands for itself alone: a new one below it needs a row of its own.
        return name.equals(row) || (name.startsWith(row + ".") && !row.equals("cts.server"));
    }

    private static String component(String name, String row) {
        String below = name.substring(row.length() - 1);
        return below.contains(".") ? below.substring(0, below.indexOf('.')) : below;
    }

    private static boolean isProgram(String name) {
        return name.equals("cts") || name.startsWith("cts.");
    }

    static boolean isServer(String name) {
        return name.equals("cts.server") || name.startsWith("cts.server.");
    }
}
