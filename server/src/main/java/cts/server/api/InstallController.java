package cts.server.api;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.PoolFigures;
import cts.server.storage.StorageException;
import cts.server.storage.migration.Drift;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What this installation runs on, and what is wrong with it. */
@RestController
class InstallController {
    private final ApiParts parts;

    InstallController(ApiParts parts) {
        this.parts = parts;
    }

    /**
     * The machine and the program.
     *
     * @param freeBytes on the disk of the data folder; empty if it does not tell
     */
    record SystemView(
            String cts,
            String java,
            String os,
            String architecture,
            int processors,
            long heapMaxBytes,
            long heapUsedBytes,
            long uptimeMs,
            Optional<Long> freeBytes) {}

    /**
     * How the database is.
     *
     * @param error why it cannot be used, if it cannot
     * @param drift how its schema differs now from what the program expects; empty if it does not answer
     * @param driftError why the drift is not known
     * @param pool live figures; empty while it is not open
     */
    record Diagnostics(
            String state,
            Optional<String> error,
            String databaseType,
            String place,
            String reason,
            Optional<Drift> drift,
            Optional<String> driftError,
            Optional<PoolFigures> pool) {}

    @GetMapping("/api/install/system-info")
    @Summary("Versions of the program, Java and the operating system, processors, memory and room on the disk.")
    Answer<SystemView> system() {
        Runtime runtime = Runtime.getRuntime();
        return Answer.of(new SystemView(
                Optional.ofNullable(HttpServer.class.getPackage().getImplementationVersion())
                        .orElse("unpackaged"),
                Runtime.version().toString(),
                System.getProperty("os.name", "unknown") + " " + System.getProperty("os.version", ""),
                System.getProperty("os.arch", "unknown"),
                runtime.availableProcessors(),
                runtime.maxMemory(),
                runtime.totalMemory() - runtime.freeMemory(),
                ManagementFactory.getRuntimeMXBean().getUptime(),
                freeBytes()));
    }

    @GetMapping("/api/install/diagnostics")
    @Summary("Whether the database can be used, how its schema differs now, and its connections.")
    Answer<Diagnostics> diagnostics() {
        DatabaseChoice choice = parts.schema().choice();
        Optional<Drift> drift = Optional.empty();
        Optional<String> driftError = Optional.empty();
        try {
            drift = Optional.of(parts.schema().drift());
        } catch (StorageException failure) {
            driftError = Optional.ofNullable(failure.getMessage());
        }
        Readiness.State state = parts.readiness().state();
        return Answer.of(new Diagnostics(
                parts.readiness().word(),
                state instanceof Readiness.State.Failed failed ? Optional.of(failed.sentence()) : Optional.empty(),
                choice.type().word(),
                choice.place(),
                choice.reason(),
                drift,
                driftError,
                state instanceof Readiness.State.Ready ready
                        ? Optional.of(ready.backend().database().figures())
                        : Optional.empty()));
    }

    private Optional<Long> freeBytes() {
        try {
            return Optional.of(
                    Files.getFileStore(parts.controlFile().resolveSibling("")).getUsableSpace());
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }
}
