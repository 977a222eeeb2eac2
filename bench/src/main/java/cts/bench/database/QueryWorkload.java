package cts.bench.database;

import cts.bench.workload.Sample;
import cts.bench.workload.Workload;
import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.queries.NamedQueries;
import cts.server.storage.queries.NamedQuery;
import cts.server.storage.queries.QuerySamples;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

/** Every named query on many rows, with other values each time. Arguments: database, rows of the largest tables. */
public final class QueryWorkload implements Workload {
    private static final int WARM = 500;
    private static final long WARM_NANOS = 1_500_000_000;
    private static final int MEASURED = 500;
    private static final long SEED = 7;

    @Override
    public void run(List<String> arguments, Consumer<Sample> samples)
            throws IOException, InterruptedException, SQLException {
        DatabaseType type = DatabaseType.valueOf(arguments.get(0).toUpperCase(Locale.ROOT));
        long rows = Long.parseLong(arguments.get(1));
        try (ScratchDatabase scratch = ScratchDatabase.open(type)) {
            Database database = scratch.database();
            ManyRows.fill(database, rows);
            scratch.settle();
            QuerySamples some = new QuerySamples(database, ManyRows.NOW, new Random(SEED));
            for (NamedQuery query : NamedQueries.all()) {
                double[] ms = milliseconds(query, database, some);
                samples.accept(new Sample(query.name() + " p50", ms[MEASURED / 2], "ms", ""));
                samples.accept(new Sample(query.name() + " p99", ms[MEASURED * 99 / 100], "ms", rows + " rows"));
            }
        }
    }

    private static double[] milliseconds(NamedQuery query, Database database, QuerySamples some) {
        long began = System.nanoTime();
        for (int i = 0; i < WARM || System.nanoTime() - began < WARM_NANOS; i++) query.ask(database, some);
        double[] ms = new double[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            long start = System.nanoTime();
            query.ask(database, some);
            ms[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(ms);
        return ms;
    }
}
