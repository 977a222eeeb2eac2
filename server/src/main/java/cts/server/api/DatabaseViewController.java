package cts.server.api;

import cts.server.storage.Database;
import cts.server.storage.DatabaseFacts;
import cts.server.storage.PoolFigures;
import cts.server.storage.ReplicaStatus;
import cts.server.storage.TableSize;
import cts.server.storage.WriterHealth;
import cts.server.storage.querylog.QueryFigures;
import cts.server.storage.querylog.QueryMeter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the database page shows of the running database. */
@RestController
class DatabaseViewController {
    private static final int MOST_QUERIES = 100;
    /** Reading the sizes walks through the database, so it is not done more often than this. */
    private static final long SIZES_KEPT_MS = 30_000;

    private final ApiParts parts;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Optional<Tables> tables = Optional.empty();

    DatabaseViewController(ApiParts parts) {
        this.parts = parts;
    }

    /** Type, place, size, connections, writer and replicas. */
    record Overview(
            String type,
            String place,
            String reason,
            String engine,
            long bytes,
            int schemaVersion,
            PoolFigures pool,
            WriterView writer,
            List<ReplicaView> replicas) {}

    /** A read replica; {@code sentence} says why no reads go there. */
    record ReplicaView(String place, String state, Optional<Long> lagMs, long reads, String sentence) {
        static ReplicaView of(ReplicaStatus status) {
            return new ReplicaView(
                    status.place(), status.state().word(), status.lagMillis(), status.reads(), status.sentence());
        }
    }

    /** How the engine's writer keeps up; {@code sentence} is empty when it does. */
    record WriterView(
            String state, String sentence, long waiting, long written, long coalesced, long retries, long refused) {
        static WriterView of(WriterHealth health) {
            return new WriterView(
                    health.state().name().toLowerCase(java.util.Locale.ROOT),
                    health.sentence(),
                    health.backlog(),
                    health.written(),
                    health.coalesced(),
                    health.retries(),
                    health.refused());
        }
    }

    /** The tables with their sizes, as they were at {@code readAt}. */
    record Tables(long readAt, List<TableSize> tables) {}

    /** What statements cost since the start, the costliest first. */
    record Queries(long slowMs, List<QueryFigures> queries) {}

    @GetMapping("/api/database/type")
    @Summary("Type, place, size, connections, writer and replicas of the database.")
    Answer<Overview> overview() {
        Backend backend = parts.readiness().backend();
        Database database = backend.database();
        DatabaseFacts facts = DatabaseFacts.of(database);
        return Answer.of(new Overview(
                facts.type().word(),
                facts.place(),
                facts.reason(),
                facts.engine(),
                facts.bytes(),
                backend.report().version(),
                database.figures(),
                WriterView.of(backend.writer().health()),
                database.replicas().stream().map(ReplicaView::of).toList()));
    }

    @GetMapping("/api/database/tables")
    @Summary("The tables with their rows and sizes, at most 30 seconds old.")
    Answer<Tables> tables() {
        Database database = parts.readiness().backend().database();
        reading.lock();
        try {
            long now = parts.clock().millis();
            Tables known = tables.filter(read -> now - read.readAt() < SIZES_KEPT_MS)
                    .orElseGet(() -> new Tables(now, TableSize.all(database)));
            tables = Optional.of(known);
            return Answer.of(known);
        } finally {
            reading.unlock();
        }
    }

    @GetMapping("/api/database/queries")
    @Summary("What statements cost since the start, the costliest first.")
    Answer<Queries> queries() {
        QueryMeter meter = parts.readiness().backend().database().queries();
        return Answer.of(new Queries(QueryMeter.SLOW.toMillis(), meter.costliest(MOST_QUERIES)));
    }
}
