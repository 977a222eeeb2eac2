package cts.server.storage.audit;

import static cts.server.storage.schema.Tables.BACKUPS;
import static cts.server.storage.schema.Tables.CLEANUP_LOG;
import static cts.server.storage.schema.Tables.EXCHANGE_CONNECTIONS;
import static cts.server.storage.schema.Tables.INDICATION_STATES;
import static cts.server.storage.schema.Tables.PRESET_SYMBOL_PERFORMANCE;
import static cts.server.storage.schema.Tables.SITE_LOGS;
import static cts.server.storage.schema.Tables.TRADE_ENGINE_STATE;

import java.util.List;
import java.util.Optional;
import org.jooq.impl.DSL;

/** Sections 8 to 10: backup, monitoring, and what the report wished for. */
final class UpkeepLines {
    private static final long DAY = 24 * Probe.HOUR;

    private UpkeepLines() {}

    static AuditSection backup(Probe probe, long now) {
        return new AuditSection.Maker(8, "Backup & Recovery")
                .line(
                        "Manual backup via /api/database/reorganize",
                        "ReorganizationTest#theCopiesAreThoseOfTheLastRun",
                        () -> probe.endpoints("POST /api/database/reorganize"))
                .line(
                        "Backup tables",
                        "ReorganizationTest#theCopiesAreThoseOfTheLastRun",
                        () -> Finding.of(
                                probe.schema().table("pseudo_positions_backup").isPresent()
                                        && probe.schema()
                                                .table("real_positions_backup")
                                                .isPresent(),
                                "pseudo_positions_backup " + probe.rows("pseudo_positions_backup")
                                        + " rows, real_positions_backup " + probe.rows("real_positions_backup")
                                        + " rows"))
                .line(
                        "ZIP download",
                        "BackupsTest#aBackupIsWrittenProvenAndSaysHowMuchWouldBeLost",
                        () -> probe.endpoints(
                                "POST /api/install/backup/create", "GET /api/install/backup/{id}/download"))
                .line("Automated daily backups", "JobsTest", () -> daily(probe, now))
                .line(
                        "Every backup proven by a restore",
                        "BackupsTest#aBackupIsWrittenProvenAndSaysHowMuchWouldBeLost",
                        () -> proven(probe, now))
                .line("Point-in-time recovery for PostgreSQL", "", () -> pointInTime(probe))
                .line(
                        "Migration rollback capability",
                        "RollbackTest#everyNumberGoesDownAndUpAndDownWithRowsInAllTables",
                        () -> rollback(probe))
                .made();
    }

    static AuditSection monitoring(Probe probe) {
        return new AuditSection.Maker(9, "Monitoring & Health Checks")
                .line("Site logs with levels", "AccountRepositoriesContractTest", () -> {
                    List<String> levels = probe.database()
                            .read(sql -> sql.select(SITE_LOGS.LEVEL, DSL.count())
                                    .from(SITE_LOGS)
                                    .groupBy(SITE_LOGS.LEVEL)
                                    .orderBy(SITE_LOGS.LEVEL)
                                    .fetch(row -> row.value1() + " " + row.value2()));
                    return Finding.of(
                            probe.missing("site_logs", "level", "category").isEmpty(),
                            levels.isEmpty() ? "no line yet" : String.join(", ", levels));
                })
                .line("Trade engine health tracking", "EndpointsTest", () -> {
                    List<String> stages = probe.database()
                            .read(sql -> sql.select(TRADE_ENGINE_STATE.STAGES)
                                    .from(TRADE_ENGINE_STATE)
                                    .fetch(row -> String.valueOf(row.value1())));
                    return Finding.of(
                            stages.stream().anyMatch(json -> json.contains("health")),
                            stages.size() + " engines with the health of their stages");
                })
                .line("Connection test status", "AccountRepositoriesContractTest", () -> {
                    int tested = probe.count(EXCHANGE_CONNECTIONS, EXCHANGE_CONNECTIONS.LAST_TEST_STATUS.eq("passed"));
                    return Finding.of(tested > 0, tested + " connections passed their test");
                })
                .line("Performance metrics per preset", "", () -> {
                    int pairs = probe.count(PRESET_SYMBOL_PERFORMANCE, DSL.noCondition());
                    return Finding.of(
                            pairs > 0,
                            pairs > 0 ? pairs + " pairs" : "the table is there, but nothing in this version writes it");
                })
                .line(
                        "/api/install/database/status",
                        "EndpointsTest",
                        () -> probe.endpoints("GET /api/install/database/status"))
                .line(
                        "/api/trade-engine/status",
                        "EndpointsTest",
                        () -> probe.endpoints("GET /api/trade-engine/status"))
                .line(
                        "/api/settings/database-status",
                        "EndpointsTest",
                        () -> probe.endpoints("GET /api/settings/database-status"))
                .made();
    }

    static AuditSection recommendations(Probe probe, long now) {
        return new AuditSection.Maker(10, "Recommendations")
                .line("Automated backup schedule", "JobsTest", () -> daily(probe, now))
                .line(
                        "Migration rollback capability",
                        "RollbackTest#everyNumberGoesDownAndUpAndDownWithRowsInAllTables",
                        () -> rollback(probe))
                .line(
                        "Database dashboard for monitoring",
                        "DatabaseViewTest",
                        () -> probe.endpoints(
                                "GET /api/database/type", "GET /api/database/tables", "GET /api/database/queries"))
                .line("Query performance logging", "QueryLogTest", () -> {
                    int statements = probe.database().queries().costliest(1_000).size();
                    return Finding.of(
                            statements > 0 && probe.schema().table("query_log").isPresent(),
                            statements + " statements measured since the start, " + probe.rows("query_log")
                                    + " rows in query_log");
                })
                .line(
                        "Read replicas for scaling",
                        "ReplicasTest",
                        () -> probe.isSqlite()
                                ? Finding.notApplicable("SQLite has no replicas")
                                : probe.database().replicas().isEmpty()
                                        ? Finding.notApplicable("DATABASE_REPLICA_URLS names none")
                                        : Finding.of(
                                                probe.database().replicas().stream()
                                                        .anyMatch(replica -> replica.sentence()
                                                                .isEmpty()),
                                                probe.database().replicas().size() + " replicas, "
                                                        + probe.database().replicas().stream()
                                                                .map(replica -> replica.state()
                                                                        .word())
                                                                .toList()))
                .made();
    }

