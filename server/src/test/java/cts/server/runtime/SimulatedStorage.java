package cts.server.runtime;

import static cts.server.storage.schema.Tables.ORDERS;
import static cts.server.storage.schema.Tables.ORDER_INTENTS;
import static cts.server.storage.schema.Tables.VERDICTS;
import static org.assertj.core.api.Assertions.assertThat;

import cts.exchange.ClientOrderId;
import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.StorageException;
import cts.server.storage.StorageWriter;
import cts.server.storage.TestDatabases;
import cts.server.storage.journal.FaultyDisk;
import cts.server.storage.journal.Journal;
import cts.server.storage.journal.Snapshots;
import cts.server.storage.repository.EngineLeases;
import cts.server.storage.repository.TestRows;
import cts.simulation.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/**
 * Journal, snapshots and database of a simulated run, of which each can fail: a real database and real files, on a disk that
 * fills up. Rows are committed only in windows, so the journal's durable end is always known. One thread.
 */
final class SimulatedStorage implements AutoCloseable {
    static final String CONNECTION = "c";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final StorageWriter.Limits LIMITS =
            new StorageWriter.Limits(5_000, 100_000, 2_000_000, Duration.ZERO, Duration.ZERO);
    private static final long FOREVER = 1L << 50;

    private final FaultyDisk disk = new FaultyDisk();
    private final Path folder;
    private final Database database = TestDatabases.migrated(DatabaseType.SQLITE);
    private final ManualClock clock;
    private boolean refuses;
    private int lives;
    private volatile long durable;
    private Journal journal;
    private Weather weather;
    private StorageWriter writer;
    private EngineStore store;

    SimulatedStorage(Path folder, ManualClock clock) {
        this.folder = folder;
        this.clock = clock;
        TestRows.connection(database, CONNECTION);
        journal = openJournal();
        weather = new Weather(this::force);
        writer = openWriter();
        store = openStore();
    }

    /** What a commit waits for. Nothing is appended meanwhile. */
    private void force() {
        journal.force();
        durable = journal.end();
    }

    private Journal openJournal() {
        return Journal.open(folder.resolve("journal"), disk);
    }

    private StorageWriter openWriter() {
        return StorageWriter.start(database, LIMITS, weather, weather::beforeCommit);
    }

    private EngineStore openStore() {
        // What is in the file when it is opened is forced then.
        durable = journal.end();
        return new EngineStore(
                database,
                writer,
                journal,
                new Snapshots(folder.resolve("snapshots"), disk),
                new EngineLeases.Holder("home", "life " + lives++),
                clock,
                new InlineExecutor());
    }

    /** What was open is gone without a word; what the disk has is opened again. */
    void restart() {
        disk.mend();
        journal = openJournal();
        weather = new Weather(this::force);
        writer = openWriter();
        store = openStore();
    }

    /** The process ends at once. */
    void crash() {
        weather.end();
        try {
            writer.close();
        } catch (StorageException rowsAreLost) {
            assertThat(rowsAreLost).hasMessageContaining("will be made again from the journal");
        }
        // A dead process forces nothing; here its thread must end, and what it would force is there anyway.
        try {
            journal.close();
        } catch (StorageException full) {
            assertThat(disk.works()).isFalse();
        }
    }

    /** After a crash: of what no commit waited for, the end is lost as well, perhaps in the middle of a record. */
    long losePower(SplittableRandom random) {
        Path file = lastSegment();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long start = Long.parseLong(String.valueOf(file.getFileName()).replaceAll("\\D", ""));
            long least = Math.max(0, Math.max(durable, snapshotted()) - start);
            long cut = least + random.nextLong(channel.size() - least + 1);
            long lost = channel.size() - cut;
            channel.truncate(cut);
            return lost;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What a snapshot stands for must be on the disk before it. */
    private long snapshotted() {
        return new Snapshots(folder.resolve("snapshots"), disk)
                .newest()
                .map(Snapshots.Snapshot::position)
                .orElse(0L);
    }

    private Path lastSegment() {
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            return files.max(Path::compareTo).orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Commits everything that was handed over. */
    void commit() {
        weather.open();
        try {
            assertThat(writer.flush(PATIENCE)).as("the writer ends").isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        } finally {
            weather.shut();
        }
    }

    /** A start of the engine's epoch, with all rows of its past committed. */
    long beginEpoch() {
        weather.open();
        try {
            return store.beginEpoch(CONNECTION);
        } finally {
            weather.shut();
        }
    }

    void snapshot(EngineMachine machine) {
        weather.open();
        try {
            store.snapshot(machine);
        } finally {
            weather.shut();
        }
    }

    /** The database turns every new intent away, or takes them again. */
    void refuseIntents(boolean refuse) {
        if (refuse == refuses) return;
        refuses = refuse;
        run(
                refuse
                        ? "CREATE TRIGGER refuse BEFORE INSERT ON order_intents BEGIN SELECT RAISE(ABORT, 'refused'); END"
                        : "DROP TRIGGER refuse");
    }

    private void run(String statement) {
        database.<Integer>write(sql -> sql.execute(statement));
    }

    void failNext(int commits) {
        weather.failNext(commits);
    }

    /** Another process takes the lease. */
    void stealLease() {
        new EngineLeases(database).takeOver(CONNECTION, "another process", FOREVER);
    }

    /** Whether the intent of an order is in the database. */
    boolean hasIntent(ClientOrderId order) {
        return database.<Boolean>read(sql -> hasIntent(sql, order));
    }

    private static boolean hasIntent(DSLContext sql, ClientOrderId order) {
        return sql.fetchExists(ORDER_INTENTS, ORDER_INTENTS.CLIENT_ORDER_ID.eq(order.value()));
    }

    /** Whether the database has the verdict by which an entry was decided. */
    boolean hasDecision(ClientOrderId entry) {
        return database.<Boolean>read(sql -> sql.fetchExists(sql.selectOne()
                .from(VERDICTS)
                .join(ORDERS)
                .on(ORDERS.POSITION_ID.eq(VERDICTS.POSITION_ID))
                .where(ORDERS.CLIENT_ORDER_ID
                        .eq(entry.value())
                        .and(VERDICTS.OUTCOME.eq("up"))
                        .and(VERDICTS.REASON.eq("OPENING")))));
    }

    FaultyDisk disk() {
        return disk;
    }

    Database database() {
        return database;
    }

    StorageWriter writer() {
        return writer;
    }

    Journal journal() {
        return journal;
    }

    EngineStore store() {
        return store;
    }

    @Override
    public void close() {
        crash();
        database.close();
    }
}
