package cts.server.storage.retention;

import cts.server.storage.CandleTable;
import cts.server.storage.Database;
import cts.server.storage.DatabaseFacts;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageException;
import cts.server.storage.UuidSource;
import cts.server.storage.repository.CleanupLog;
import cts.server.storage.repository.SiteLogs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the database from growing without end: see {@link RetentionRules} for what goes when. A table that fails leaves the
 * others alone; its sentence is in {@code cleanup_log}, and the next run goes on where this one stopped.
 *
 * <p>Safe for several threads: a second run is refused while one is under way. Blocks.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Database database;
    private final RetentionRules rules;
    private final UuidSource ids;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final Milestones milestones;
    private final CleanupLog log;
    private final ReentrantLock running = new ReentrantLock();

    public Retention(Database database, RetentionRules rules, UuidSource ids, InstantSource clock, Sleeper sleeper) {
        this(database, rules, ids, clock, sleeper, Milestones.NONE);
    }

    Retention(
            Database database,
            RetentionRules rules,
            UuidSource ids,
            InstantSource clock,
            Sleeper sleeper,
            Milestones milestones) {
        this.database = database;
        this.rules = rules;
        this.ids = ids;
        this.clock = clock;
        this.sleeper = sleeper;
        this.milestones = milestones;
        this.log = new CleanupLog(database);
    }

    /** Who asked for a run. */
    public enum Kind {
        MANUAL("manual"),
        SCHEDULED("scheduled");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    public RetentionRules rules() {
        return rules;
    }

    /** What the newest run did, by table; empty before the first. */
    public List<CleanupLog.Row> newestRun() {
        return log.newestRun();
    }

    /** How large the database is, beside its budget. */
    public SizeBudget budget() {
        return new SizeBudget(DatabaseFacts.of(database).bytes(), rules.budgetBytes(), rules.warningPercent());
    }

    /**
     * Does all that is due.
     *
     * @return empty if a run is under way already
     * @throws InterruptedException if CTS ends meanwhile; what was done stays done
     */
    public Optional<CleanupReport> run(Kind kind) throws InterruptedException {
        if (!running.tryLock()) return Optional.empty();
        try {
            Run run = new Run(ids.next(), kind);
            run.all();
            SizeBudget budget = budget();
            warn(budget);
            return Optional.of(new CleanupReport(run.id, kind.word, run.rows, budget));
        } finally {
            running.unlock();
        }
    }

    private void warn(SizeBudget budget) {
        String level = switch (budget.level()) {
            case FINE -> "";
            case WARNING -> "warn";
            case EXCEEDED -> "error";
        };
        if (level.isEmpty()) return;
        LOG.warn(budget.sentence());
        new SiteLogs(database)
                .save(new SiteLogs.Row(
                        ids.next(),
                        level,
                        "database",
                        budget.sentence(),
                        Optional.of("retention"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "{}",
                        clock.millis()));
    }

    /** The work on one table. */
    @FunctionalInterface
    private interface Work {
        void on(Chunks chunks, Tally tally) throws InterruptedException;
    }

    private final class Run {
        private final String id;
        private final Kind kind;
        private final long now = clock.millis();
        private final List<CleanupLog.Row> rows = new ArrayList<>();

        Run(String id, Kind kind) {
            this.id = id;
            this.kind = kind;
        }

        void all() throws InterruptedException {
            table(
                    CandleTable.MARKET_DATA.word(),
                    (chunks, tally) -> new CandleArchiving(database, chunks, tally, milestones)
                            .run(candleCutoffs(rules.marketData())));
            table(
                    CandleTable.ARCHIVE.word(),
                    (chunks, tally) ->
                            new ArchiveExpiry(database, chunks, tally, milestones).run(candleCutoffs(rules.archive())));
            table(
                    "indication_states",
                    (chunks, tally) -> new RowExpiry(chunks, tally, milestones)
                            .indicationStates(connectionCutoffs(rules.indicationStates())));
            table(
                    "pseudo_positions",
                    (chunks, tally) -> new RowExpiry(chunks, tally, milestones)
                            .closedPositions(connectionCutoffs(rules.closedPositions())));
            table(
                    "site_logs",
                    (chunks, tally) -> new RowExpiry(chunks, tally, milestones)
                            .siteLogs(now - rules.siteLogs().toMillis()));
            table(
                    "query_log",
                    (chunks, tally) -> new RowExpiry(chunks, tally, milestones)
                            .queryLog(now - rules.queryLog().toMillis()));
            table("database", (chunks, tally) -> new SqliteRoom(database, chunks, tally).giveBack());
        }

        private Map<String, Long> candleCutoffs(Duration age) {
            return CandleArchiving.cutoffs(EventTimes.ofExchanges(database, now), age);
        }

        private Map<String, Long> connectionCutoffs(Duration age) {
            Map<String, Long> cutoffs = new HashMap<>();
            EventTimes.ofConnections(database, now)
                    .forEach((connection, time) -> cutoffs.put(connection, time - age.toMillis()));
            return cutoffs;
        }

        private void table(String name, Work work) throws InterruptedException {
            Tally tally = new Tally();
            long start = System.nanoTime();
            long beganAt = clock.millis();
            Optional<String> error = Optional.empty();
            try {
                work.on(new Chunks(database, sleeper), tally);
            } catch (StorageException failure) {
                error = Optional.of(String.valueOf(failure.getMessage()));
                LOG.warn("Cleaning up {} failed: {}", name, failure.getMessage());
            }
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            CleanupLog.Row row = new CleanupLog.Row(
                    ids.next(),
                    id,
                    kind.word,
                    name,
                    tally.olderThan(),
                    tally.archived().rows(),
                    tally.deletedRows(),
                    tally.droppedPartitions(),
                    tally.archived().text(),
                    tally.freedBytes(),
                    error.isPresent() ? "failed" : "done",
                    error,
                    beganAt,
                    took);
            rows.add(row);
            log.save(row);
        }
    }
}
