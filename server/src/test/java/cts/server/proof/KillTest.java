package cts.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
    private static final long SEED = Long.getLong("cts.seed", 20131125);

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
            while (process.isAlive() && TradedRows.journalBytes(killed) < (long) tick * TradedRows.BYTES_PER_TICK) {
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
        TradedRows.assertSame(TradedRows.of(killed), TradedRows.of(calm), "seed " + SEED);
    }
}
