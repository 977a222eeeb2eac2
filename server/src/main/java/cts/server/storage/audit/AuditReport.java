package cts.server.storage.audit;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The whole report.
 *
 * @param database type and place
 * @param madeAt ms UTC
 * @param tookMs how long measuring took
 */
public record AuditReport(String database, long madeAt, long tookMs, List<AuditSection> sections) {
    private static final int CLAIM_WIDTH = 46;

    public AuditReport {
        sections = List.copyOf(sections);
    }

    /** How many claims came out so. */
    public long count(Verdict verdict) {
        return sections.stream().mapToLong(section -> section.count(verdict)).sum();
    }

    /** For a terminal: a line per claim with its sign and what was found. */
    public String text() {
        String body = sections.stream().map(AuditReport::text).collect(Collectors.joining("\n\n"));
        return "Report on the %s database%n%n%s%n%n%d true, %d false, %d not applicable."
                .formatted(database, body, count(Verdict.TRUE), count(Verdict.FALSE), count(Verdict.NOT_APPLICABLE));
    }

    private static String text(AuditSection section) {
        return section.lines().stream()
                .map(line -> String.format(
                        Locale.ROOT,
                        "  %s %-" + CLAIM_WIDTH + "s %s",
                        line.finding().verdict().sign(),
                        line.claim(),
                        line.finding().measured()))
                .collect(Collectors.joining("\n", section.number() + ". " + section.title() + "\n", ""));
    }
}
