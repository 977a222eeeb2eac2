package cts.server.storage.migration;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.DataSources;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From the schema of the first release, scripts 1 to 6, with its rows. */
class UpgradeTest {
    private static final int FIRST_RELEASE = 6;
    private static final int DAYS = 1_600;
    private static final int PARTITIONED_DAYS = 100;
    private static final long DAY = 86_400_000;
    /** 1 January 2022. */
    private static final long FIRST_DAY = 18_993;

    @ParameterizedTest
    @EnumSource
    void everyRowOfTheFirstReleaseIsKept(DatabaseType type) throws Exception {
        DatabaseChoice choice = firstRelease(type);
        SeededRows.fill(choice, 7, 20);
        SortedMap<String, List<String>> before = SeededRows.contents(choice);
        assertThat(before)
                .hasSize(20)
                .allSatisfy((table, rows) -> assertThat(rows).as(table).hasSize(20));

        DatabaseInitializer.Report report = new DatabaseInitializer(choice, duration -> {}).initialize();

        assertThat(report.applied()).extracting(MigrationScript::number).containsExactly(7, 8, 9, 10);
        assertThat(report.drift().none()).isTrue();
        SortedMap<String, List<String>> after = SeededRows.contents(choice);
        assertThat(after).hasSize(39).containsAllEntriesOf(before);
    }

    @Test
    void candlesOfManyDaysLieInThePartitionsOfTheirDays() throws Exception {
        DatabaseChoice choice = firstRelease(DatabaseType.POSTGRESQL);
        // Two candles of each day, the first and the last millisecond of it, and one from before 1970.
        TestDatabases.run(
                choice,
                "INSERT INTO market_data SELECT 'x', 'BTCUSD', '1m', (%d + day) * %d::bigint + ms, 1, 2, 0.5, 1.5, day"
                                .formatted(FIRST_DAY, DAY)
                        + " FROM generate_series(0, %d) day, (VALUES (0), (%d)) t (ms)".formatted(DAYS - 1, DAY - 1));
        TestDatabases.run(choice, "INSERT INTO market_data VALUES ('x', 'BTCUSD', '1m', -1, 1, 1, 1, 1, 1)");
        SortedMap<String, List<String>> before = SeededRows.contents(choice);

        new DatabaseInitializer(choice, duration -> {}).initialize();

        assertThat(SeededRows.contents(choice).get("market_data")).isEqualTo(before.get("market_data"));
        SortedMap<String, Long> rows = new TreeMap<>();
        SortedSet<String> wrong = new TreeSet<>();
        each(choice, "SELECT tableoid::regclass::text, open_time FROM market_data", row -> {
            rows.merge(row.getString(1), 1L, Long::sum);
            String due = dueIn(row.getLong(2));
            if (!due.equals(row.getString(1))) wrong.add(row.getLong(2) + " lies in " + row.getString(1));
        });
        assertThat(wrong).isEmpty();
        assertThat(rows).hasSize(PARTITIONED_DAYS + 1);
        assertThat(rows.remove("market_data_other")).isEqualTo((DAYS - PARTITIONED_DAYS) * 2L + 1);
        assertThat(rows.values()).containsOnly(2L);
        assertThat(rows.firstKey()).isEqualTo("market_data_20260209");
        assertThat(rows.lastKey()).isEqualTo("market_data_20260519");
    }

    private static String dueIn(long openTime) {
        long day = Math.floorDiv(openTime, DAY);
        boolean own = day >= FIRST_DAY + DAYS - PARTITIONED_DAYS;
        return "market_data_" + (own ? LocalDate.ofEpochDay(day).toString().replace("-", "") : "other");
    }

    private static DatabaseChoice firstRelease(DatabaseType type) {
        DatabaseChoice choice = TestDatabases.empty(type);
        Migrations.upTo(choice, ScriptFolders.of(type), FIRST_RELEASE).migrate();
        return choice;
    }

    private interface Each {
        void take(ResultSet row) throws SQLException;
    }

    private static void each(DatabaseChoice choice, String query, Each each) throws SQLException {
        try (Connection connection = DataSources.forMigrations(choice).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) each.take(rows);
        }
    }
}
