package cts.server.storage.retention;

import cts.server.storage.repository.CleanupLog;
import java.util.List;
import java.util.Locale;

/**
 * What a run did.
 *
 * @param tables one row per table, in the order of the work; "database" is the file itself
 * @param budget how large the database is afterwards
 */
public record CleanupReport(String runId, String kind, List<CleanupLog.Row> tables, SizeBudget budget) {
    public CleanupReport {
        tables = List.copyOf(tables);
    }

    /** Whether every table went well. */
    public boolean isDone() {
        return tables.stream().noneMatch(row -> row.status().equals("failed"));
    }

    public long freedBytes() {
        return tables.stream().mapToLong(CleanupLog.Row::freedBytes).sum();
    }

    /** For people. */
    public String sentence() {
        long archived = tables.stream().mapToLong(CleanupLog.Row::archivedRows).sum();
        long deleted = tables.stream().mapToLong(CleanupLog.Row::deletedRows).sum();
        long failed =
                tables.stream().filter(row -> row.status().equals("failed")).count();
        return String.format(
                        Locale.ROOT,
                        "%,d rows archived, %,d taken out of their tables, %,d MiB given back%s. ",
                        archived,
                        deleted,
                        freedBytes() >> 20,
                        failed == 0 ? "" : ", " + failed + " tables failed")
                + budget.sentence();
    }
}
