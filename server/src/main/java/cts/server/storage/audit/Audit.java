package cts.server.storage.audit;

import cts.server.storage.TableSize;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;

/** Measures a database against the claims it was built to keep. */
public final class Audit {
    private Audit() {}

    /** The sections in their order; each is given what to measure with and the time, ms UTC. */
    private static final List<BiFunction<Probe, Long, AuditSection>> SECTIONS = List.of(
            (probe, now) -> MigrationLines.status(probe),
            (probe, now) -> MigrationLines.issues(probe),
            (probe, now) -> SchemaLines.overview(probe),
            (probe, now) -> CoordinationLines.of(probe),
            (probe, now) -> SchemaLines.integrity(probe),
            PerformanceLines::of,
            (probe, now) -> SecurityLines.of(probe),
            UpkeepLines::backup,
            (probe, now) -> UpkeepLines.monitoring(probe),
            UpkeepLines::recommendations,
            (probe, now) -> TestingLines.of(probe));

    /** Measures everything now. */
    public static AuditReport of(AuditSubject subject, InstantSource clock) {
        long began = clock.millis();
        Probe probe = probe(subject);
        List<AuditSection> sections =
                SECTIONS.stream().map(section -> section.apply(probe, began)).toList();
        return new AuditReport(
                subject.database().type().word() + " at "
                        + subject.database().choice().place(),
                began,
                clock.millis() - began,
                sections);
    }

    /** Measures one section, from 1. */
    static AuditSection section(int number, AuditSubject subject, InstantSource clock) {
        return SECTIONS.get(number - 1).apply(probe(subject), clock.millis());
    }

    private static Probe probe(AuditSubject subject) {
        List<TableSize> sizes = TableSize.all(subject.database());
        SchemaFacts schema = SchemaFacts.of(
                subject.database(), sizes.stream().map(TableSize::name).toList());
        return new Probe(subject, schema, sizes);
    }
}
