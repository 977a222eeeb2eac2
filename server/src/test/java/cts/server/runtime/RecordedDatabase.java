package cts.server.runtime;

import static cts.server.storage.schema.Tables.ACTIVE_EXCHANGE_POSITIONS;
import static cts.server.storage.schema.Tables.BASE_PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.FILLS;
import static cts.server.storage.schema.Tables.INDICATION_STATES;
import static cts.server.storage.schema.Tables.LEDGER_ENTRIES;
import static cts.server.storage.schema.Tables.MARKET_DATA;
import static cts.server.storage.schema.Tables.ORDERS;
import static cts.server.storage.schema.Tables.ORDER_INTENTS;
import static cts.server.storage.schema.Tables.PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.REAL_PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.REAL_PSEUDO_POSITION_LOGS;
import static cts.server.storage.schema.Tables.SITE_LOGS;
import static cts.server.storage.schema.Tables.TRADE_ENGINE_STATE;
import static cts.server.storage.schema.Tables.VERDICTS;
import static org.assertj.core.api.Assertions.assertThat;

import cts.engine.VirtualSettings;
import cts.market.Tick;
import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageWriter;
import cts.server.storage.TestDatabases;
import cts.server.storage.repository.EngineLeases;
import cts.server.storage.repository.TestRows;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Table;

/** A database with a connection and its lease, the writer on it, and what runs have left in it. */
final class RecordedDatabase implements AutoCloseable {
    static final List<Tick> TICKS = RecordedRun.ticks(4_000);
    static final VirtualSettings VIRTUAL = RecordedRun.settings("direction:4-5");
    private static final List<Table<Record>> TABLES = List.of(
            BASE_PSEUDO_POSITIONS,
            PSEUDO_POSITIONS,
            REAL_PSEUDO_POSITIONS,
            REAL_PSEUDO_POSITION_LOGS,
            ACTIVE_EXCHANGE_POSITIONS,
            ORDER_INTENTS,
            ORDERS,
            FILLS,
            LEDGER_ENTRIES,
            VERDICTS,
            SITE_LOGS,
            INDICATION_STATES,
            TRADE_ENGINE_STATE,
            MARKET_DATA);

    private final Database database;
    private final StorageWriter writer;

    RecordedDatabase(DatabaseType type, StorageWriter.Limits limits) {
        database = TestDatabases.migrated(type);
        TestRows.connection(database, RecordedRun.CONNECTION);
        new EngineLeases(database).takeOver(RecordedRun.CONNECTION, "this process", Long.MAX_VALUE);
        writer = StorageWriter.start(database, limits, Sleeper.REAL);
    }

    RecordedRun start(Overflow overflow) {
        return RecordedRun.start(writer, overflow, VIRTUAL);
    }

    /** All ticks, undisturbed. */
    RecordedRun play() {
        RecordedRun run = start(Overflow.waiting(Sleeper.REAL));
        run.play(TICKS);
        run.finish();
        return run;
    }

    Database database() {
        return database;
    }

    StorageWriter writer() {
        return writer;
    }

    int count(Table<?> table, Condition... conditions) {
        return database.<Integer>read(sql -> sql.fetchCount(table, conditions));
    }

    /** Every row of every table that a run writes, as text. */
    Map<String, Set<String>> rows() {
        Map<String, Set<String>> rows = new TreeMap<>();
        for (Table<Record> table : TABLES) {
            List<String> lines = database.read(
                    sql -> sql.selectFrom(table).fetch(row -> row.intoList().toString()));
            assertThat(lines).as(table.getName()).isNotEmpty().doesNotHaveDuplicates();
            rows.put(table.getName(), new HashSet<>(lines));
        }
        return rows;
    }

    static void assertSame(Map<String, Set<String>> rows, Map<String, Set<String>> expected) {
        assertThat(rows.keySet()).isEqualTo(expected.keySet());
        expected.forEach((table, lines) -> {
            Set<String> found = rows.getOrDefault(table, Set.of());
            List<String> missing = lines.stream()
                    .filter(line -> !found.contains(line))
                    .limit(3)
                    .toList();
            assertThat(missing)
                    .as("rows of %s that are missing or different", table)
                    .isEmpty();
            assertThat(found).as("rows of %s", table).hasSameSizeAs(lines);
        });
    }

    @Override
    public void close() {
        writer.close();
        database.close();
    }
}
