package cts.simulation;

import cts.exchange.ClientOrderId;
import cts.exchange.ExchangeEvent;
import cts.exchange.ExchangeListener;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The line between the scripted exchange and its client: answers come late, twice, out of order or not at all, and while it
 * is down they are lost. Counts what it does.
 */
final class ScriptedWire {

    private record Scheduled(long at, long sequence, ExchangeEvent event) {}

    private final SplittableRandom random;
    private final PriorityQueue<Scheduled> events =
            new PriorityQueue<>(Comparator.comparingLong(Scheduled::at).thenComparingLong(Scheduled::sequence));
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private boolean faulty = true;
    private boolean connected = true;
    private long now;
    private long sequence;
    private long newestDelivered;

    ScriptedWire(SplittableRandom random) {
        this.random = random;
    }

    void calm() {
        faulty = false;
    }

    boolean isFaulty() {
        return faulty;
    }

    boolean isConnected() {
        return connected;
    }

    long now() {
        return now;
    }

    void time(long time) {
        now = time;
    }

    /** True in so many of a hundred cases, while there are faults. */
    boolean chance(int percent) {
        return faulty && random.nextInt(100) < percent;
    }

    void count(Fault fault) {
        counts.merge(fault, 1, Integer::sum);
    }

    Map<Fault, Integer> counts() {
        return Map.copyOf(counts);
    }

    void disconnect(long time) {
        now = time;
        connected = false;
        count(Fault.DISCONNECTED);
        events.removeIf(scheduled -> scheduled.at <= time + 200);
        put(time, new ExchangeEvent.Disconnected(time, "reset by peer"));
    }

    void reconnect(long time) {
        now = time;
        connected = true;
        put(time, new ExchangeEvent.Reconnected(time));
    }

    /** Nobody listens any more: what is on its way is lost. */
    void lose(long time) {
        now = time;
        connected = true;
        events.clear();
    }

    void deliver(long time, ExchangeListener listener) {
        now = time;
        while (!events.isEmpty() && events.element().at <= time) {
            Scheduled next = events.remove();
            ExchangeEvent event = next.event;
            boolean local = event instanceof ExchangeEvent.Disconnected
                    || event instanceof ExchangeEvent.Reconnected
                    || event instanceof ExchangeEvent.Unknown;
            if (!connected && !local) continue;
            if (next.sequence < newestDelivered) count(Fault.REORDERED);
            newestDelivered = Math.max(newestDelivered, next.sequence);
            listener.onExchangeEvent(event);
        }
    }

    /** An answer without any fault but its turn. */
    void put(long at, ExchangeEvent event) {
        events.add(new Scheduled(at, ++sequence, event));
    }

    void answer(ExchangeEvent event) {
        long delay = !faulty ? 1 : chance(3) ? random.nextLong(500, 6_000) : random.nextLong(1, 300);
        put(now + delay, event);
        if (chance(8)) {
            count(Fault.DUPLICATE);
            put(now + delay + random.nextLong(0, 3_000), event);
        }
    }

    /** The adapter may notice that no answer came, or leave that to the desk. */
    void unanswered(ClientOrderId id) {
        count(Fault.TIME_OUT);
        if (random.nextBoolean()) {
            put(now + random.nextLong(50, 3_000), new ExchangeEvent.Unknown(now, id, "no answer from the exchange"));
        }
    }
}
