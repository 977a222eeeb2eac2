package cts.server.runtime;

import cts.simulation.ScriptedExchange;
import java.util.List;
import java.util.SplittableRandom;

/** What befalls a simulated run by its seed: the line to the exchange, the database, the disk, the process. One thread. */
final class SimulatedTrouble {
    private static final long NEVER = Long.MAX_VALUE;
    private static final int QUIET = 6;
    private static final List<Crash.Point> POINTS = List.of(Crash.Point.values());

    private final SplittableRandom random;
    private final ScriptedExchange exchange;
    private final WatchedExchange line;
    private final SimulatedStorage storage;
    private final SimulationCounts counts;
    private long reconnectAt = NEVER;
    private long slowUntil = NEVER;
    private long refusingUntil = NEVER;
    private long diskUntil = NEVER;
    private long stolenUntil = NEVER;

    SimulatedTrouble(
            SplittableRandom random,
            ScriptedExchange exchange,
            WatchedExchange line,
            SimulatedStorage storage,
            SimulationCounts counts) {
        this.random = random;
        this.exchange = exchange;
        this.line = line;
        this.storage = storage;
        this.counts = counts;
    }

    /** Whether the database takes rows and the journal records. */
    boolean takesRows() {
        return slowUntil == NEVER && diskUntil == NEVER;
    }

    /** Whether an order can be sent now. */
    boolean isOver() {
        return takesRows() && refusingUntil == NEVER && stolenUntil == NEVER && exchange.isConnected();
    }

    /** Ends what has lasted long enough and perhaps begins something; before there is trade that happens seldom. */
    void act(long now, boolean trading) {
        end(now);
        if (!trading && random.nextInt(QUIET) != 0) return;
        int dice = random.nextInt(1_000);
        if (dice < 5) {
            disconnect(now);
        } else if (dice < 9) {
            counts.add("slow database");
            slowUntil = now + random.nextLong(500, 12_000);
        } else if (dice < 15) {
            counts.add("failing database");
            storage.failNext(random.nextInt(1, 4));
        } else if (dice < 19) {
            counts.add("refusing database");
            storage.refuseIntents(true);
            refusingUntil = now + random.nextLong(500, 6_000);
        } else if (dice < 26) {
            breakDisk(now, dice < 23);
        } else if (dice < 28 && stolenUntil == NEVER) {
            counts.add("stolen lease");
            storage.stealLease();
            stolenUntil = now + random.nextLong(500, 4_000);
        } else if (dice < 40) {
            crash();
        }
    }

    private void disconnect(long now) {
        if (!exchange.isConnected()) return;
        exchange.disconnect(now);
        reconnectAt = now + random.nextLong(500, 15_000);
    }

    private void breakDisk(long now, boolean isFull) {
        counts.add(isFull ? "full disk" : "disk that cannot be forced");
        if (isFull) storage.disk().fill(random.nextLong(200));
        else storage.disk().failToForce();
        diskUntil = now + random.nextLong(500, 8_000);
    }

    /** Of the places where a process can end, one; the next time the run comes past it, or now. */
    private void crash() {
        Crash.Point point = POINTS.get(random.nextInt(POINTS.size()));
        switch (point) {
            case BETWEEN_STEPS -> throw new Crash(point);
            case BEFORE_COMMAND, AFTER_COMMAND -> line.crashAt(point, random.nextInt(5));
            case AFTER_RECORD -> storage.disk().breakOff(Integer.MAX_VALUE, new Crash(point));
            case WITHIN_RECORD -> storage.disk().breakOff(random.nextInt(50), new Crash(point));
            case WITHIN_SNAPSHOT -> {
                if (takesRows()) storage.disk().breakOffLarge(random.nextInt(10_000), new Crash(point));
            }
        }
    }

    private void end(long now) {
        if (now >= reconnectAt) {
            reconnectAt = NEVER;
            exchange.reconnect(now);
        }
        if (now >= slowUntil) slowUntil = NEVER;
        if (now >= refusingUntil) {
            refusingUntil = NEVER;
            storage.refuseIntents(false);
        }
        if (now >= diskUntil) {
            diskUntil = NEVER;
            storage.disk().mend();
        }
        if (now >= stolenUntil) throw new Crash(Crash.Point.BETWEEN_STEPS);
    }

    /** A new process begins on a machine that works. */
    void newProcess() {
        reconnectAt = NEVER;
        slowUntil = NEVER;
        diskUntil = NEVER;
        refusingUntil = NEVER;
        stolenUntil = NEVER;
        storage.refuseIntents(false);
        storage.disk().breakOffNothing();
        line.crashNowhere();
    }

    /** From now on everything works. */
    void calm(long now) {
        exchange.calm();
        line.crashNowhere();
        storage.disk().breakOffNothing();
        storage.disk().mend();
        storage.failNext(0);
        if (!exchange.isConnected()) exchange.reconnect(now);
        if (stolenUntil != NEVER) throw new Crash(Crash.Point.BETWEEN_STEPS);
        newProcess();
    }
}
