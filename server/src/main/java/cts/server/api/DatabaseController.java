package cts.server.api;

import cts.server.account.Identity;
import cts.server.storage.Database;
import cts.server.storage.PoolFigures;
import cts.server.storage.migration.DatabaseInitializer.Report;
import cts.server.storage.migration.MigrationScript;
import cts.server.storage.migration.Rollback;
import jakarta.servlet.http.HttpServletRequest;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** State of the database, its migrations and their way back. */
@RestController
class DatabaseController {
    private final ApiParts parts;
    private final Confirmation confirmation;
    private final ReentrantLock migrating = new ReentrantLock();

    DatabaseController(ApiParts parts, Confirmation confirmation) {
        this.parts = parts;
        this.confirmation = confirmation;
    }

    /** What a migration did. */
    record Migrated(
            List<MigrationScript> applied, int totalTables, String databaseType, List<String> log, long durationMs) {}

    /** The pools before and after they were opened anew. */
    record PoolReset(PoolFigures before, PoolFigures after, long durationMs) {}

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

    @PostMapping("/api/install/database/init")
    @Summary("Makes the schema where there is none yet.")
    Answer<Migrated> init() {
        int version = parts.schema().version();
        if (version > 0) {
            throw Refusal.of(
                    HttpStatus.CONFLICT,
                    "The database is there already, with schema version " + version + ": migrate brings it up to date.",
                    Map.of("version", version));
        }
        return Answer.of(alone(this::migrated));
    }

    @PostMapping("/api/install/database/migrate")
    @Summary(
            value = "Brings the database to the schema of this program; with dry_run tells what that would do.",
            data = Migrated.class,
            body = {
                @Summary.Field(
                        name = "dry_run",
                        type = "boolean",
                        optional = true,
                        text = "only try it on a copy, and tell each script's SQL, time, locks and rows"),
                @Summary.Field(
                        name = "to",
                        type = "integer",
                        optional = true,
                        text = "version that a dry run goes to, up or back; the newest if missing")
            })
    Answer<Record> migrate(@RequestBody Optional<JsonNode> json) {
        Body body = new Body(json);
        Optional<Integer> to = body.optionalWhole("to");
        if (body.isSet("dry_run")) {
            return Answer.of(alone(() -> parts.schema().dryRun(to)));
        }
        if (to.isPresent()) {
            throw Refusal.of(
                    "to", "A migration goes to the newest version; \"to\" goes with \"dry_run\", or with rollback.");
        }
        return Answer.of(alone(this::migrated));
    }

    @PostMapping("/api/install/database/rollback")
    @Summary(
            value = "Takes the schema back to a version, after a backup; the engines stay down until a migration.",
            body = {
                @Summary.Field(name = "to", type = "integer", text = "version, 0 leaves nothing"),
                @Summary.Field(name = "confirm", text = "the text \"rollback to N\""),
                @Summary.Field(
                        name = "password",
                        optional = true,
                        text = "the asking admin's; not for the command line")
            })
    Answer<Rollback.Outcome> rollback(
            Identity asking, @RequestBody Optional<JsonNode> json, HttpServletRequest request) {
        Body body = new Body(json);
        int to = body.whole("to");
        int version = parts.schema().version();
        if (to < 0 || to >= version) {
            throw Refusal.of(
                    "to",
                    "The database has schema version " + version + ", so \"to\" must be from 0 to " + (version - 1)
                            + ".");
        }
        confirmation.demand(
                "rollback to " + to,
                "Rolling the database back, which drops what was added since with its rows,",
                body,
                asking,
                request.getRemoteAddr());
        return Answer.of(parts.schema().rollback(to));
    }

    @PostMapping("/api/install/database/pool-reset")
    @Summary("Closes all connections once those in use are back, and opens new ones; nobody's request fails by it.")
    Answer<PoolReset> resetPool() {
        Database database = parts.readiness().backend().database();
        Instant begun = parts.clock().instant();
        PoolFigures before = database.figures();
        database.reset();
        return Answer.of(new PoolReset(before, database.figures(), millisSince(begun)));
    }

    /** Work on the schema; may be interrupted. */
    private interface Work<T> {
        T run() throws InterruptedException;
    }

    private <T> T alone(Work<T> work) {
        if (!migrating.tryLock()) {
            throw Refusal.of(HttpStatus.CONFLICT, "A migration is running already: ask for the status in a moment.");
        }
        try {
            return work.run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Refusal.unavailable("The migration was interrupted because CTS stops: start it again.");
        } finally {
            migrating.unlock();
        }
    }

    private Migrated migrated() throws InterruptedException {
        Instant begun = parts.clock().instant();
        Report report = parts.schema().migrate();
        return new Migrated(report.applied(), report.tables(), report.type().word(), report.log(), millisSince(begun));
    }

    private long millisSince(Instant begun) {
        return Duration.between(begun, parts.clock().instant()).toMillis();
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
        status.put("drift", report.drift());
    }
}
