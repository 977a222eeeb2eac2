package cts.server.storage.backup;

import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.schema.DefaultSchema;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.ForeignKey;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Rows in every table, with values that a careless copy would change: signs that end lines, long amounts, NULL and empty. */
final class EveryTable {
    private static final String TEXT = "tab\there, line\nend\r, back\\slash, \\N, \\., \"quotes\", 東京 🙂 ";
    private static final String OBJECT =
            "{ \"b\" : 1.0, \"a\":[1e2,-0, 0.10, \"\\u0001\\u00e9\\/\"],\"\":null,\"c\":{\"z\":true,\"y\":{}} }";
    private static final double[] DOUBLES = {0.1 + 0.2, Double.MIN_VALUE, -1.7976931348623157E308, 1e22, -0.0, 3};
    private static final String[] AMOUNTS = {
        "12345678901234567890.123456789012345678", "0.000000000000000001", "-0.5", "0", "100"
    };

    /** What checks demand of a column; by column, or by table and column where tables differ. */
    private static final Map<String, List<String>> WORDS = Map.ofEntries(
            Map.entry("role", List.of("viewer", "trader", "admin")),
            Map.entry("value_type", List.of("text", "json", "decimal")),
            Map.entry("api_type", List.of("spot", "perpetual")),
            Map.entry("margin_type", List.of("cross", "isolated")),
            Map.entry("position_mode", List.of("one_way", "hedge")),
            Map.entry("last_test_status", List.of("passed", "failed")),
            Map.entry("instruments.kind", List.of("spot", "perpetual")),
            Map.entry("direction", List.of("LONG", "SHORT")),
            Map.entry("side", List.of("BUY", "SELL")),
            Map.entry("order_type", List.of("MARKET", "LIMIT", "STOP_MARKET")),
            Map.entry("state", List.of("NEW", "FILLED", "UNKNOWN")),
            Map.entry("level", List.of("main", "real")),
            Map.entry("site_logs.level", List.of("info", "warn", "error")),
            Map.entry("protection", List.of("none", "placed", "confirmed")),
            Map.entry("sync_status", List.of("synced", "pending", "unexplained")),
            Map.entry("ledger_entries.kind", List.of("opening", "realised", "fee")),
            Map.entry("gate", List.of("base", "main", "risk")),
            Map.entry("outcome", List.of("up", "down", "refused")),
            Map.entry("symbol_source", List.of("main", "forced", "manual")),
            Map.entry("symbol_order", List.of("market_cap", "volume", "change")),
            Map.entry("backups.kind", List.of("manual", "scheduled", "before_change")),
            Map.entry("database_type", List.of("sqlite", "postgresql")),
            Map.entry("cleanup_log.kind", List.of("manual", "scheduled")),
            Map.entry("base_pseudo_positions.status", List.of("evaluating", "active", "paused")),
            Map.entry("pseudo_positions.status", List.of("closed")),
            Map.entry("preset_pseudo_positions.status", List.of("closed")),
            Map.entry("close_reason", List.of("stop_loss", "take_profit")),
            Map.entry("real_pseudo_positions.status", List.of("validated", "closed")),
            Map.entry("real_pseudo_position_logs.status", List.of("validated", "closed")),
            Map.entry("active_exchange_positions.status", List.of("open", "closed")),
            Map.entry("preset_trades.status", List.of("closed")),
            Map.entry("trade_engine_state.status", List.of("running", "paused", "error")),
            Map.entry("preset_trade_engine_state.status", List.of("running", "paused", "error")),
            Map.entry("backups.status", List.of("written")),
            Map.entry("cleanup_log.status", List.of("failed")));

    private static final List<String> ARRAYS = List.of("method_priority", "last_test_log", "symbols");
    /** Columns that a check wants to be there. */
    private static final List<String> NEVER_NULL =
            List.of("closed_at", "close_reason", "result_steps", "exit_price", "disabled_reason", "cleanup_log.error");
    /** Columns that a check wants to be empty. */
    private static final List<String> ALWAYS_NULL = List.of("backups.error", "backups.proven_at");

