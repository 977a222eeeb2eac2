package cts.server.runtime;

import cts.server.storage.StorageWriter;
import cts.server.storage.Write;
import cts.server.storage.WriteOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The way of a loop's rows to the storage writer. What the writer does not take is kept, in order, and offered again before
 * anything that comes later.
 *
 * <p>One thread: the loop's.
 */
final class RowOutlet {
    /** Rows that stand or fall together; longer lists are cut, so the writer's room need not hold a whole event. */
    private static final int MOST_TOGETHER = 1_000;

    private static final int MOST_HELD = 200_000;

    private final StorageWriter writer;
    private final Overflow overflow;
    private final Deque<BooleanSupplier> held = new ArrayDeque<>();

    RowOutlet(StorageWriter writer, Overflow overflow) {
        this.writer = writer;
        this.overflow = overflow;
    }

    /** A row of a table that always comes alone: waiting rows of one key may be replaced by the newest. */
    void offer(Write<?> write) {
        send(() -> writer.offer(write));
    }

    /** Rows in an order in which none refers to a later one. */
    void offer(List<Write<?>> writes) {
        for (int from = 0; from < writes.size(); from += MOST_TOGETHER) {
            List<Write<?>> together =
                    new ArrayList<>(writes.subList(from, Math.min(writes.size(), from + MOST_TOGETHER)));
            send(() -> writer.offer(together));
        }
    }

    /** Rows that are written at once and onto the disk. */
    void offerDurably(List<Write<?>> writes, Consumer<WriteOutcome> callback) {
        send(() -> writer.offerDurably(writes, callback));
    }

    /** Offers again what was not taken. */
    void retry() {
        while (!held.isEmpty() && overflow.offer(held.getFirst())) held.removeFirst();
    }

    /** How many offers wait here; while any does, the engine must open nothing new and its state must not be saved. */
    int held() {
        return held.size();
    }

    private void send(BooleanSupplier offer) {
        if (held.isEmpty() && overflow.offer(offer)) return;
        if (held.size() >= MOST_HELD) {
            throw new IllegalStateException("The database has taken nothing for so long that " + held.size()
                    + " writes wait in memory; the engine ends here and goes on from its journal when the database is"
                    + " back.");
        }
        held.addLast(offer);
    }
}
