package cts.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import cts.market.CandleSeries;
import cts.server.feed.Recording;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.PostgresAddress;
import cts.server.storage.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backup taken beside the real server while it trades, restored elsewhere on either database: what runs on from there ends
 * with the rows of a run that nobody disturbed.
 */
final class BackupProofTest {
    private static final int TICKS = 800;
    private static final int BACKED_UP_AT = 550;
    /** In which the trades after that come. */
    private static final double REST_SECONDS = 120;

    @Test
    void whatRunsOnFromABackupEndsLikeAnUndisturbedRun(@TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        String ticks = RealProgram.ticks(folder, TICKS).toString();
        Path log = folder.resolve("log");
        Path calm = folder.resolve("calm");
        RealProgram.run(log, "replay", "--ticks", ticks, "--data", calm.toString());
        Map<String, List<String>> expected = TradedRows.of(calm);

        String zip = folder.resolve("backup.zip").toString();
        Path live = folder.resolve("live");
        kill(RealProgram.start(log, "replay", "--ticks", ticks, "--data", live.toString()), live, BACKED_UP_AT);
        Process server = RealProgram.start(
                log,
                "up",
                "--port",
                "0",
                "--ticks",
                ticks,
                "--speed",
                slowly(),
                "--data",
                live.toString(),
                "--set",
                "engine.snapshot-seconds=1");
        while (server.isAlive() && !Files.exists(live.resolve("control"))) LockSupport.parkNanos(1_000_000);
        long before = ticksIn(live);
        RealProgram.run(log, "db", "backup", "--out", zip, "--data", live.toString());
        // It trades on; that it had not come to the end of the trades says that it was trading all the time.
        while (server.isAlive() && ticksIn(live) < before + 2) LockSupport.parkNanos(1_000_000);
        assertThat(ticksIn(live)).as(Files.readString(log)).isBetween(before + 2, TICKS - 20L);
        kill(server, live, 0);

        continuesInPostgresql(folder, log, ticks, zip, expected);
        if (Boolean.getBoolean("cts.deep")) continuesInSqlite(folder, log, ticks, zip, expected);
    }

    private static void continuesInSqlite(
            Path folder, Path log, String ticks, String zip, Map<String, List<String>> expected)
            throws IOException, InterruptedException, SQLException {
        Path other = folder.resolve("other");
        RealProgram.run(log, "db", "restore", zip, "--data", other.toString());
        RealProgram.run(log, "replay", "--ticks", ticks, "--data", other.toString());
        TradedRows.assertSame(TradedRows.of(other), expected, "restored into SQLite");
    }

    private static void continuesInPostgresql(
            Path folder, Path log, String ticks, String zip, Map<String, List<String>> expected)
            throws IOException, InterruptedException, SQLException {
        PostgresAddress address = ((DatabaseChoice.Postgresql) TestDatabases.empty(DatabaseType.POSTGRESQL)).address();
        String place = "postgresql://%s:%d/%s".formatted(address.host(), address.port(), address.database());
        String login = "?user=%s&password=%s".formatted(address.user(), address.password());
        Map<String, String> environment = Map.of("DATABASE_URL", place + login);
        Path moved = folder.resolve("moved");
        RealProgram.run(log, environment, "db", "restore", zip, "--data", moved.toString());
        RealProgram.run(log, environment, "replay", "--ticks", ticks, "--data", moved.toString());
        TradedRows.assertSame(TradedRows.of("jdbc:" + place + login), expected, "restored into PostgreSQL");
    }

    private static void kill(Process process, Path data, int tick) throws IOException, InterruptedException {
        while (process.isAlive() && ticksIn(data) < tick) LockSupport.parkNanos(1_000_000);
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static long ticksIn(Path data) throws IOException {
        return TradedRows.journalBytes(data) / TradedRows.BYTES_PER_TICK;
    }

    /** So slowly that a backup finds the rest of the trades under way. */
    private static String slowly() throws IOException {
        CandleSeries trades = Recording.bitstamp2013().trades();
        double span = (trades.closeTime(TICKS - 1) - trades.closeTime(BACKED_UP_AT)) / 1000.0;
        return String.format(Locale.ROOT, "%.2f", span / REST_SECONDS);
    }
}
