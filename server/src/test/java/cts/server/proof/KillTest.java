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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real process under {@code kill -9} while it trades: after the last restart it has, row by row, what an undisturbed
 * process has. Left out are ids, as the folders have connections of their own, and times of
 * the wall clock.
 */
final class KillTest {
    private static final int KILLS = Integer.getInteger("cts.kills", 5);
    private static final int TICKS = 1_500;
    private static final int BYTES_PER_TICK = 45;
    private static final long SEED = Long.getLong("cts.seed", 20131125);

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

    @Test
    void continuesExactlyWhereItWasKilled(@TempDir Path folder) throws IOException, InterruptedException, SQLException {
        String ticks = RealProgram.ticks(folder, TICKS).toString();
        Path log = folder.resolve("log");
        Path calm = folder.resolve("calm");
        RealProgram.run(log, "replay", "--ticks", ticks, "--data", calm.toString());

        SplittableRandom random = new SplittableRandom(SEED);
        Path killed = folder.resolve("killed");
        int inTrade = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int tick = TICKS * kill / KILLS + random.nextInt(TICKS / KILLS);
            Process process = RealProgram.start(log, "replay", "--ticks", ticks, "--data", killed.toString());
            while (process.isAlive() && bytes(killed.resolve("journal")) < (long) tick * BYTES_PER_TICK) {
                LockSupport.parkNanos(200_000);
            }
            assertThat(process.isAlive())
                    .as("killed before its end, seed %d: %s", SEED, Files.readString(log))
                    .isTrue();
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            if (tick > 500) inTrade++;
        }
        RealProgram.run(log, "replay", "--ticks", ticks, "--data", killed.toString());

        assertThat(inTrade).as("kills while it trades").isPositive();
        for (Map.Entry<String, String> table : COLUMNS.entrySet()) {
            List<String> expected = rows(calm, table.getKey(), table.getValue());
            assertThat(expected).as(table.getKey()).isNotEmpty();
            assertThat(rows(killed, table.getKey(), table.getValue()))
                    .as("%s, seed %d", table.getKey(), SEED)
                    .isEqualTo(expected);
        }
    }

    private static long bytes(Path journal) throws IOException {
        if (!Files.isDirectory(journal)) return 0;
        long sum = 0;
        try (Stream<Path> files = Files.list(journal)) {
            for (Path file : files.toList()) sum += Files.size(file);
        }
        return sum;
    }

    private static List<String> rows(Path data, String table, String columns) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("cts.db"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + columns + " FROM " + table)) {
            int count = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= count; column++)
                    row.append(result.getString(column)).append('|');
                rows.add(row.toString());
            }
        }
        Collections.sort(rows);
        return rows;
    }
}
