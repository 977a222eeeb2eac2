package cts.server.storage.queries;

import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.StorageException;
import cts.server.storage.TableSize;
import cts.server.storage.querylog.QueryMeter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jooq.DSLContext;

/**
 * How much of a database's work on tables with more than 1,000 rows was done by indexes. PostgreSQL counts its scans since
 * its statistics began. SQLite counts nothing: there each named question is asked once more, all statements with a condition
 * that ran since the program began are explained, and each of their runs counts as its plan says.
 *
 * @param indexed looks at such tables by way of an index
 * @param whole looks that read such a table from end to end
 * @param tables the same by table, those with whole reads first
 */
public record IndexUse(long indexed, long whole, List<OfTable> tables) {
    /** From here on reading a table from end to end counts. */
    public static final long LARGE = 1_000;

    private static final long SEED = 1;

    public IndexUse {
        tables = List.copyOf(tables);
    }

    /** One table. */
    public record OfTable(String table, long rows, long indexed, long whole) {}

    /** Percent of the looks that went by an index; 100 if there were none. */
    public double percent() {
        return indexed + whole == 0 ? 100 : 100.0 * indexed / (indexed + whole);
    }

    /**
     * Measures it; on SQLite by asking for the plan of each statement that ever ran.
     *
     * @param sizes of the tables, as {@link TableSize#all} gives them
     * @param now ms UTC
     */
    public static IndexUse of(Database database, List<TableSize> sizes, long now) {
        Map<String, Long> large = new HashMap<>();
        for (TableSize table : sizes) {
            if (table.rows() > LARGE) large.put(table.name(), table.rows());
        }
        Map<String, long[]> counts =
                database.type() == DatabaseType.SQLITE ? explained(database, now) : database.read(IndexUse::counted);
        List<OfTable> tables = large.entrySet().stream()
                .map(each -> {
                    long[] count = counts.getOrDefault(each.getKey(), new long[2]);
                    return new OfTable(each.getKey(), each.getValue(), count[0], count[1]);
                })
                .sorted((a, b) -> Long.compare(b.whole(), a.whole()))
                .toList();
        return new IndexUse(
                tables.stream().mapToLong(OfTable::indexed).sum(),
                tables.stream().mapToLong(OfTable::whole).sum(),
                tables);
    }

    /** Partitions count for their table; those without rows are skipped, since reading one from end to end costs nothing. */
    private static Map<String, long[]> counted(DSLContext sql) {
        Map<String, long[]> counts = new TreeMap<>();
        sql.fetch("SELECT coalesce(parent.relname, s.relname), coalesce(s.idx_scan, 0), s.seq_scan"
                        + " FROM pg_stat_user_tables s LEFT JOIN pg_inherits i ON i.inhrelid = s.relid"
                        + " LEFT JOIN pg_class parent ON parent.oid = i.inhparent"
                        + " WHERE s.schemaname = current_schema() AND (s.n_live_tup > " + LARGE
                        + " OR i.inhrelid IS NULL)")
                .forEach(row -> add(counts, row.get(0, String.class), row.get(1, Long.class), row.get(2, Long.class)));
        return counts;
    }

    private static Map<String, long[]> explained(Database database, long now) {
        QuerySamples some = new QuerySamples(database, now, new SplittableRandom(SEED));
        NamedQueries.all().forEach(query -> query.ask(database, some));
        Map<String, long[]> counts = new TreeMap<>();
        for (QueryMeter.Sample sample : database.queries().samples()) {
            // Who asks for all rows gets no help from an index.
            if (!sample.text().contains(" where ")) continue;
            try {
                for (QueryPlan.Step step : QueryPlan.of(database, sample.text()).steps()) {
                    add(counts, step.table(), step.isWhole() ? 0 : sample.runs(), step.isWhole() ? sample.runs() : 0);
                }
            } catch (StorageException unexplained) {
                // A statement that the database refuses to explain it has refused to run, and looked at no table for
                // it.
                if (unexplained.kind() != StorageException.Kind.REFUSED) throw unexplained;
            }
        }
        return counts;
    }

    private static void add(Map<String, long[]> counts, String table, long indexed, long whole) {
        long[] count = counts.computeIfAbsent(table, none -> new long[2]);
        count[0] += indexed;
        count[1] += whole;
    }
}
