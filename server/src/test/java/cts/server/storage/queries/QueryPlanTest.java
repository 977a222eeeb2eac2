package cts.server.storage.queries;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.TableSize;
import cts.server.storage.TestDatabases;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

    private final Database database;
    private final QuerySamples samples;

    QueryPlanTest(DatabaseType type) {
        database = type == DatabaseType.SQLITE ? Sqlite.FILLED : Postgresql.FILLED;
        samples = new QuerySamples(database, ManyRows.NOW, new Random(SEED));
    }

    /** Filled once for all tests here; it ends with the virtual machine. */
    private static final class Sqlite {
        static final Database FILLED = filled(DatabaseType.SQLITE);
    }

    /** As {@link Sqlite}. */
    private static final class Postgresql {
        static final Database FILLED = filled(DatabaseType.POSTGRESQL);
    }

    private static Database filled(DatabaseType type) {
        Database database = TestDatabases.migrated(type);
        ManyRows.fill(database, SIZE);
        if (type == DatabaseType.POSTGRESQL) {
            // What autovacuum does within minutes; SQLite knows nothing of its rows until a reorganisation.
            TestDatabases.run(database.choice(), "VACUUM ANALYZE");
        }
        return database;
    }

    /** SQLite knows nothing of its rows before its first reorganisation; afterwards, and on PostgreSQL, it does. */
    @Test
    void everyNamedQueryIsAnsweredByItsIndexWhateverTheDatabaseKnowsOfItsRows() {
        if (database.type() == DatabaseType.SQLITE) {
            assertThat(misfits()).isEmpty();
            run("ANALYZE");
        }
        assertThat(misfits()).isEmpty();
        if (database.type() == DatabaseType.SQLITE) {
            run("DELETE FROM sqlite_stat1");
            database.reset();
        }
    }

    @Test
    void namedQueriesReadNoLargeTableFromEndToEnd() {
        if (database.type() == DatabaseType.POSTGRESQL) run("SELECT pg_stat_reset()");
        for (int round = 0; round < 5; round++) {
            NamedQueries.all().forEach(query -> query.ask(database, samples));
        }
        // A backend tells what it did when it ends.
        database.reset();
        IndexUse use = IndexUse.of(database, TableSize.all(database));
        assertThat(use.indexed()).isGreaterThan(5L * NamedQueries.all().size() / 2);
        assertThat(use.percent()).as(use.tables().toString()).isGreaterThanOrEqualTo(95);
    }

    @Test
    void readingALargeTableFromEndToEndIsSeen() {
        if (database.type() == DatabaseType.POSTGRESQL) run("SELECT pg_stat_reset()");
        for (int round = 0; round < 3; round++) {
            database.read(sql -> sql.fetchCount(DSL.table("site_logs"), DSL.condition("message = 'x'")));
        }
        database.reset();
        assertThat(IndexUse.of(database, TableSize.all(database)).tables())
                .filteredOn(table -> table.table().equals("site_logs"))
                .allSatisfy(table -> assertThat(table.whole()).isGreaterThanOrEqualTo(3))
                .hasSize(1);
    }

    /** The questions that go otherwise than they should, with the database's plan. */
    private List<String> misfits() {
        List<String> misfits = new ArrayList<>();
        for (NamedQuery query : NamedQueries.all()) {
            String statement = query.statement(database, samples);
            QueryPlan plan = QueryPlan.of(database, statement);
            if (!fits(query, plan)) {
                misfits.add(query.name() + " should use " + query.index() + " but:\n" + plan.text() + "\n" + statement);
            }
        }
        return misfits;
    }

    private static boolean fits(NamedQuery query, QueryPlan plan) {
        boolean isCovering = query.cover() == NamedQuery.Cover.COVERING;
        return !plan.isWhole()
                && plan.steps().stream()
                        .filter(step -> step.index().filter(query::isIndex).isPresent())
                        .anyMatch(step -> !isCovering || step.isCovered());
    }

    private void run(String statement) {
        TestDatabases.run(database.choice(), statement);
    }
}
