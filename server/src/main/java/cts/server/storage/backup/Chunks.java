package cts.server.storage.backup;

import cts.server.storage.ChunkSize;
import cts.server.storage.Database;
import cts.server.storage.Sleeper;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jooq.DSLContext;

/** Does work in pieces so small that nobody waits long for one, with room for others between them. One thread. */
final class Chunks {
    static final long AIM_MILLIS = 20;
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final int FIRST = 200;
    private static final int LEAST = 20;
    private static final int MOST = 10_000;

    private final ChunkSize size = new ChunkSize(FIRST, LEAST, MOST, Duration.ofMillis(AIM_MILLIS));
    private final Sleeper sleeper;

    Chunks(Sleeper sleeper) {
        this.sleeper = sleeper;
    }

    /**
     * A piece that was done.
     *
     * @param count rows, or whatever is counted
     * @param heldNanos how long others were kept from writing
     */
    record Piece(long count, long heldNanos) {}

    /** Work that comes in pieces. */
    @FunctionalInterface
    interface Pieces {
        /**
         * Does the next piece, in one transaction.
         *
         * @param most rows, about
         * @return what it did, or empty when nothing was left to do
         */
        Optional<Piece> next(int most);
    }

    /** A piece that is one transaction, timed from where it holds what it needs. */
    static Piece write(Database database, ToLongFunction<DSLContext> work) {
        long[] begun = {0};
        long count = database.write(sql -> {
            begun[0] = System.nanoTime();
            return work.applyAsLong(sql);
        });
        return new Piece(count, System.nanoTime() - begun[0]);
    }

    /** Does all of it. */
    Reorganization.Step run(String what, Pieces pieces) throws InterruptedException {
        long began = System.nanoTime();
        long count = 0;
        long longest = 0;
        for (Optional<Piece> done = pieces.next(size.rows()); done.isPresent(); done = pieces.next(size.rows())) {
            Piece piece = done.get();
            count += piece.count();
            longest = Math.max(longest, piece.heldNanos());
            size.took((int) Math.max(1, piece.count()), piece.heldNanos());
            sleeper.sleep(PAUSE);
        }
        return new Reorganization.Step(
                what, count, (System.nanoTime() - began) / 1_000_000, (longest + 999_999) / 1_000_000);
    }
}