    /** What the clean-up job has done with market data. */
    static Finding retention(Probe probe) {
        return probe.database()
                .read(sql -> sql.selectFrom(CLEANUP_LOG)
                        .where(CLEANUP_LOG.TABLE_NAME.eq("market_data"))
                        .orderBy(CLEANUP_LOG.BEGAN_AT.desc())
                        .limit(1)
                        .fetchOptional()
                        .map(last -> Finding.of(
                                last.get(CLEANUP_LOG.STATUS).equals("done"),
                                "last run: " + last.get(CLEANUP_LOG.ARCHIVED_ROWS) + " candles archived, "
                                        + last.get(CLEANUP_LOG.DELETED_ROWS) + " deleted, in "
                                        + last.get(CLEANUP_LOG.DURATION_MS) + " ms"))
                        .orElseGet(() -> waiting(probe)));
    }

    private static Finding waiting(Probe probe) {
        if (!probe.subject().jobs().isEmpty() && !probe.subject().jobs().containsKey("retention")) {
            return Finding.of(false, "no job cleans up");
        }
        return Finding.of(
                probe.subject().endpoints().contains("POST /api/database/cleanup-historical"),
                "no run yet: the job runs every 24 h, and by POST /api/database/cleanup-historical");
    }

    static Finding archive(Probe probe) {
        return Finding.of(
                probe.schema().table("archived_market_data").isPresent()
                        && retention(probe).verdict() == Verdict.TRUE,
                probe.rows("archived_market_data")
                        + " candles in the archive, counted and checksummed before deletion");
    }

    static Finding indications(Probe probe) {
        Long newest = probe.database()
                .read(sql -> sql.select(DSL.coalesce(DSL.max(INDICATION_STATES.FIRED_AT), DSL.inline(0L)))
                        .from(INDICATION_STATES)
                        .fetchSingle(0, Long.class));
        int old = probe.count(INDICATION_STATES, INDICATION_STATES.EXPIRES_AT.lt(newest - 3 * DAY));
        return Finding.of(
                old == 0,
                old + " of " + probe.rows("indication_states") + " states are older than 48 h and a run apart");
    }

    private static Finding daily(Probe probe, long now) {
        if (probe.subject().jobs().isEmpty()) {
            int scheduled = probe.count(BACKUPS, BACKUPS.KIND.eq("scheduled"));
            return Finding.of(
                    probe.subject().endpoints().contains("POST /api/install/backup/create"),
                    scheduled + " scheduled backups; the job runs with the server, every 24 h");
        }
        Optional<Long> last = probe.subject().jobs().getOrDefault("backup", Optional.empty());
        boolean exists = probe.subject().jobs().containsKey("backup");
        return Finding.of(
                exists && last.map(at -> now - at < 2 * DAY).orElse(true),
                exists
                        ? "every 24 h; last success "
                                + last.map(at -> ago(now - at)).orElse("none yet")
                        : "no job makes backups");
    }

    private static Finding proven(Probe probe, long now) {
        int all = probe.count(BACKUPS, BACKUPS.REMOVED_AT.isNull());
        Optional<Finding> last = probe.database()
                .read(sql -> sql.selectFrom(BACKUPS)
                        .where(BACKUPS.STATUS.eq("proven"))
                        .orderBy(BACKUPS.BEGAN_AT.desc())
                        .limit(1)
                        .fetchOptional()
                        .map(row -> Finding.of(
                                true,
                                "last proven backup " + ago(now - row.get(BACKUPS.BEGAN_AT)) + ", restored in "
                                        + row.get(BACKUPS.RESTORED_MS) + " ms, " + row.get(BACKUPS.TOTAL_ROWS)
                                        + " rows")));
        return last.orElseGet(() -> all == 0
                ? Finding.notApplicable("there is no backup yet: cts db backup, or the daily job, makes one")
                : Finding.of(false, all + " backups, none of them proven"));
    }

    private static Finding pointInTime(Probe probe) {
        if (probe.isSqlite()) return Finding.notApplicable("it needs PostgreSQL");
        String mode = probe.text("SELECT current_setting('archive_mode')");
        return mode.equals("off")
                ? Finding.notApplicable("archive_mode is off on this server, so it keeps nothing to recover from")
                : Finding.of(
                        true,
                        "archive_mode is " + mode + ", archive_command "
                                + probe.text(
                                        "SELECT CASE current_setting('archive_command') WHEN '' THEN 'empty' ELSE 'set' END"));
    }

    private static Finding rollback(Probe probe) {
        Scripts archive = Scripts.ofProgram();
        String type = probe.database().type().word();
        return Finding.of(
                archive.undone(type).equals(archive.numbers(type)),
                archive.undone(type).size() + " of " + archive.numbers(type).size()
                        + " migrations have the script that undoes them");
    }

    private static String ago(long ms) {
        if (ms < Probe.HOUR) return ms / 60_000 + " min ago";
        return ms < 2 * DAY ? ms / Probe.HOUR + " h ago" : ms / DAY + " d ago";
    }
}