    private final Database database;
    private final Map<Field<?>, List<Object>> written = new LinkedHashMap<>();

    private EveryTable(Database database) {
        this.database = database;
    }

    /** Three rows in each table; the last has NULL wherever it may. */
    static void fill(Database database) {
        EveryTable tables = new EveryTable(database);
        database.write(sql -> {
            for (Table<?> table : parentsFirst()) {
                for (int row = 0; row < 3; row++) tables.insert(sql, table, row);
            }
            return true;
        });
    }

    private static List<Table<?>> parentsFirst() {
        List<Table<?>> tables = new ArrayList<>();
        for (TableShape shape : SchemaShape.newest(1).tables()) {
            tables.add(Optional.ofNullable(DefaultSchema.DEFAULT_SCHEMA.getTable(shape.name()))
                    .orElseThrow());
        }
        return tables;
    }

    private void insert(DSLContext sql, Table<?> table, int row) {
        Map<Field<?>, Object> values = new LinkedHashMap<>();
        for (Field<?> field : table.fields()) values.put(field, value(table, field, row));
        for (Field<?> each :
                Optional.ofNullable(table.getPrimaryKey()).orElseThrow().getFields()) {
            written.computeIfAbsent(each, added -> new ArrayList<>()).add(values.get(each));
        }
        values.values().removeIf(NULL::equals);
        sql.insertInto(table).set(values).execute();
    }

    private static final Object NULL = new Object();

    private Object value(Table<?> table, Field<?> field, int row) {
        String name = field.getName();
        String full = table.getName() + "." + name;
        if (ALWAYS_NULL.contains(full)) return NULL;
        boolean mayBeNull = field.getDataType().nullable() && !NEVER_NULL.contains(name) && !NEVER_NULL.contains(full);
        if (row == 2 && mayBeNull) return NULL;
        for (ForeignKey<?, ?> reference : table.getReferences()) {
            if (reference.getFields().contains(field)) {
                return written.getOrDefault(reference.getKeyFields().getFirst(), List.of())
                        .get(row);
            }
        }
        List<String> words = WORDS.getOrDefault(full, WORDS.getOrDefault(name, List.of()));
        if (!words.isEmpty()) return words.get(row % words.size());
        return plain(field, row);
    }

    private Object plain(Field<?> field, int row) {
        Class<?> type = field.getType();
        String name = field.getName();
        if (type == String.class) return name.equals("context") && row == 0 ? "" : name + row + TEXT;
        if (type == BigDecimal.class) return new BigDecimal(AMOUNTS[(name.length() + row) % AMOUNTS.length]);
        if (type == Double.class) {
            return name.equals("win_rate") ? 0.1 * row : DOUBLES[(name.length() + row) % DOUBLES.length];
        }
        if (type == Boolean.class) return name.equals("is_enabled") || row == 1;
        if (type == Integer.class) return name.equals("entry_delay") ? row % 2 : 1 + row;
        if (type == Long.class) return 86_400_000L * 20_000 + row;
        if (type == JSONB.class) return JSONB.valueOf(ARRAYS.contains(name) ? "[" + OBJECT + ",2]" : OBJECT);
        if (type == byte[].class) return new byte[] {0, -1, 10, 92, (byte) row};
        if (type == LocalDateTime.class) return time(1_700_000_000_123L + row);
        throw new AssertionError("no value for " + name + " of " + type);
    }

    private Field<?> time(long millis) {
        return database.type() == DatabaseType.SQLITE
                ? DSL.field(String.valueOf(millis))
                : DSL.field(
                        "timestamptz '"
                                + LocalDateTime.ofEpochSecond(
                                        millis / 1000, (int) (millis % 1000) * 1_000_000, ZoneOffset.UTC)
                                + "Z'",
                        Record.class);
    }
}
