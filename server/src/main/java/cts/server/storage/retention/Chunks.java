package cts.server.storage.retention;

import cts.server.storage.ChunkSize;
import cts.server.storage.Database;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageException;
import java.time.Duration;
import org.jooq.DSLContext;

/**
 * Does a long work in transactions so short that no other writer waits for one noticeably, with a pause after each.
 *
 * <p>One thread.
 */
final class Chunks {
    /** A writer of SQLite waits for one of these and for nobody else; a disk that is busy may take three times as long. */
    private static final Duration AIM = Duration.ofMillis(15);

    private static final Duration PAUSE = Duration.ofMillis(3);
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final int TRIES = 10;
    private static final int FIRST = 200;
    private static final int LEAST = 20;
    private static final int MOST = 20_000;

    private final Database database;
    private final Sleeper sleeper;
    private final ChunkSize size = new ChunkSize(FIRST, LEAST, MOST, AIM);

    Chunks(Database database, Sleeper sleeper) {
        this.database = database;
        this.sleeper = sleeper;
    }

    /** A part of the work, within a transaction. */
    @FunctionalInterface
    interface Part {
        /**
         * Does it.
         *
         * @param most how many rows it may take
         */
        Taken take(DSLContext sql, int most);
    }

    /**
     * What a part did.
     *
     * @param rows how many it took; 0 if nothing is left
     * @param committed what is to be done once that is certain
     */
    record Taken(int rows, Runnable committed) {
        static final Taken NOTHING = new Taken(0, () -> {});
    }

    /** Does parts until nothing is left. */
    void doAll(Part part) throws InterruptedException {
        while (true) {
            int rows = size.rows();
            Done done = tried(part, rows);
            size.took(done.taken().rows(), done.nanos());
            if (done.taken().rows() == 0) return;
            done.taken().committed().run();
            sleeper.sleep(PAUSE);
        }
    }

    private record Done(Taken taken, long nanos) {}

    private Done tried(Part part, int rows) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.write(sql -> {
                    long start = System.nanoTime();
                    Taken taken = part.take(sql, rows);
                    return new Done(taken, System.nanoTime() - start);
                });
            } catch (StorageException failure) {
                // Also when a row was changed under a part's feet: then the part is done anew, with the row as it is
                // now.
                if (failure.kind() != StorageException.Kind.UNAVAILABLE || attempt == TRIES) throw failure;
                sleeper.sleep(WAIT);
            }
        }
    }
}
