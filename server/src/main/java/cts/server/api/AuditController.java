package cts.server.api;

import cts.server.ops.JobState;
import cts.server.storage.audit.Audit;
import cts.server.storage.audit.AuditReport;
import cts.server.storage.audit.AuditSubject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The report on the database, measured when it is asked for. */
@RestController
class AuditController {
    /** Measuring takes a second and writes a scratch database, so it is not done more often than this. */
    private static final long KEPT_MS = 60_000;

    private final ApiParts parts;
    private final ReentrantLock measuring = new ReentrantLock();
    private volatile Optional<AuditReport> last = Optional.empty();

    AuditController(ApiParts parts) {
        this.parts = parts;
    }

    @GetMapping("/api/database/audit")
    @Summary("The report on the database: every claim with what was measured, at most a minute old.")
    Answer<AuditReport> audit() {
        Backend backend = parts.readiness().backend();
        measuring.lock();
        try {
            long now = parts.clock().millis();
            AuditReport report = last.filter(made -> now - made.madeAt() < KEPT_MS)
                    .orElseGet(() -> Audit.of(subject(backend), parts.clock()));
            last = Optional.of(report);
            return Answer.of(report);
        } finally {
            measuring.unlock();
        }
    }

    private AuditSubject subject(Backend backend) {
        Map<String, Optional<Long>> jobs =
                backend.jobs().list().stream().collect(Collectors.toMap(JobState::name, JobState::lastSuccessAt));
        return new AuditSubject(
                backend.database(),
                backend.report().log(),
                Endpoints.all(),
                jobs,
                parts.controlFile().resolveSibling(""),
                false);
    }
}
