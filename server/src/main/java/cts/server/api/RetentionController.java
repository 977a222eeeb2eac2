package cts.server.api;

import cts.server.ops.JobState;
import cts.server.ops.Jobs;
import cts.server.storage.repository.CleanupLog;
import cts.server.storage.retention.CleanupReport;
import cts.server.storage.retention.Retention;
import cts.server.storage.retention.RetentionRules;
import cts.server.storage.retention.SizeBudget;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the database's upkeep did and will do, and the way to ask for it now. */
@RestController
class RetentionController {
    private final ApiParts parts;

    RetentionController(ApiParts parts) {
        this.parts = parts;
    }

    /** How old rows get, in hours by table; how large the database is; what the newest run did. */
    record RetentionView(Map<String, Long> keptHours, BudgetView budget, List<CleanupLog.Row> newestRun) {}

    /** The size beside its budget; {@code level} is fine, warning or exceeded. */
    record BudgetView(long bytes, long budgetBytes, int warningPercent, double percent, String level, String sentence) {
        static BudgetView of(SizeBudget budget) {
            return new BudgetView(
                    budget.bytes(),
                    budget.budgetBytes(),
                    budget.warningPercent(),
                    budget.percent(),
                    budget.level().name().toLowerCase(Locale.ROOT),
                    budget.sentence());
        }
    }

    /** What a run did. */
    record CleanedUp(String runId, List<CleanupLog.Row> tables, long freedBytes, BudgetView budget, String sentence) {
        static CleanedUp of(CleanupReport report) {
            return new CleanedUp(
                    report.runId(),
                    report.tables(),
                    report.freedBytes(),
                    BudgetView.of(report.budget()),
                    report.sentence());
        }
    }

    /** A job that was asked for. */
    record Asked(String name, String outcome) {}

    @GetMapping("/api/database/retention")
    @Summary("How long rows are kept, the size budget, and what the newest clean-up did.")
    Answer<RetentionView> retention() {
        Retention retention = parts.readiness().backend().retention();
        return Answer.of(
                new RetentionView(hours(retention.rules()), BudgetView.of(retention.budget()), retention.newestRun()));
    }

    @PostMapping("/api/database/cleanup-historical")
    @Summary("Archive and delete what is too old, now.")
    Answer<CleanedUp> cleanUp() {
        try {
            return parts.readiness()
                    .backend()
                    .retention()
                    .run(Retention.Kind.MANUAL)
                    .map(report -> Answer.of(CleanedUp.of(report)))
                    .orElseThrow(() -> Refusal.of(
                            HttpStatus.CONFLICT, "A clean-up is running already: ask for its result in a moment."));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Refusal.unavailable("The clean-up was interrupted because CTS stops: the next one goes on.");
        }
    }

    @GetMapping("/api/database/jobs")
    @Summary("The jobs: when each is due, and how its last runs ended.")
    Answer<List<JobState>> jobs() {
        return Answer.of(parts.readiness().backend().jobs().list());
    }

    @PostMapping("/api/database/jobs/{name}/run")
    @Summary("Run a job now.")
    Answer<Asked> run(@PathVariable String name) {
        Jobs.Asked asked = parts.readiness().backend().jobs().runNow(name);
        return switch (asked) {
            case STARTED -> Answer.of(new Asked(name, "started"));
            case RUNNING -> throw Refusal.of(HttpStatus.CONFLICT, "The job " + name + " is running already.");
            case UNKNOWN -> throw Refusal.unknown("job", name);
        };
    }

    private static Map<String, Long> hours(RetentionRules rules) {
        Map<String, Duration> ages = Map.of(
                "market_data", rules.marketData(),
                "archived_market_data", rules.archive(),
                "indication_states", rules.indicationStates(),
                "site_logs", rules.siteLogs(),
                "pseudo_positions", rules.closedPositions(),
                "query_log", rules.queryLog());
        Map<String, Long> hours = new TreeMap<>();
        ages.forEach((table, age) -> hours.put(table, age.toHours()));
        return hours;
    }
}
