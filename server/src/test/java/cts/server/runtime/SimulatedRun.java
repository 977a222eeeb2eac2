package cts.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.engine.EngineState;
import cts.exchange.ExchangeEvent;
import cts.exchange.OrderRequest;
import cts.execution.OrderDesk;
import cts.market.Tick;
import cts.money.Price;
import cts.server.storage.StorageException;
import cts.simulation.ManualClock;
import cts.simulation.ScriptedExchange;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The life of an engine by one seed: virtual trading, gates, the contest for the leg, the desk, the recorder, journal,
 * snapshots and database, on a market with an edge, an exchange that misbehaves, and a machine that does, too. What must
 * always hold is checked after every step. One thread drives it all.
 */
final class SimulatedRun implements AutoCloseable {
    static final long MOST_BETWEEN_TICKS = 600;
    private static final long START = 1_700_000_000_000L;
    private static final int STEPS = 1_500;
    private static final int CALM_STEPS = 200;
    private static final int STEPS_PER_COMMIT = 40;
    private static final int STEPS_PER_SNAPSHOT = 250;
    private static final int STEPS_PER_FLUSH = 900;
    private static final long MOST_LATE = 900;

    private final long seed;
    private final SimulationCounts counts;
    private final SplittableRandom random;
    private final ManualClock clock = new ManualClock(START);
    private final WavingMarket market;
    private final ScriptedExchange exchange;
    private final WatchedExchange line;
    private final SimulatedStorage storage;
    private final SimulatedTrouble trouble;
    private final SimulationChecks checks;
    private final Twin twin;
    private final Deque<ExchangeEvent> inbox = new ArrayDeque<>();
    private final Queue<IntentOutcome> outcomes = new ConcurrentLinkedQueue<>();
    private final List<Word> words = new ArrayList<>();
    private SimulatedEngine engine;
    private EngineMachine machine;
    private boolean faulty = true;
    private int step;
    private long startAt = Long.MAX_VALUE;

    /** What storage said about an intent, and when the loop hears it. */
    private record Word(long at, LoopRecord record, String order) {}

    SimulatedRun(long seed, Path folder, SimulationCounts counts) {
        this.seed = seed;
        this.counts = counts;
        random = new SplittableRandom(seed);
        market = new WavingMarket(random.split());
        exchange = new ScriptedExchange(random.split(), random.nextBoolean());
        line = new WatchedExchange(exchange, this::inspect);
        storage = new SimulatedStorage(folder, clock);
        trouble = new SimulatedTrouble(random.split(), exchange, line, storage, counts);
        checks = new SimulationChecks(exchange);
        twin = new Twin(storage, exchange.attachesExits());
        engine = SimulatedEngine.recorded(line, storage.store(), outcomes::add);
        engine.witness().take(new Book());
        machine = storage.store().restore(engine.parts());
    }

    void run() {
        command(LoopRecord.Kind.START, storage.beginEpoch());
        while (step < STEPS) step();
        calm();
        for (int calm = 0; calm < CALM_STEPS; calm++) step();
        clock.advance(MOST_BETWEEN_TICKS);
        hear();
        checks.agreement(desk(), name());
        command(LoopRecord.Kind.EMERGENCY_CLOSE, 0);
        for (int calm = 0; calm < CALM_STEPS; calm++) step();
        storage.commit();
        assertThat(machine.connection().engine().state()).as(name()).isEqualTo(EngineState.STOPPED);
        assertThat(storage.writer().health().refused()).as(name()).isZero();
        checks.end(desk(), engine.witness().book(), storage.database(), name());
        twin.catchUp(storage.journal());
        twin.assertSame(machine, name());
        counts.add("positions opened", engine.witness().book().filledPositions());
        counts.add("positions closed", engine.witness().book().closedPositions());
        counts.add(exchange.faults());
    }

    private void step() {
        step++;
        double price = nextPrice();
        try {
            if (faulty) trouble.act(now(), engine.witness().book().fills() > 0);
            live(price);
        } catch (Crash crash) {
            restart(crash.point());
        }
        if (!trouble.isOver()) checks.excuse();
        checks.always(desk(), engine.witness().book(), now(), name());
    }

    private double nextPrice() {
        clock.advance(random.nextLong(50, MOST_BETWEEN_TICKS));
        double price = market.next();
        exchange.onPrice(now(), SimulatedEngine.SYMBOL, Price.of(price));
        return price;
    }

    private void live(double price) {
        hear();
        answer();
        if (faulty) people();
        if (machine.takesPrices()) enter(new LoopRecord.Trade(machine.nextTrade(), new Tick(now(), price, 1)));
        hear();
        if (trouble.takesRows()) keep();
    }

    /** Enters a record, unless the disk does not take it. */
    private boolean enter(LoopRecord record) {
        try {
            machine.enter(record);
            return true;
        } catch (StorageException full) {
            assertThat(storage.disk().works()).as("%s: %s", name(), full).isFalse();
            counts.add("records that found no room");
            return false;
        }
    }

    private void hear() {
        exchange.deliver(now(), inbox::add);
        while (!inbox.isEmpty() && enter(new LoopRecord.ExchangeSaid(inbox.getFirst()))) inbox.removeFirst();
    }

    private void answer() {
        for (Word word : List.copyOf(words)) {
            if (word.at > now()) continue;
            try {
                machine.answer(word.record);
                words.remove(word);
            } catch (StorageException full) {
                assertThat(storage.disk().works()).as(name()).isFalse();
                return;
            }
        }
    }

