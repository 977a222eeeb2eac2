package cts.server.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole lives of an engine by seeds. A failure names its seed and step; {@code -Dcts.seed=N} runs that seed alone, {@code
 * -Dcts.seeds=N} the first N.
 */
final class SimulationTest {
    private static final long ONE = Long.getLong("cts.seed", -1);
    private static final int SEEDS = Integer.getInteger("cts.seeds", Boolean.getBoolean("cts.deep") ? 200 : 20);

    @Test
    void moneyProtectionAndStateHoldWhateverHappens(@TempDir Path folder) {
        SimulationCounts counts = new SimulationCounts();
        LongStream seeds = ONE >= 0 ? LongStream.of(ONE) : LongStream.range(0, SEEDS);
        seeds.forEach(seed -> live(seed, folder, counts));
        if (ONE < 0) assertMuchHappened(counts);
    }

    private static void live(long seed, Path folder, SimulationCounts counts) {
        try (SimulatedRun run = new SimulatedRun(seed, folder.resolve("seed" + seed), counts)) {
            run.run();
        } catch (RuntimeException fault) {
            throw new AssertionError("seed " + seed + " broke the engine", fault);
        }
    }

    private static void assertMuchHappened(SimulationCounts counts) {
        counts.assertAtLeast("positions opened", 5L * SEEDS);
        counts.assertAtLeast("positions closed", 5L * SEEDS);
        counts.assertAtLeast("crashes in trade", 2L * SEEDS);
        for (Crash.Point point : Crash.Point.values()) counts.assertAtLeast("crash " + point, SEEDS / 10);
        counts.assertAtLeast("power failures that lost records", SEEDS / 2);
        counts.assertAtLeast("records that found no room", 5L * SEEDS);
        counts.assertAtLeast("refused intents", SEEDS / 2);
        for (String trouble : List.of(
                "slow database",
                "failing database",
                "refusing database",
                "full disk",
                "disk that cannot be forced",
                "stolen lease",
                "forbidden commands")) {
            counts.assertAtLeast(trouble, SEEDS / 2);
        }
        counts.assertEachFault(SEEDS / 10);
    }
}
