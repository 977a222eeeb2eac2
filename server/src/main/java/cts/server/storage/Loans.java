package cts.server.storage;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The connections that are out now, and those that were out too long. Lending costs two clock readings and a map entry; only
 * of a leak the place is looked up, in the stack of the thread that has it.
 *
 * <p>Safe for any thread.
 */
final class Loans {
    private static final int LEAKS_KEPT = 20;
    /** Frames of these only pass a connection on. */
    private static final Set<String> LENDERS = Set.of(
            Database.class.getName(), Loans.class.getName(), Loan.class.getName(), StatementSource.class.getName());

    private final Duration limit;
    private final LongSupplier nanos;
    private final Map<Long, Loan> out = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();
    private final Deque<Leak> returned = new ArrayDeque<>();
    private long returnedLate;

    /** @param limit a connection that is out longer is a leak */
    Loans(Duration limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
    }

    /** A connection that is out until this is closed by the thread that took it. */
    final class Loan implements AutoCloseable {
        private final long id = number.incrementAndGet();
        private final Thread holder = Thread.currentThread();
        private final long from = nanos.getAsLong();

        private boolean isLate() {
            return nanos.getAsLong() - from >= limit.toNanos();
        }

        private Leak leak(boolean isReturned) {
            return new Leak(
                    place(holder),
                    holder.getName().isEmpty() ? "virtual " + holder.threadId() : holder.getName(),
                    TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - from),
                    isReturned);
        }

        @Override
        public void close() {
            out.remove(id);
            if (isLate()) noteReturned(leak(true));
        }
    }

    Loan lend() {
        Loan loan = new Loan();
        out.put(loan.id, loan);
        return loan;
    }

    /** How many were out too long since the program began, those that still are among them. */
    synchronized long leaks() {
        return returnedLate + out.values().stream().filter(Loan::isLate).count();
    }

    /** The latest of them: those still out, the longest first, then those that came back, the newest first. */
    synchronized List<Leak> latest() {
        return Stream.concat(
                        out.values().stream()
                                .filter(Loan::isLate)
                                .map(loan -> loan.leak(false))
                                .sorted(Comparator.comparingLong(Leak::heldMs).reversed()),
                        returned.stream())
                .limit(LEAKS_KEPT)
                .toList();
    }

    private synchronized void noteReturned(Leak leak) {
        returnedLate++;
        returned.addFirst(leak);
        if (returned.size() > LEAKS_KEPT) returned.removeLast();
    }

    /** The innermost frame outside the lenders that called one of them. */
    private static String place(Thread holder) {
        StackTraceElement[] stack = holder.getStackTrace();
        for (int frame = stack.length - 2; frame >= 0; frame--) {
            if (LENDERS.contains(stack[frame].getClassName())) return stack[frame + 1].toString();
        }
        return stack.length == 0 ? "a thread that has ended" : stack[0].toString();
    }
}
