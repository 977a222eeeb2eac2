package cts.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a run left in its database, row by row, without ids, as each folder has connections of its own, and without times of
 * the wall clock.
 */
final class TradedRows {
    static final int BYTES_PER_TICK = 45;

    private static final Map<String, String> COLUMNS = new LinkedHashMap<>(Map.of(
            "base_pseudo_positions",
            "indication_type, indication_parameters, direction, take_profit, stop_loss, trailing_stop, status, \"level\", phase,"
                    + " opened, closed, open_now, wins, losses, sum_net, sum_gains, sum_losses, win_rate,"
                    + " average_8, average_30, drawdown_percent, max_drawdown_ms, history, last_entry_at, last_exit_at",
            "pseudo_positions",
            "\"level\", entry_price, result_steps, status, close_reason, opened_at, closed_at",
            "real_pseudo_positions",
            "entry_price, exit_price, result_steps, status, validated_at, closed_at",
            "active_exchange_positions",
            "direction, quantity, entry_price, exit_price, realised_pnl, fees, status, close_reason, opened_at, closed_at",
            "orders",
            "side, order_type, quantity, price, trigger_price, filled_quantity, average_price, state",
            "fills",
            "side, price, quantity, fee, filled_at",
            "ledger_entries",
            "kind, amount, balance, occurred_at, sequence",
            "verdicts",
            "gate, outcome, reason, message, event_time",
            "market_data",
            "open_time, open, high, low, close, volume",
            "indication_states",
            "indication_type, parameters, direction, strength, fired_at"));

    private TradedRows() {}

    /** Of the SQLite database of a data folder. */
    static Map<String, List<String>> of(Path data) throws SQLException {
        return of("jdbc:sqlite:" + data.resolve("cts.db"));
    }

    static Map<String, List<String>> of(String jdbcUrl) throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
            for (Map.Entry<String, String> table : COLUMNS.entrySet()) {
                tables.put(table.getKey(), rows(connection, table.getKey(), table.getValue()));
            }
        }
        return tables;
    }

    static void assertSame(Map<String, List<String>> actual, Map<String, List<String>> expected, String when) {
        expected.forEach((table, rows) -> {
            assertThat(rows).as(table).isNotEmpty();
            List<String> missing = without(rows, actual.getOrDefault(table, List.of()));
            List<String> more = without(actual.getOrDefault(table, List.of()), rows);
            assertThat(List.of(missing.size(), more.size()))
                    .as(
                            "%s, %s: rows that are missing, such as %s, and rows too many, such as %s",
                            table,
                            when,
                            missing.stream().limit(3).toList(),
                            more.stream().limit(3).toList())
                    .isEqualTo(List.of(0, 0));
        });
    }

    private static List<String> without(List<String> rows, List<String> others) {
        Map<String, Integer> left = new HashMap<>();
        others.forEach(row -> left.merge(row, 1, Integer::sum));
        return rows.stream()
                .filter(row -> left.merge(row, -1, Integer::sum) < 0)
                .toList();
    }

    /** How much an engine's journal holds. */
    static long journalBytes(Path data) throws IOException {
        Path journal = data.resolve("journal");
        if (!Files.isDirectory(journal)) return 0;
        long sum = 0;
        try (Stream<Path> files = Files.list(journal)) {
            for (Path file : files.toList()) sum += Files.size(file);
        }
        return sum;
    }

    private static List<String> rows(Connection connection, String table, String columns) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + columns + " FROM " + table)) {
            int count = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= count; column++) {
                    row.append(plain(String.valueOf(result.getString(column)))).append('|');
                }
                rows.add(row.toString());
            }
        }
        Collections.sort(rows);
        return rows;
    }

    /** One text for one number, however its database writes it. */
    private static String plain(String value) {
        if (!value.matches("-?[0-9.]+([eE][-+]?[0-9]+)?")) return value;
        return Double.toString(Double.parseDouble(value));
    }
}
