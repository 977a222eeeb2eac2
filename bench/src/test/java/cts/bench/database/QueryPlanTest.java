package cts.bench.database;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.TableSize;
import cts.server.storage.queries.IndexUse;
import cts.server.storage.queries.NamedQueries;
import cts.server.storage.queries.NamedQuery;
import cts.server.storage.queries.QueryPlan;
import cts.server.storage.queries.QuerySamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Which index answers which question, on 200,000 rows; on 5,000,000 with {@code -Dcts.deep=true}. */
@ParameterizedClass
@EnumSource
class QueryPlanTest {
    private static final long SIZE = Boolean.getBoolean("cts.deep") ? 5_000_000 : 200_000;
    private static final long SEED = 1;

    private final ScratchDatabase scratch;
    private final Database database;
    private final QuerySamples samples;

    QueryPlanTest(DatabaseType type) {
        scratch = type == DatabaseType.SQLITE ? Sqlite.FILLED : Postgresql.FILLED;
        database = scratch.database();
        samples = new QuerySamples(database, ManyRows.NOW, new Random(SEED));
    }

    /** Filled once for all tests here; it ends with the virtual machine. */
    private static final class Sqlite {
        static final ScratchDatabase FILLED = filled(DatabaseType.SQLITE);
    }

    /** As {@link Sqlite}. */
    private static final class Postgresql {
        static final ScratchDatabase FILLED = filled(DatabaseType.POSTGRESQL);
    }

    private static ScratchDatabase filled(DatabaseType type) {
        try {
            ScratchDatabase scratch = ScratchDatabase.open(type);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(scratch)));
            ManyRows.fill(scratch.database(), SIZE);
            scratch.settle();
            return scratch;
        } catch (IOException | InterruptedException | SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void close(ScratchDatabase scratch) {
        try {
            scratch.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** SQLite knows nothing of its rows before its first reorganisation; afterwards, and on PostgreSQL, it does. */
    @Test
    void everyNamedQueryIsAnsweredByItsIndexWhateverTheDatabaseKnowsOfItsRows() throws SQLException {
        assertThat(misfits()).isEmpty();
        if (database.type() == DatabaseType.SQLITE) {
            run("ANALYZE");
            database.reset();
            assertThat(misfits()).isEmpty();
            run("DELETE FROM sqlite_stat1");
            database.reset();
        }
    }

    @Test
    void namedQueriesReadNoLargeTableFromEndToEnd() throws SQLException {
        forgetScans();
        for (int round = 0; round < 5; round++) {
            NamedQueries.all().forEach(query -> query.ask(database, samples));
        }
        IndexUse use = indexUse();
        assertThat(use.indexed()).isGreaterThan(5L * NamedQueries.all().size() / 2);
        assertThat(use.percent()).as(use.tables().toString()).isGreaterThanOrEqualTo(95);
    }

    @Test
    void readingALargeTableFromEndToEndIsSeen() throws SQLException {
        forgetScans();
        for (int round = 0; round < 3; round++) {
            database.read(sql -> sql.fetchCount(DSL.table("site_logs"), DSL.condition("message = 'x'")));
        }
        assertThat(indexUse().tables())
                .filteredOn(table -> table.table().equals("site_logs"))
                .allSatisfy(table -> assertThat(table.whole()).isGreaterThanOrEqualTo(3))
                .hasSize(1);
    }

    private IndexUse indexUse() {
        // A session of PostgreSQL tells what it did when it ends.
        database.reset();
        return IndexUse.of(database, TableSize.all(database), ManyRows.NOW);
    }

    private void forgetScans() throws SQLException {
        if (database.type() == DatabaseType.POSTGRESQL) run("SELECT pg_stat_reset()");
    }

    /** The questions that go otherwise than they should, with the database's plan. */
    private List<String> misfits() {
        return NamedQueries.all().stream()
                .flatMap(query -> {
                    String statement = query.statement(database, samples);
                    QueryPlan plan = QueryPlan.of(database, statement);
                    return query.isAnsweredBy(plan) ? Stream.empty() : Stream.of(sentence(query, plan, statement));
                })
                .toList();
    }

    private static String sentence(NamedQuery query, QueryPlan plan, String statement) {
        return "%s should use %s but:\n%s\n%s".formatted(query.name(), query.index(), plan.text(), statement);
    }

    private void run(String statement) throws SQLException {
        try (Connection connection = scratch.bare();
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
