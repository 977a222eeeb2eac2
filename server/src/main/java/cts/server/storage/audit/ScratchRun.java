package cts.server.storage.audit;

import cts.server.storage.Database;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageException;
import cts.server.storage.backup.ScratchDatabase;
import cts.server.storage.migration.DatabaseInitializer;
import cts.server.storage.migration.DirectDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Measurements by doing: on an empty database beside the real one, or on connections of their own. */
final class ScratchRun {
    /** Version of the schema of the first release. */
    private static final int FIRST_RELEASE = 6;

    private static final int CLIENTS = 200;
    private static final int READS = 5;

    private final Probe probe;

    private ScratchRun(Probe probe) {
        this.probe = probe;
    }

    static ScratchRun of(Probe probe) {
        return new ScratchRun(probe);
    }

    /** An empty database gets every table, and a second run finds nothing to do. */
    Finding fresh() {
        return onScratch(choice -> {
            DatabaseInitializer.Report report = initialize(choice);
            DatabaseInitializer.Report second = initialize(choice);
            return Finding.of(
                    report.applied().size() == report.scripts().size()
                            && second.applied().isEmpty(),
                    report.applied().size() + " scripts applied to an empty database, " + report.tables()
                            + " tables verified; a second run applied "
                            + second.applied().size());
        });
    }

    /** A database of the first release is brought up to date. */
    Finding upgrade() {
        return onScratch(choice -> {
            new DirectDatabase(choice).migrateTo(FIRST_RELEASE);
            DatabaseInitializer.Report report = initialize(choice);
            return Finding.of(
                    report.applied().size() == report.scripts().size() - FIRST_RELEASE,
                    "from version " + FIRST_RELEASE + " to " + report.version() + ", " + report.tables()
                            + " tables verified");
        });
    }

    private Finding onScratch(Function<DatabaseChoice, Finding> measurement) {
        try (ScratchDatabase scratch = ScratchDatabase.beside(
                probe.database().choice(), probe.subject().dataFolder().resolve("scratch"))) {
            return measurement.apply(scratch.choice());
        }
    }

    private static DatabaseInitializer.Report initialize(DatabaseChoice choice) {
        try {
            return new DatabaseInitializer(choice, Sleeper.REAL).initialize();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw StorageException.unavailable("The measurement was interrupted.");
        }
    }

    /** Many clients at once read through the pool that everybody uses. */
    static Finding load(Probe probe) {
        List<Future<long[]>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) clients.add(threads.submit(() -> reads(probe.database())));
        }
        long[] nanos = new long[CLIENTS * READS];
        int errors = 0;
        int done = 0;
        for (Future<long[]> client : clients) {
            try {
                for (long read : client.get()) nanos[done++] = read;
            } catch (ExecutionException failed) {
                errors++;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw StorageException.unavailable("The measurement was interrupted.");
            }
        }
        Arrays.sort(nanos, 0, done);
        long p99 = done == 0 ? 0 : nanos[(int) Math.ceil(done * 0.99) - 1] / 1_000_000;
        return Finding.of(
                errors == 0,
                CLIENTS + " clients at once, " + READS + " reads each: " + errors + " errors, p99 " + p99
                        + " ms with the wait for a connection");
    }

    private static long[] reads(Database database) {
        long[] nanos = new long[READS];
        for (int read = 0; read < READS; read++) {
            long began = System.nanoTime();
            database.read(sql -> sql.fetchCount(org.jooq.impl.DSL.table("schema_migrations")));
            nanos[read] = System.nanoTime() - began;
        }
        return nanos;
    }

    /** Opens a pool of its own, uses it, closes it and counts what is left. */
    static Finding leavesNothing(Probe probe) {
        Database second = Database.open(probe.database().choice());
        int open;
        try {
            second.read(sql -> sql.fetchCount(org.jooq.impl.DSL.table("schema_migrations")));
            open = second.figures().open();
        } finally {
            second.close();
        }
        int left = second.figures().open();
        return Finding.of(
                left == 0 && open > 0, open + " connections opened beside these, " + left + " left when closed");
    }
}
