package cts.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the measurements run.
 *
 * @param checkout the folder of the launcher
 * @param program the archive of the real program
 * @param java the program that runs this process
 * @param options of this process: those of the launcher, and what CTS_JAVA_OPTIONS adds
 * @param pin the command that pins a process to one core; empty where there is none
 */
record Machine(Path checkout, Path program, Path java, List<String> options, List<String> pin) {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED_CORES = "Cpus_allowed_list:";

    Machine {
        options = List.copyOf(options);
        pin = List.copyOf(pin);
    }

    static Machine here() {
        List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
        Path java = Path.of(System.getProperty("java.home", ""), "bin", "java");
        return new Machine(told("cts.bench.checkout"), told("cts.bench.program"), java, options, pinning());
    }

    private static Path told(String property) {
        String told = System.getProperty(property, "");
        if (told.isEmpty()) throw new BenchFailure("the benchmarks are started by './cts bench'.");
        return Path.of(told);
    }

    /** The last core we may use: the first one tends to serve the interrupts. */
    private static List<String> pinning() {
        if (!Files.isExecutable(TASKSET) || !Files.isReadable(STATUS)) return List.of();
        try {
            Optional<String> cores = Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(ALLOWED_CORES))
                    .map(line -> line.substring(ALLOWED_CORES.length()).strip())
                    .findFirst();
            return cores.map(list -> List.of(TASKSET.toString(), "-c", list.replaceAll(".*[,-]", "")))
                    .orElse(List.of());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the cores of this process cannot be read", unreadable);
        }
    }

    /** @throws BenchFailure when it has not been built */
    void requireProgram() {
        if (!Files.isRegularFile(program)) {
            throw new BenchFailure("there is no %s; './cts version' builds it.".formatted(program));
        }
    }

    /** One line about it. */
    String description() {
        return String.format(
                Locale.ROOT,
                "%s %s, %d processors, %.1f GiB, JDK %s, load %s",
                System.getProperty("os.name", ""),
                System.getProperty("os.arch", ""),
                Runtime.getRuntime().availableProcessors(),
                memory() / (double) (1L << 30),
                Runtime.version(),
                load());
    }

    /** How many processes wanted to run in the last minute, on average. */
    static String load() {
        return Figures.of(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }
}
