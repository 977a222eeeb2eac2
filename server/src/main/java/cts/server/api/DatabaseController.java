package cts.server.api;

import cts.server.account.Identity;
import cts.server.storage.migration.DatabaseInitializer.Report;
import cts.server.storage.migration.MigrationScript;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** State of the database and its migrations. */
@RestController
class DatabaseController {
    private final ApiParts parts;
    private final ReentrantLock migrating = new ReentrantLock();

    DatabaseController(ApiParts parts) {
        this.parts = parts;
    }

    /** What a migration did. */
    record Migrated(
            List<MigrationScript> applied, int totalTables, String databaseType, List<String> log, long durationMs) {}

    @GetMapping("/api/install/database/status")
    @Summary("State of the database; to those who are logged in also its place and migrations.")
    Answer<Map<String, Object>> installStatus(Optional<Identity> asking) {
        return status(asking);
    }

    @GetMapping("/api/settings/database-status")
    @Summary("The same as the status of the installed database.")
    Answer<Map<String, Object>> settingsStatus(Optional<Identity> asking) {
        return status(asking);
    }

    @PostMapping("/api/install/database/migrate")
    @Summary("Brings the database to the schema of this program.")
    Answer<Migrated> migrate() {
        if (!migrating.tryLock()) {
            throw Refusal.of(HttpStatus.CONFLICT, "A migration is running already: ask for the status in a moment.");
        }
        try {
            Instant begun = parts.clock().instant();
            Report report = parts.migrate().call();
            return Answer.of(new Migrated(
                    report.applied(),
                    report.tables(),
                    report.type().word(),
                    report.log(),
                    Duration.between(begun, parts.clock().instant()).toMillis()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Refusal.unavailable("The migration was interrupted because CTS stops: start it again.");
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException("a migration failed in a way it does not declare", failure);
        } finally {
            migrating.unlock();
        }
    }

    private Answer<Map<String, Object>> status(Optional<Identity> asking) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("state", parts.readiness().word());
        status.put("ready", parts.readiness().state() instanceof Readiness.State.Ready);
        if (asking.isPresent()) {
            switch (parts.readiness().state()) {
                case Readiness.State.Ready ready ->
                    details(status, ready.backend().report());
                case Readiness.State.Failed failed -> status.put("error", failed.sentence());
                case Readiness.State.Starting _ -> {
                    // There is nothing to tell yet.
                }
            }
        }
        return Answer.of(status);
    }

    private static void details(Map<String, Object> status, Report report) {
        status.put("databaseType", report.type().word());
        status.put("place", report.place());
        status.put("reason", report.reason());
        status.put("version", report.version());
        status.put("totalTables", report.tables());
        status.put("migrations", report.scripts());
    }
}
