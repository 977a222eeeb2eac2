package cts.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The real program with a million sets: how soon it trades again after a restart. The sets come from 681 thresholds of one
 * indication in both directions, all of which fire on trades that swing by 8 % a minute.
 */
final class RestartSection implements Section {
    private static final double MOST_SECONDS = 20;
    private static final int SWINGS = 6;
    private static final int SECONDS_PER_SWING = 120;
    private static final int MORE_TRADES = 100_000;
    private static final double SWING = 0.08;
    private static final double JITTER = 0.0005;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String SETS = "engine.indications=active:0.01-6.81/0.01";
    private static final long SETTLE_MILLIS = 1_000;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Row> measure(Conditions conditions) throws InterruptedException {
        if (conditions.quick()) return List.of();
        Machine machine = conditions.machine();
        machine.requireProgram();
        Path folder = TemporaryFolder.make();
        try {
            Path trades = trades(folder.resolve("trades.csv"));
            Path data = folder.resolve("data");
            conditions.tell("start, making a million sets");
            String made = make(machine, data, trades);
            conditions.tell("start, restart with a million sets");
            return List.of(restart(machine, data, trades, made));
        } finally {
            TemporaryFolder.remove(folder);
        }
    }

    /** Lets every set come to life, waits for a snapshot, and stops. */
    private static String make(Machine machine, Path data, Path trades) throws InterruptedException {
        List<String> arguments = arguments(trades, "--speed", "200", "--set", "engine.snapshot-seconds=20");
        try (ServerProcess server = ServerProcess.start(machine, List.of(), data, arguments)) {
            server.secondsUntil(PATIENCE, status -> tradesApplied(status) > SWINGS * SECONDS_PER_SWING);
            long alive = server.status()
                    .map(status -> status.path("data").path("setsAlive").asLong())
                    .orElse(0L);
            server.require(PATIENCE, () -> hasSnapshot(data), "write a snapshot");
            server.stop();
            return "%,d sets alive".formatted(alive);
        }
    }

    private Row restart(Machine machine, Path data, Path trades, String made) throws InterruptedException {
        try (ServerProcess server = ServerProcess.start(machine, List.of(), data, arguments(trades, "--speed", "50"))) {
            double seconds = server.secondsToReady(PATIENCE);
            Thread.sleep(SETTLE_MILLIS);
            String memory = server.residentMegabytes()
                    .map(megabytes -> ", then %s MB resident".formatted(Figures.of(megabytes)))
                    .orElse("");
            server.stop();
            return new Row(
                    name(),
                    "restart to trading, a million sets",
                    "s",
                    new Spread(seconds, seconds, seconds),
                    Optional.empty(),
                    new Bar.AtMost(MOST_SECONDS),
                    "%s, snapshot of %s MB%s".formatted(made, Figures.of(snapshotMegabytes(data)), memory));
        }
    }

    private static List<String> arguments(Path trades, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--ticks", trades.toString(), "--set", SETS));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private static long tradesApplied(JsonNode status) {
        return status.path("data").path("ticks").asLong();
    }

    private static boolean hasSnapshot(Path data) {
        return snapshotMegabytes(data) > 0;
    }

    private static double snapshotMegabytes(Path data) {
        Path folder = data.resolve("snapshots");
        if (!Files.isDirectory(folder)) return 0;
        try (Stream<Path> files = Files.list(folder)) {
            long largest = 0;
            for (Path file : files.toList()) largest = Math.max(largest, Files.size(file));
            return largest / 1e6;
        } catch (IOException failure) {
            throw new UncheckedIOException("the snapshots cannot be looked at", failure);
        }
    }

    /** A trade a second; every minute the price goes up or down by the swing, then hardly moves any more. */
    private static Path trades(Path file) {
        SplittableRandom random = new SplittableRandom(5);
        List<String> lines = new ArrayList<>(List.of("time,price,size"));
        int swinging = SWINGS * SECONDS_PER_SWING;
        for (int second = 0; second < swinging + MORE_TRADES; second++) {
            double phase = second < swinging ? second % SECONDS_PER_SWING * 2.0 / SECONDS_PER_SWING : 0;
            double height = phase < 1 ? phase : 2 - phase;
            double price = 100 * (1 + SWING * height) * (1 + JITTER * (2 * random.nextDouble() - 1));
            lines.add("%d,%.4f,1".formatted(1_700_000_000_000L + second * 1000L, price));
        }
        try {
            return Files.write(file, lines);
        } catch (IOException failure) {
            throw new BenchFailure("the trades cannot be written to %s; make room.".formatted(file), failure);
        }
    }
}
