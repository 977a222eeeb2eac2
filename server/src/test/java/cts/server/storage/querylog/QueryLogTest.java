package cts.server.storage.querylog;

import static cts.server.storage.schema.Tables.QUERY_LOG;
import static cts.server.storage.schema.Tables.SYSTEM_SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.CandleKey;
import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.StorageException;
import cts.server.storage.TestDatabases;
import cts.server.storage.UuidSource;
import cts.server.storage.repository.Candles;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class QueryLogTest {
    private final AtomicLong now = new AtomicLong(1_000_000);
    private final Database database;
    private final QueryLog log;

    QueryLogTest(DatabaseType type) {
        database = TestDatabases.migrated(type);
        InstantSource clock = () -> Instant.ofEpochMilli(now.get());
        log = new QueryLog(database, new UuidSource(clock, () -> 7), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void statementsThatDifferInValuesAloneCountAsOne() {
        for (String key : List.of("a", "b", "c")) {
            database.read(sql -> sql.fetchCount(SYSTEM_SETTINGS, SYSTEM_SETTINGS.KEY.eq(key)));
        }
        for (int size = 2; size < 5; size++) {
            List<String> keys =
                    IntStream.range(0, size).mapToObj(String::valueOf).toList();
            database.read(sql -> sql.selectFrom(SYSTEM_SETTINGS)
                    .where(SYSTEM_SETTINGS.KEY.in(keys))
                    .fetch());
        }

        assertThat(database.queries().costliest(100))
                .extracting(QueryFigures::runs)
                .containsExactlyInAnyOrder(3L, 3L);
    }

    @Test
    void aStatementHasOneTextOnBothDatabases() {
        database.read(sql -> sql.fetchCount(SYSTEM_SETTINGS, SYSTEM_SETTINGS.KEY.in("it's", "4", "5")));

        assertThat(figures("count").statement())
                .isEqualTo("select count(*) from system_settings where system_settings.key in (?…)");
    }

    @Test
    void countsRowsThatAreReadAndWritten() {
        Candles candles = new Candles(database);
        candles.saveAll(IntStream.range(0, 40)
                .mapToObj(i -> new Candles.Row("x", "BTCUSD", "1m", i * 60_000L, 1, 1, 1, 1, 0))
                .toList());
        candles.range(new CandleKey("x", "BTCUSD", "1m"), 0, 25 * 60_000L, 1_000);

        assertThat(figures("insert into").rows()).isEqualTo(40);
        assertThat(figures("order by").rows()).isEqualTo(25);
        assertThat(figures("order by").p99Us()).isPositive();
    }

    @Test
    void countsFailures() {
        assertThatThrownBy(() -> database.read(
                        sql -> sql.select().from(DSL.table("no_such_table")).fetch()))
                .isInstanceOf(StorageException.class);

        assertThat(figures("no_such_table").failures()).isEqualTo(1);
    }

    @Test
    void keepsOneRowPerStatementAndSpan() {
        database.read(sql -> sql.fetchCount(SYSTEM_SETTINGS));
        now.addAndGet(300_000);
        log.keep();
        database.read(sql -> sql.fetchCount(SYSTEM_SETTINGS));
        database.read(sql -> sql.fetchCount(SYSTEM_SETTINGS));
        now.addAndGet(300_000);
        log.keep();

        List<List<Object>> kept =
                database.read(sql -> sql.select(QUERY_LOG.FROM_TIME, QUERY_LOG.TO_TIME, QUERY_LOG.RUNS)
                        .from(QUERY_LOG)
                        .where(QUERY_LOG.STATEMENT.contains("system_settings"))
                        .orderBy(QUERY_LOG.FROM_TIME)
                        .fetch(row -> List.<Object>of(row.value1(), row.value2(), row.value3())));
        assertThat(kept).containsExactly(List.of(1_000_000L, 1_300_000L, 1L), List.of(1_300_000L, 1_600_000L, 2L));
    }

    @Test
    void aSlowReadIsExplained() {
        String text = "select count(*) from \"system_settings\" where \"key\" = 'it''s {0} and ?'";
        database.queries().read("the text", TimeUnit.MILLISECONDS.toNanos(250), 1, same -> text);
        database.queries().read("a quick one", TimeUnit.MILLISECONDS.toNanos(99), 1, same -> text);

        assertThat(database.queries().slowQueries()).hasSize(1);
        log.explain(database.queries().slowQueries().remove());

        assertThat(figures("the text").plan().orElseThrow())
                .containsIgnoringCase(
                        database.type() == DatabaseType.SQLITE ? "SEARCH system_settings" : "system_settings");
        log.keep();
        int explained = database.read(sql -> sql.fetchCount(QUERY_LOG, QUERY_LOG.PLAN.isNotNull()));
        assertThat(explained).isEqualTo(1);
    }

    @Test
    void statementsBeyondTheLimitShareOneRow() {
        for (int i = 0; i < 400; i++) {
            database.queries().ran("select column" + "x".repeat(i) + " from t", 1_000, 1);
        }

        List<QueryFigures> all = database.queries().costliest(1_000);
        assertThat(all).hasSize(301);
        assertThat(all).anyMatch(row -> row.statement().equals("other statements") && row.runs() == 100);
    }

    @Test
    void whatIsMeasuredAtTheEndIsKept() {
        QueryLog running =
                QueryLog.start(database, new UuidSource(InstantSource.system(), () -> 9), InstantSource.system());
        database.read(sql -> sql.fetchCount(SYSTEM_SETTINGS));
        running.close();

        int kept = database.read(sql -> sql.fetchCount(QUERY_LOG));
        assertThat(kept).isPositive();
    }

    private QueryFigures figures(String part) {
        return database.queries().costliest(100).stream()
                .filter(row -> row.statement().contains(part))
                .findFirst()
                .orElseThrow();
    }
}
