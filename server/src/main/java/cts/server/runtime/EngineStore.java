package cts.server.runtime;

import cts.execution.Notice;
import cts.market.Instrument;
import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageException;
import cts.server.storage.StorageWriter;
import cts.server.storage.journal.Journal;
import cts.server.storage.journal.Snapshots;
import cts.server.storage.repository.Connections;
import cts.server.storage.repository.EngineLeases;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an engine keeps: its journal and snapshots in the data folder, its rows in the database. The loop calls it; what
 * takes long is done by a thread of its own.
 */
public final class EngineStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineStore.class);
    private static final Duration ROWS_PATIENCE = Duration.ofMinutes(5);
    private static final long LEASE_MILLIS = 30_000;
    /** The lease is renewed by the same thread, so nothing there may take as long as that. */
    private static final Duration SNAPSHOT_PATIENCE = Duration.ofSeconds(20);

    static final int CANDLES_KEPT = 20_000;

    private final Database database;
    private final StorageWriter writer;
    private final RowOutlet outlet;
    private final Journal journal;
    private final Snapshots snapshots;
    private final EngineLeases.Holder holder;
    private final InstantSource clock;
    private volatile Optional<EngineLeases.Lease> lease = Optional.empty();
    private final ExecutorService background;

    /**
     * The store of one engine.
     *
     * @param holder names this process in the lease
     * @param background does what the loop must not wait for, one thing at a time; ended with the store
     */
    public EngineStore(
            Database database,
            StorageWriter writer,
            Journal journal,
            Snapshots snapshots,
            EngineLeases.Holder holder,
            InstantSource clock,
            ExecutorService background) {
        this.database = database;
        this.writer = writer;
        outlet = new RowOutlet(writer, Overflow.waiting(Sleeper.REAL));
        this.journal = journal;
        this.snapshots = snapshots;
        this.holder = holder;
        this.clock = clock;
        this.background = background;
    }

    Recorder recorder(Recorder.Settings recorded, Consumer<IntentOutcome> answers, Consumer<Notice> notices) {
        return new Recorder(recorded, outlet, clock, answers, notices);
    }

    CandleWriter candles(Instrument instrument) {
        return new CandleWriter(instrument, outlet, CANDLES_KEPT);
    }

    /**
     * The machine as it was when the process ended: the newest snapshot, and what the journal holds after it. Where one of its
     * records breaks it, it is given back broken, as it stood there.
     */
    EngineMachine restore(EngineMachine.Parts parts) {
        EngineMachine machine = new EngineMachine(parts, record -> journal.append(record.bytes()));
        Optional<Snapshots.Snapshot> snapshot = snapshots.newest();
        for (String file : snapshots.damaged()) LOG.warn("The snapshot {} is damaged and was passed over.", file);
        if (snapshot.isPresent()) {
            try (DataInputStream in =
                    new DataInputStream(new ByteArrayInputStream(snapshot.get().state()))) {
                machine.load(in);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        machine.follow();
        long from = snapshot.map(Snapshots.Snapshot::position).orElse(0L);
        long[] records = {0};
        journal.read(from, bytes -> {
            if (machine.fault().isPresent()) return;
            replay(machine, LoopRecord.of(bytes));
            records[0]++;
        });
        if (machine.fault().isEmpty()) machine.connect();
        if (snapshot.isPresent() || records[0] > 0) {
            LOG.info("Restored with {} records of the journal; trade {} comes next.", records[0], machine.nextTrade());
        }
        return machine;
    }

    private static void replay(EngineMachine machine, LoopRecord record) {
        try {
            machine.apply(record);
        } catch (RuntimeException | Error broken) {
            LOG.error("The engine broke at trade {} of its journal.", machine.nextTrade(), broken);
        }
    }

    /**
     * Takes the lease of a connection for this process; at once where its former holder must be dead, as it was of this
     * installation, whose data folder is locked, or as the database lies in that folder.
     *
     * <p>Rows that were made again from the journal go first, as an intent among them belongs to the epoch that ends here.
     *
     * @throws StorageException if somebody else holds the lease, or the database does not take the rows
     */
    long beginEpoch(String connectionId) {
        flush();
        EngineLeases leases = new EngineLeases(database);
        long now = clock.millis();
        EngineLeases.Lease begun = database.type() == DatabaseType.SQLITE
                ? leases.takeOver(connectionId, holder.text(), now + LEASE_MILLIS)
                : leases.begin(connectionId, holder, now, now + LEASE_MILLIS);
        lease = Optional.of(begun);
        return begun.epoch();
    }

    private void flush() {
        try {
            if (writer.flush(ROWS_PATIENCE)) return;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw StorageException.unavailable(
                "The engine cannot begin, as the database does not take the rows of its past: "
                        + writer.health().sentence());
    }

    /** Keeps the lease, behind the loop's back; {@code lost} runs if another process has taken it. */
    void renewLease(Runnable lost) {
        lease.ifPresent(held -> background.execute(() -> {
            try {
                if (new EngineLeases(database).renew(held, clock.millis() + LEASE_MILLIS)) return;
                lease = Optional.empty();
                lost.run();
            } catch (RuntimeException failed) {
                LOG.warn("The lease could not be renewed; it is tried again.", failed);
            }
        }));
    }

    /** What is wrong with journal or database, in a sentence; empty while nothing is. */
    String trouble() {
        String ofJournal = journal.trouble();
        return ofJournal.isEmpty() ? writer.health().sentence() : ofJournal;
    }

    /** Copies the state now and writes it behind the loop's back; while there is trouble the journal alone must do. */
    void snapshot(EngineMachine machine) {
        if (!trouble().isEmpty() || machine.fault().isPresent()) return;
        long position = journal.end();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            machine.save(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        background.execute(() -> {
            try {
                // Rows made before this state are not made again: they must be in the database first.
                if (!writer.flush(SNAPSHOT_PATIENCE)) {
                    LOG.warn("No snapshot was written, as the database does not keep up; the journal has the state.");
                    return;
                }
                journal.force();
                journal.dropBefore(snapshots.write(position, bytes.toByteArray()));
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failed) {
                LOG.error("A snapshot failed; the state is safe in the journal.", failed);
            }
        });
    }

    /** Waits until everything the journal holds is on the disk. */
    void force() {
        journal.force();
    }

    void stopTradingEverywhere() {
        new Connections(database).stopTradingEverywhere(clock.millis());
    }

    /** Lets a connection trade again after a stop of everything. */
    void enableTrading(String connectionId) {
        new Connections(database).allowLiveTrade(connectionId, clock.millis());
    }

    /** Waits for the last snapshot; journal, writer and database are still needed for what they hold, and not closed here. */
    @Override
    public void close() {
        background.shutdown();
        try {
            if (!background.awaitTermination(30, TimeUnit.SECONDS))
                LOG.warn("The last snapshot took too long; the journal has its state.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
