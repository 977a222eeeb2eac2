package cts.server.storage.audit;

import cts.server.storage.DatabaseType;
import cts.server.storage.PoolFigures;
import java.util.List;

/** Section 6: what makes queries quick. */
final class PerformanceLines {
    private PerformanceLines() {}

    static AuditSection of(Probe probe) {
        return new AuditSection.Maker(6, "Performance Optimizations Applied")
                .line(
                        "15 composite indexes for common queries",
                        "CatalogueTest#everyDatabaseIsWhatTheProgramExpectsToTheLastCheck",
                        () -> {
                            long composite = probe.schema().indexes().stream()
                                    .filter(SchemaFacts.Index::isComposite)
                                    .count();
                            return Finding.of(composite >= 15, composite + " composite indexes");
                        })
                .line("Partitioned indexes on time", "CandlePartitionsTest", () -> partitions(probe))
                .line(
                        "Covering indexes for frequent columns",
                        "CatalogueTest#everyDatabaseIsWhatTheProgramExpectsToTheLastCheck",
                        () -> covering(probe))
                .line(
                        "Cleanup of old market_data (7 days)",
                        "CandleRetentionTest#wholeDaysOlderThanAWeekGoIntoTheArchiveUnchanged",
                        () -> UpkeepLines.retention(probe))
                .line(
                        "Archival of historical data",
                        "CandleRetentionTest#copyThatDiffersStopsTheDeletion",
                        () -> UpkeepLines.archive(probe))
                .line(
                        "Indication states kept 48 hours",
                        "RowRetentionTest#indicationsGoTwoDaysPastTheirExpiryInTheirConnectionsTime",
                        () -> UpkeepLines.indications(probe))
                .line("Max 20 connections for PostgreSQL", "PoolTest#figuresSayWhatIsInUse", () -> {
                    PoolFigures figures = probe.database().figures();
                    return probe.database().type() == DatabaseType.SQLITE
                            ? Finding.notApplicable(
                                    "SQLite takes one writer; here 1 and " + (figures.most() - 1) + " readers")
                            : Finding.of(figures.most() == 20, "at most " + figures.most() + ", now " + figures.open());
                })
                .line(
                        "30 s idle timeout",
                        "AuditTest#poolHasTheLimitsOfTheReport",
                        () -> Finding.of(
                                probe.database().limits().idle().toSeconds() == 30,
                                probe.database().limits().idle().toSeconds() + " s, as the open pool has it"))
                .line(
                        "2 s connection timeout",
                        "AuditTest#poolHasTheLimitsOfTheReport",
                        () -> Finding.of(
                                probe.database().limits().connect().toSeconds() == 2,
                                probe.database().limits().connect().toSeconds() + " s, as the open pool has it"))
                .line(
                        "Proper cleanup on shutdown",
                        "PoolTest#closingLeavesNoSessionAtTheServer",
                        () -> ScratchRun.leavesNothing(probe))
                .made();
    }

    private static Finding partitions(Probe probe) {
        if (probe.isSqlite()) {
            List<String> key = probe.schema()
                    .table("market_data")
                    .map(SchemaFacts.Table::key)
                    .orElse(List.of());
            return key.contains("open_time")
                    ? Finding.notApplicable("SQLite has no partitions; candles are clustered by series and time: "
                            + String.join("+", key))
                    : Finding.of(false, "market_data is not clustered by time");
        }
        int days =
                Integer.parseInt(probe.text("SELECT count(*) FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent"
                        + " WHERE p.relname = 'market_data' AND p.relnamespace = current_schema()::regnamespace"));
        return Finding.of(
                days >= 1,
                "market_data is partitioned by day: " + (days - 1) + " days, and one partition for the rest");
    }

    /** Whether the database can answer a frequent question from an index alone, however few rows there are now. */
    private static Finding covering(Probe probe) {
        String plan = probe.plan("SELECT connection_id, fired_at FROM indication_states"
                + " WHERE connection_id = 'x' ORDER BY fired_at");
        return Finding.of(
                plan.contains("COVERING INDEX") || plan.contains("Index Only Scan"),
                plan.lines().findFirst().orElse("no plan").strip());
    }
}
