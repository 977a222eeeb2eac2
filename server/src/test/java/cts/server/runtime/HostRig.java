package cts.server.runtime;

import cts.execution.DeskSettings;
import cts.market.MarketFeed;
import cts.market.Tick;
import cts.pseudo.PositionSink;
import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.StorageWriter;
import cts.server.storage.TestDatabases;
import cts.server.storage.journal.FaultyDisk;
import cts.server.storage.journal.Journal;
import cts.server.storage.journal.Snapshots;
import cts.server.storage.repository.EngineLeases;
import cts.server.storage.repository.TestRows;
import cts.simulation.ManualClock;
import cts.simulation.PaperConnection;
import cts.simulation.PaperSettings;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** An engine's host on recorded trades, a real database and a disk that can fail, driven step by step on a manual clock. */
final class HostRig implements AutoCloseable {
    static final String CONNECTION = RecordedRun.CONNECTION;
    static final List<Tick> TICKS = RecordedRun.ticks(4_000);
    private static final int MOST_STEPS = 20_000;

    final ManualClock clock = new ManualClock(1_800_000_000_000L);
    final FaultyDisk disk = new FaultyDisk();
    final Database database;
    private final Path folder;
    private final PositionSink positions;
    private long millisPerStep = 1;
    private int lives;
    private Journal journal;
    private StorageWriter writer;
    private EngineHost host;

    /** @param positions hears every closed pseudo position; what it throws breaks the engine */
    HostRig(DatabaseType type, Path folder, PositionSink positions) {
        this.folder = folder;
        this.positions = positions;
        database = TestDatabases.migrated(type);
        TestRows.connection(database, CONNECTION);
        journal = openJournal();
        writer = openWriter();
        host = openHost();
    }

    private Journal openJournal() {
        return Journal.open(folder.resolve("journal"), disk);
    }

    private StorageWriter openWriter() {
        return StorageWriter.start(
                database, StorageWriter.Limits.DEFAULT, pause -> Thread.sleep(1), () -> journal.force());
    }

    private EngineHost openHost() {
        PaperConnection.Settings connection = new PaperConnection.Settings(
                CONNECTION,
                "home",
                RecordedRun.BTCUSD,
                RecordedDatabase.VIRTUAL,
                DeskSettings.paperDefaults(),
                PaperSettings.defaults("USD"));
        EngineHost opened = new EngineHost(
                new EngineHost.HostSettings(
                        "a connection",
                        connection,
                        "home",
                        TickFeed::new,
                        Long.MIN_VALUE,
                        positions,
                        Duration.ofMinutes(1),
                        true),
                new EngineStore(
                        database,
                        writer,
                        journal,
                        new Snapshots(folder.resolve("snapshots"), disk),
                        new EngineLeases.Holder("home", "life " + lives++),
                        clock,
                        new InlineExecutor()),
                clock);
        opened.loop().enter();
        return opened;
    }

    /** The process ends as it may, and another begins. */
    void restart() {
        end();
        journal = openJournal();
        writer = openWriter();
        host = openHost();
    }

    EngineHost host() {
        return host;
    }

    EngineMachine machine() {
        return host.loop().life().machine();
    }

    TradingStatus.EngineStatus status() {
        return host.status().engines().getFirst();
    }

    /** The clock shows what it is set to from now on, whatever happens. */
    void stopClock() {
        millisPerStep = 0;
    }

    void step() {
        try {
            clock.advance(millisPerStep);
            host.loop().step();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    void steps(int count) {
        for (int i = 0; i < count; i++) step();
    }

    /** Plays until so many trades are taken. */
    void playTo(int trade) {
        for (int left = MOST_STEPS; machine().nextTrade() < trade; left--) {
            if (left == 0)
                throw new AssertionError("it stands at trade " + machine().nextTrade() + ": " + status());
            step();
        }
    }

    /** Plays until the engine is in that state. */
    void playTo(String state) {
        for (int left = MOST_STEPS; !status().state().equals(state); left--) {
            if (left == 0) throw new AssertionError("it is not " + state + ": " + status());
            step();
        }
    }

    /** Time passes, and the loop looks at it. */
    void pass(Duration time) {
        clock.advance(time.toMillis());
        steps(3);
    }

    /** Does something that waits for the loop, as another thread does. */
    void ask(Runnable request) {
        CompletableFuture<Void> asked = CompletableFuture.runAsync(request);
        while (!asked.isDone()) step();
        try {
            asked.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException told) throw told;
            throw failed;
        }
    }

    void command(Trading.EngineCommand command) {
        ask(() -> host.command(command, "a test"));
    }

    /** Everything handed over is in the database. */
    void flush() {
        try {
            if (!writer.flush(Duration.ofMinutes(1))) throw new AssertionError("the writer does not end");
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** The virtual trading of this moment, to the last byte. */
    byte[] virtualState() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            machine().connection().engine().virtual().sets().drainChanged((key, cell, set) -> {});
            machine().connection().engine().virtual().save(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        disk.mend();
        end();
        database.close();
    }

    private void end() {
        host.close();
        writer.close();
        journal.close();
    }

    /** The recorded trades from one of them on. */
    private static final class TickFeed implements MarketFeed {
        private int next;

        TickFeed(long from) {
            next = (int) from;
        }

        @Override
        public Description description() {
            return new Description(
                    Kind.REPLAY,
                    "recorded trades",
                    Double.POSITIVE_INFINITY,
                    TICKS.getFirst().time(),
                    TICKS.getLast().time(),
                    TICKS.size());
        }

        @Override
        public FeedEvent poll(long mostMillis) {
            if (next == TICKS.size()) return new FeedEvent.Ended();
            return new FeedEvent.Trade(next, TICKS.get(next++));
        }

        @Override
        public void close() {
            // There is nothing to release.
        }
    }
}
