package cts.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The real program: how soon it answers, what it takes when little happens. */
final class StartSection implements Section {
    private static final double WITH_CACHE = 3;
    private static final double FRESH = 5;
    private static final double IDLE_MEGABYTES = 450;
    private static final Duration READY = Duration.ofSeconds(60);
    private static final long IDLE_MILLIS = 20_000;
    /** As slow as the recording was, so that hardly a price comes. */
    private static final List<String> QUIET_FEED = List.of("--speed", "1");

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Row> measure(Conditions conditions) throws InterruptedException {
        Machine machine = conditions.machine();
        machine.requireProgram();
        Path folder = TemporaryFolder.make();
        try {
            conditions.tell("start, training the ahead-of-time cache");
            AotCache cache = AotCache.train(machine, folder);
            Samples samples = new Samples();
            for (int round = 1; round <= conditions.rounds(); round++) {
                conditions.tell("start", round);
                Path data = folder.resolve("data" + round);
                start(machine, List.of(), data, "fresh folder", samples);
                start(machine, List.of(), data, "existing database", samples);
                start(machine, cache.options(), data, "existing database, cache", samples);
            }
            conditions.tell("start, memory of an idle program");
            idle(machine, cache, folder.resolve("idle"), samples);
            return rows(samples, cache);
        } finally {
            TemporaryFolder.remove(folder);
        }
    }

    private static void start(Machine machine, List<String> options, Path data, String name, Samples samples)
            throws InterruptedException {
        try (ServerProcess server = ServerProcess.start(machine, options, data, List.of())) {
            samples.add(name + ", first answer", server.secondsToFirstAnswer(), "s");
            samples.add(name + ", ready", server.secondsToReady(READY), "s");
            server.stop();
        }
    }

    private static void idle(Machine machine, AotCache cache, Path data, Samples samples) throws InterruptedException {
        try (ServerProcess server = ServerProcess.start(machine, cache.options(), data, QUIET_FEED)) {
            server.secondsToReady(READY);
            Thread.sleep(IDLE_MILLIS);
            server.residentMegabytes().ifPresent(megabytes -> samples.add("idle memory", megabytes, "MB resident"));
            server.stop();
        }
    }

    private List<Row> rows(Samples samples, AotCache cache) {
        List<Row> rows = new ArrayList<>();
        String size = "cache of %s MB, trained in %s s"
                .formatted(Figures.of(cache.megabytes()), Figures.of(cache.trainingSeconds()));
        rows.add(row(samples, "existing database, cache, first answer", new Bar.AtMost(WITH_CACHE), size));
        rows.add(row(samples, "existing database, cache, ready", new Bar.None(), ""));
        rows.add(row(samples, "existing database, first answer", new Bar.None(), "without cache"));
        rows.add(row(samples, "existing database, ready", new Bar.None(), "without cache"));
        rows.add(row(samples, "fresh folder, first answer", new Bar.AtMost(FRESH), "without cache"));
        rows.add(row(samples, "fresh folder, ready", new Bar.None(), "without cache"));
        if (samples.has("idle memory")) {
            rows.add(row(
                    samples,
                    "idle memory",
                    new Bar.AtMost(IDLE_MEGABYTES),
                    "%d s after the start, recorded trades at their own speed".formatted(IDLE_MILLIS / 1000)));
        }
        return rows;
    }

    private Row row(Samples samples, String name, Bar bar, String note) {
        return new Row(name(), name, samples.unit(name), samples.spread(name), Optional.empty(), bar, note);
    }
}
