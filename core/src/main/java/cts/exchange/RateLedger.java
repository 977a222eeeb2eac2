package cts.exchange;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What was sent within the rolling windows of one limit holder: a key, or an IP address. It tells how long to wait so
 * that no window overflows, learns from what the exchange's headers report, and holds still when told to.
 *
 * <p>Not for several threads at once: whoever sends owns it.
 */
public final class RateLedger {

    /** What a request is for: cancels may use the reserve. */
    public enum Purpose {
        CANCEL,
        OTHER
    }

    private record Spent(long time, int weight) {}

    private final List<RateWindow> windows;
    private final long longest;
    private final Deque<Spent> spent = new ArrayDeque<>();
    private long blockedUntil;

    /** Throws {@link IllegalArgumentException} when there is no window. */
    public RateLedger(List<RateWindow> windows) {
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("a rate ledger needs at least one window");
        }
        this.windows = List.copyOf(windows);
        this.longest = windows.stream().mapToLong(RateWindow::length).max().orElseThrow();
    }

    /**
     * How many ms to wait before a request of that weight may go; 0 means now. Spends nothing.
     *
     * @throws IllegalArgumentException if the weight is not above 0 or exceeds what a window can ever let through
     */
    public long waitFor(long time, int weight, Purpose purpose) {
        forget(time);
        long wait = Math.max(0, blockedUntil - time);
        for (RateWindow window : windows) {
            wait = Math.max(wait, waitFor(window, time, weight, purpose));
        }
        return wait;
    }

    /** Notes a request that goes now. */
    public void spend(long time, int weight) {
        long notBefore = spent.isEmpty() ? time : Math.max(time, spent.getLast().time);
        spent.addLast(new Spent(notBefore, weight));
    }

    /** The exchange reports that within the window of that length this much is used: more than ours is counted in. */
    public void reported(long time, long windowLength, int used) {
        forget(time);
        int missing = used - used(windowLength, time);
        if (missing > 0) {
            spend(time, missing);
        }
    }

    /** The exchange wants nothing before that time (Retry-After). */
    public void blockUntil(long time) {
        blockedUntil = Math.max(blockedUntil, time);
    }

    /** The weight spent within the last {@code windowLength} ms. */
    public int used(long windowLength, long time) {
        int sum = 0;
        for (Spent entry : spent) {
            if (entry.time > time - windowLength) {
                sum += entry.weight;
            }
        }
        return sum;
    }

    private long waitFor(RateWindow window, long time, int weight, Purpose purpose) {
        int room = purpose == Purpose.CANCEL ? window.capacity() : window.capacity() - window.reserve();
        if (weight <= 0 || weight > room) {
            throw new IllegalArgumentException("weight " + weight + " never fits into " + room + " per "
                    + window.length() + " ms; split the request");
        }
        int over = used(window.length(), time) + weight - room;
        for (Spent entry : spent) {
            if (over <= 0) {
                return 0;
            }
            if (entry.time > time - window.length()) {
                over -= entry.weight;
                if (over <= 0) {
                    return entry.time + window.length() - time;
                }
            }
        }
        return 0;
    }

    private void forget(long time) {
        while (!spent.isEmpty() && spent.getFirst().time <= time - longest) {
            spent.removeFirst();
        }
    }
}
