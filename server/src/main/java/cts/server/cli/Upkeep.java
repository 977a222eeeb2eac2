package cts.server.cli;

import cts.server.ops.Job;
import cts.server.ops.Jobs;
import cts.server.runtime.Settings;
import cts.server.storage.CandlePartitions;
import cts.server.storage.CandleTable;
import cts.server.storage.DataFolder;
import cts.server.storage.Database;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageException;
import cts.server.storage.UtcDay;
import cts.server.storage.UuidSource;
import cts.server.storage.retention.CleanupReport;
import cts.server.storage.retention.Retention;
import cts.server.storage.retention.RetentionRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

/** The jobs of a server, made from its settings, and what they do. */
record Upkeep(Jobs jobs, Retention retention) implements AutoCloseable {
    private static final int ID_LENGTH = 36;
    private static final int DAYS_AHEAD = 7;
    private static final Duration AFTER_FIRST_START = Duration.ofMinutes(10);

    /** @param others jobs that are made elsewhere */
    static Upkeep start(
            Database database, Settings settings, UuidSource ids, List<Job> others, DataFolder folder, Clock clock)
            throws IOException {
        Retention retention = new Retention(database, rules(settings), ids, clock, Sleeper.REAL);
        List<Job> jobs = new ArrayList<>(others);
        jobs.add(new Job(
                "retention",
                Duration.ofHours(settings.whole("retention.interval-hours")),
                AFTER_FIRST_START,
                () -> cleanUp(retention)));
        jobs.add(new Job(
                "candle-partitions",
                Duration.ofHours(6),
                Duration.ZERO,
                () -> prepareDays(database.candlePartitions(), UtcDay.of(clock.millis()))));
        return new Upkeep(Jobs.start(database, jobs, serverId(folder.path().resolve("server-id")), clock), retention);
    }

    /** @throws IllegalArgumentException one sentence, if the ages do not fit each other */
    static RetentionRules rules(Settings settings) {
        return new RetentionRules(
                Duration.ofDays(settings.whole("retention.market-data-days")),
                Duration.ofDays(settings.whole("retention.archive-days")),
                Duration.ofHours(settings.whole("retention.indication-states-hours")),
                Duration.ofDays(settings.whole("retention.site-logs-days")),
                Duration.ofDays(settings.whole("retention.closed-positions-days")),
                Duration.ofDays(settings.whole("retention.query-log-days")),
                settings.whole("retention.size-budget-gb") << 30,
                Math.toIntExact(settings.whole("retention.size-warning-percent")));
    }

    private static String cleanUp(Retention retention) throws InterruptedException {
        Optional<CleanupReport> report = retention.run(Retention.Kind.SCHEDULED);
        if (report.isEmpty()) return "A clean-up that was asked for by hand was under way.";
        if (!report.get().isDone())
            throw StorageException.unavailable(report.get().sentence());
        return report.get().sentence();
    }

    private static String prepareDays(CandlePartitions partitions, UtcDay today) {
        List<UtcDay> days = LongStream.rangeClosed(today.number(), today.number() + DAYS_AHEAD)
                .mapToObj(UtcDay::new)
                .toList();
        partitions.ensure(CandleTable.MARKET_DATA, days);
        return "Candles of the days up to " + days.getLast() + " have their place.";
    }

    /** One process at a time has the folder, so what is picked under its id was left by one that died. */
    static String serverId(Path file) throws IOException {
        if (Files.exists(file)) {
            String known = Files.readString(file).strip();
            if (known.length() == ID_LENGTH) return known;
        }
        String fresh = UUID.randomUUID().toString();
        Files.writeString(file, fresh + "\n");
        return fresh;
    }

    @Override
    public void close() {
        jobs.close();
    }
}