    private void keep() {
        if (step % STEPS_PER_FLUSH == 0) machine.flushSets();
        if (isUnanswered() || step % STEPS_PER_COMMIT == 0) {
            storage.commit();
            listen();
        }
        if (step % STEPS_PER_SNAPSHOT == 0) {
            storage.snapshot(machine);
            listen();
            counts.add("snapshots");
        }
    }

    private boolean isUnanswered() {
        Set<String> open = new HashSet<>(machine.openIntents());
        words.forEach(word -> open.remove(word.order));
        return !open.isEmpty();
    }

    private void listen() {
        for (IntentOutcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
            long at = now() + (faulty ? random.nextLong(MOST_LATE) : 0);
            String order = outcome.id().value();
            switch (outcome) {
                case IntentOutcome.Durable durable ->
                    words.add(new Word(at, new LoopRecord.IntentDurable(order), order));
                case IntentOutcome.Refused refused -> {
                    counts.add("refused intents");
                    words.add(new Word(at, new LoopRecord.IntentFailed(order, refused.why()), order));
                }
            }
        }
    }

    /** People pause, stop and start the engine, and ask for what cannot be. */
    private void people() {
        if (now() >= startAt && machine.connection().engine().state() == EngineState.STOPPED && trouble.isOver()) {
            startAt = Long.MAX_VALUE;
            command(LoopRecord.Kind.START, storage.beginEpoch());
        }
        int dice = random.nextInt(2_000);
        if (dice >= 14) return;
        LoopRecord.Kind kind = switch (dice) {
            case 0, 1, 2 -> LoopRecord.Kind.PAUSE;
            case 3, 4, 5, 6, 7, 8, 9 -> LoopRecord.Kind.RESUME;
            case 10, 11 -> LoopRecord.Kind.STOP;
            case 12 -> LoopRecord.Kind.EMERGENCY_KEEP;
            default -> LoopRecord.Kind.EMERGENCY_CLOSE;
        };
        command(kind, 0);
        if (dice >= 10) startAt = now() + random.nextLong(1_000, 15_000);
    }

    private void command(LoopRecord.Kind kind, long argument) {
        EngineState state = machine.connection().engine().state();
        LoopRecord.Command command = new LoopRecord.Command(kind, argument, "someone");
        boolean forbidden = switch (kind) {
            case START -> state != EngineState.STOPPED;
            case PAUSE -> state != EngineState.RUNNING;
            case RESUME -> state != EngineState.PAUSED;
            case STOP -> state != EngineState.RUNNING && state != EngineState.PAUSED;
            case RECOVER, EMERGENCY_KEEP, EMERGENCY_CLOSE, MOVE -> false;
        };
        if (!forbidden) {
            enter(command);
            return;
        }
        long end = storage.journal().end();
        assertThatThrownBy(() -> machine.enter(command)).as(name()).isInstanceOf(IllegalArgumentException.class);
        assertThat(storage.journal().end()).as(name()).isEqualTo(end);
        counts.add("forbidden commands");
    }

    /** Before an order goes: its intent is in the database, and so is the decision behind an entry. */
    private void inspect(OrderRequest order) {
        assertThat(storage.hasIntent(order.id()))
                .as("%s: the intent of %s", name(), order)
                .isTrue();
        assertThat(order.reduceOnly() || storage.hasDecision(order.id()))
                .as("%s: the decision behind %s", name(), order)
                .isTrue();
    }

    private void restart(Crash.Point point) {
        counts.add("crash " + point);
        if (!desk().positions().isEmpty()) counts.add("crashes in trade");
        storage.crash();
        if (random.nextInt(3) == 0) {
            long lost = storage.losePower(random);
            counts.add("lost bytes of the journal", lost);
            counts.add("power failures that lost records", lost > 0 ? 1 : 0);
        }
        exchange.clientGone(now());
        inbox.clear();
        outcomes.clear();
        words.clear();
        for (int missed = random.nextInt(15); missed > 0; missed--) nextPrice();
        storage.restart();
        trouble.newProcess();
        checks.excuse();

        engine = SimulatedEngine.recorded(line, storage.store(), outcomes::add);
        machine = storage.store().restore(engine.parts());
        twin.catchUp(storage.journal());
        twin.assertSame(machine, name());
        engine.witness().take(twin.book().copy());
        command(LoopRecord.Kind.RECOVER, storage.beginEpoch());
        // What an operator had begun goes on; a start that was forgotten in the confusion is given again.
        if (machine.connection().engine().state() == EngineState.STOPPED && startAt == Long.MAX_VALUE) startAt = now();
    }

    private void calm() {
        faulty = false;
        try {
            trouble.calm(now());
        } catch (Crash crash) {
            restart(crash.point());
        }
        EngineState state = machine.connection().engine().state();
        for (int left = 100; state == EngineState.STOPPING && left > 0; left--) {
            step();
            state = machine.connection().engine().state();
        }
        if (state == EngineState.STOPPED) command(LoopRecord.Kind.START, storage.beginEpoch());
        if (state == EngineState.PAUSED) command(LoopRecord.Kind.RESUME, 0);
    }

    private OrderDesk desk() {
        return machine.connection().engine().desk();
    }

    private long now() {
        return clock.millis();
    }

    private String name() {
        return "seed " + seed + ", step " + step;
    }

    @Override
    public void close() {
        storage.close();
    }
}
