package cts.server.storage.audit;

import cts.server.storage.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is measured.
 *
 * @param database open and migrated
 * @param start what the start of this program did with the database, a sentence each
 * @param endpoints of the HTTP interface, each as {@code GET /api/sets}
 * @param jobs by name, with the time of their last success, ms UTC; empty without a server, where none runs
 * @param dataFolder of this program
 * @param production whether it runs in production mode
 */
public record AuditSubject(
        Database database,
        List<String> start,
        Set<String> endpoints,
        Map<String, Optional<Long>> jobs,
        Path dataFolder,
        boolean production) {
    public AuditSubject {
        start = List.copyOf(start);
        endpoints = Set.copyOf(endpoints);
        jobs = Map.copyOf(jobs);
    }
}
