package cts.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.DatabaseType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The real process under {@code kill -9} while it trades, on both databases: after the last restart it has, row by row, what
 * an undisturbed process has. Left out are ids, as the folders have connections of their own, and times of the wall clock.
 *
 * <p>The moments come from a seed; every second one waits for an order's intent to be written and strikes before its fill is.
 */
final class KillTest {
    private static final boolean DEEP = Boolean.getBoolean("cts.deep");
    private static final int KILLS = Integer.getInteger("cts.kills", DEEP ? 10 : 5);
    private static final int TICKS = DEEP ? 1_500 : 1_150;
    /** Between these ticks it trades all the time. */
    private static final int TRADES_FROM = 170;

    private static final int TRADES_TO = 1_100;
    private static final long SEED = Long.getLong("cts.seed", 20131125);
    /** 128 and the number of the signal. */
    private static final int KILLED = 137;

    private static final String UNFILLED = "order_intents i JOIN orders o ON o.intent_id = i.id"
            + " WHERE o.order_type = 'MARKET' AND o.state IN ('NEW', 'SENT', 'ACCEPTED', 'UNKNOWN')";

    @ParameterizedTest
    @EnumSource
    void continuesExactlyWhereItWasKilled(DatabaseType type, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        String ticks = RealProgram.ticks(folder, TICKS).toString();
        Path log = folder.resolve("log");
        ProgramData calm = ProgramData.in(folder.resolve("calm"), type);
        RealProgram.run(log, calm.environment(), replay(calm, ticks));
        double bytesPerTick = (double) journalBytes(calm) / TICKS;

        SplittableRandom random = new SplittableRandom(SEED);
        ProgramData killed = ProgramData.in(folder.resolve("killed"), type);
        int inTrade = 0;
        int unfilled = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int tick = TICKS * kill / KILLS + random.nextInt(TICKS / KILLS);
            Process process = RealProgram.start(log, killed.environment(), replay(killed, ticks));
            await(process, () -> journalBytes(killed) >= tick * bytesPerTick);
            if (kill % 2 == 1 && tick >= TRADES_FROM && tick < TRADES_TO) {
                int before = killed.count("order_intents");
                try (ProgramData.Look look = killed.look()) {
                    await(process, () -> look.count(unfilledBeyond(before)) > 0);
                    process.destroyForcibly();
                }
            }
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as("killed before its end, seed %d: %s", SEED, Files.readString(log))
                    .isEqualTo(KILLED);
            if (tick >= TRADES_FROM) inTrade++;
            if (killed.count(UNFILLED) > 0) unfilled++;
        }
        RealProgram.run(log, killed.environment(), replay(killed, ticks));

        assertThat(inTrade).as("kills while it trades").isPositive();
        assertThat(unfilled).as("kills between intent and fill").isPositive();
        TradedRows.assertSame(TradedRows.of(killed.url()), TradedRows.of(calm.url()), "seed " + SEED);
    }

    private static String unfilledBeyond(int before) {
        return UNFILLED + " AND (SELECT count(*) FROM order_intents) > " + before;
    }

    /** In the short form with few indications: the kills are the same, and there is less to make again. */
    private static String[] replay(ProgramData data, String ticks) {
        List<String> words = new ArrayList<>(
                List.of("replay", "--ticks", ticks, "--data", data.folder().toString()));
        if (!DEEP) words.addAll(List.of("--set", "engine.indications=direction:3-5"));
        return words.toArray(String[]::new);
    }

    private static void await(Process process, BooleanSupplier reached) {
        while (process.isAlive() && !reached.getAsBoolean()) LockSupport.parkNanos(1_000_000);
    }

    private static long journalBytes(ProgramData data) {
        try {
            return TradedRows.journalBytes(data.folder());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
