package cts.house;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the kernel and the packages without SQL may not touch, whatever the dependency table says. */
final class Purity {
    private static final Set<String> STATE_IO = Set.of(
            "java.io.DataInput",
            "java.io.DataOutput",
            "java.io.IOException",
            "java.io.UncheckedIOException",
            // Every record, enum and lambda may carry it; it does no I/O.
            "java.io.Serializable");

    private static final List<String> OUTSIDE_WORLD =
            List.of("java.io", "java.nio.file", "java.nio.channels", "java.net", "java.sql", "java.util.logging");

    private static final List<String> SQL = List.of(
            "java.sql", "javax.sql", "org.jooq", "org.flywaydb", "com.zaxxer.hikari", "org.springframework.jdbc");

    /** Methods that bring in time, randomness or the machine; the name alone, after its class. */
    private static final Set<String> IMPURE_METHODS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getProperty",
            "java.lang.System.getenv",
            "java.lang.System.exit",
            "java.lang.Math.random",
            "java.lang.Thread.sleep",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.InstantSource.system",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.util.UUID.randomUUID",
            "java.util.concurrent.ThreadLocalRandom.current");

    private static final Set<String> NEED_A_SEED = Set.of("java.util.Random", "java.util.SplittableRandom");

    /** Read by the compiler alone, to list a class for {@link java.util.ServiceLoader}; nothing of it is needed to run. */
    private static final String SERVICE_LISTING = "com.google.auto.service.AutoService";

    private Purity() {}

    /** What a kernel class does that needs a world around it. */
    static List<String> impurities(Iterable<JavaClass> classes) {
        TreeSet<String> sentences = new TreeSet<>();
        for (JavaClass from : classes) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!target.isPrimitive() && !isPure(target)) {
                    sentences.add("%s may not use %s".formatted(from.getName(), target.getName()));
                }
            }
            accesses(from)
                    .filter(Purity::isImpure)
                    .forEach(access -> sentences.add("%s may not call %s"
                            .formatted(from.getName(), access.getTarget().getFullName())));
        }
        return List.copyOf(sentences);
    }

    /** What a class outside the storage does with SQL. */
    static List<String> sqlUses(Iterable<JavaClass> classes) {
        TreeSet<String> sentences = new TreeSet<>();
        for (JavaClass from : classes) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (liesIn(target, SQL)) {
                    sentences.add("%s may not use %s: SQL lives in cts.server.storage"
                            .formatted(
                                    from.getName(), dependency.getTargetClass().getName()));
                }
            }
        }
        return List.copyOf(sentences);
    }

    private static boolean isPure(JavaClass target) {
        String name = target.getPackageName();
        if (STATE_IO.contains(target.getName())) {
            return true;
        }
        if (liesIn(name, OUTSIDE_WORLD)) {
            return false;
        }
        return name.startsWith("java.")
                || name.startsWith("cts.")
                || name.equals("cts")
                || name.startsWith("org.jspecify.annotations")
                || target.getName().equals(SERVICE_LISTING);
    }

    private static boolean liesIn(String name, List<String> packages) {
        return packages.stream().anyMatch(each -> name.equals(each) || name.startsWith(each + "."));
    }

    private static Stream<JavaAccess<?>> accesses(JavaClass from) {
        return from.getAccessesFromSelf().stream();
    }

    private static boolean isImpure(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        if (IMPURE_METHODS.contains(owner + "." + access.getName())) {
            return true;
        }
        return NEED_A_SEED.contains(owner)
                && access.getTarget() instanceof AccessTarget.ConstructorCallTarget made
                && made.getRawParameterTypes().isEmpty();
    }
}
