package cts.server.runtime;

import cts.engine.EngineState;
import cts.market.MarketFeed.FeedEvent;
import cts.market.Tick;
import cts.server.storage.StorageException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that owns an engine: it takes prices from the feed, word from storage, commands and questions from other
 * threads, one at a time. What changes the engine goes through {@link EngineMachine#enter}, which journals it first.
 *
 * <p>A recorded or generated feed waits: the next price is taken only when every intent has its answer, so that a run gives
 * the same result at any speed. It waits, too, while the journal cannot be written: what it does not hold does not happen, and
 * every second it is tried again.
 *
 * <p>An engine that broke is restored from snapshot and journal and tried again, as {@link Restarts} says.
 */
final class EngineLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineLoop.class);
    private static final long POLL_MILLIS = 20;
    private static final long JOURNAL_RETRY_MILLIS = 1_000;
    private static final int ANSWER_NANOS = 200_000;
    private static final int MOST_WAITING = 10_000;

    private final EngineLives lives;
    private final EngineStore store;
    private final EngineHost.HostSettings settings;
    private final Restarts restarts;
    private final EnginePulse pulse;
    private final InstantSource clock;
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Queue<LoopRecord> answers;
    private final Thread thread;
    private volatile EngineLife life;
    /** A price that the journal did not take. */
    private Optional<LoopRecord> held = Optional.empty();

    private long retryAt;
    private volatile boolean closing;
    private volatile boolean ended;

    /**
     * A loop that has not begun.
     *
     * @param answers word from storage about intents, filled by its thread
     * @param pulse runs on the loop between events, often
     */
    EngineLoop(
            EngineHost.HostSettings settings,
            EngineLives lives,
            EngineLife first,
            EngineStore store,
            Restarts restarts,
            Queue<LoopRecord> answers,
            EnginePulse pulse,
            InstantSource clock) {
        this.settings = settings;
        this.lives = lives;
        this.store = store;
        this.restarts = restarts;
        this.answers = answers;
        this.pulse = pulse;
        this.clock = clock;
        life = first;
        thread = Thread.ofPlatform().name("engine-loop").unstarted(this::run);
    }

    /** Goes on where the last process ended, or begins; before the thread does. */
    void enter() {
        if (life.isBroken()) return;
        long epoch = store.beginEpoch(settings.connection().id());
        EngineMachine machine = life.machine();
        boolean first =
                machine.nextTrade() == 0 && machine.connection().engine().state() == EngineState.STOPPED;
        move();
        if (first && settings.startsAtOnce()) {
            machine.enter(new LoopRecord.Command(LoopRecord.Kind.START, epoch, "started with the program"));
        } else {
            machine.enter(new LoopRecord.Command(LoopRecord.Kind.RECOVER, epoch, "restarted"));
        }
        pulse.refresh();
    }

    /** New orders get ids of this installation, whosever past this is. */
    private void move() {
        if (life.machine().connection().engine().desk().isOf(settings.installation())) return;
        life.machine().enter(new LoopRecord.Command(LoopRecord.Kind.MOVE, 0, settings.installation()));
    }

    void start() {
        thread.start();
    }

    /** The present life. Only the loop may touch what it owns. */
    EngineLife life() {
        return life;
    }

    /** Whether the feed has no more. */
    boolean hasEnded() {
        return ended;
    }

    /** Does something on the loop; the result comes when it has been done. */
    <T> CompletableFuture<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable task = () -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException failed) {
                answer.completeExceptionally(failed);
            }
        };
        if (closing || !inbox.offer(task)) {
            answer.completeExceptionally(new IllegalStateException(
                    closing
                            ? "the engine is shutting down."
                            : "the engine does not answer; too much is waiting for it."));
        }
        return answer;
    }

    private void run() {
        try {
            while (!closing) step();
        } catch (InterruptedException asked) {
            LOG.debug("The engine's loop was asked to end.", asked);
        }
    }

    /** A fault takes the engine out of service, not the loop: what it was can still be looked at. */
    void step() throws InterruptedException {
        try {
            advance();
            pulse.run();
        } catch (StorageException unavailable) {
            if (life.isBroken()) broke(unavailable);
            else waitForStorage(unavailable);
        } catch (RuntimeException | Error broken) {
            broke(broken);
        }
    }

    private boolean isOutOfService() {
        return life.machine().connection().engine().state() == EngineState.ERROR;
    }

    private void advance() throws InterruptedException {
        takeMessages();
        EngineMachine machine = life.machine();
        if (life.isBroken()) {
            if (!isOutOfService()) broke(machine.fault().orElseThrow());
            else if (restarts.isDue(clock.millis())) restore(restarts.tryAgain(clock.millis()));
            else waitForMessage();
        } else if (clock.millis() < retryAt) {
            waitForMessage();
        } else if (held.isPresent() && machine.takesPrices()) {
            enterPrice(held.get());
        } else if (machine.isWaiting() && machine.takesPrices()) {
            Thread.sleep(0, ANSWER_NANOS);
        } else if (machine.takesPrices() && !ended) {
            takePrice();
        } else {
            waitForMessage();
        }
    }

    private void takeMessages() {
        if (!life.isBroken() && clock.millis() >= retryAt) takeAnswers();
        for (Runnable message = inbox.poll(); message != null; message = inbox.poll()) message.run();
    }

    private void takeAnswers() {
        for (LoopRecord answer = answers.peek(); answer != null; answer = answers.peek()) {
            life.machine().answer(answer);
            answers.remove();
        }
    }

    private void waitForMessage() throws InterruptedException {
        Runnable message = inbox.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (message != null) message.run();
    }

    private void takePrice() throws InterruptedException {
        switch (life.feed().poll(POLL_MILLIS)) {
            case FeedEvent.Trade(long number, Tick tick) -> enterPrice(new LoopRecord.Trade(number, tick));
            case FeedEvent.Nothing nothing -> {}
            case FeedEvent.Ended end -> {
                ended = true;
                life.machine().feedEnded();
            }
        }
    }

    private void enterPrice(LoopRecord trade) {
        held = Optional.of(trade);
        life.machine().enter(trade);
        held = Optional.empty();
    }

    private void waitForStorage(StorageException unavailable) {
        if (retryAt <= clock.millis()) LOG.warn("{} Nothing happens until then.", unavailable.getMessage());
        retryAt = clock.millis() + JOURNAL_RETRY_MILLIS;
        pulse.refresh();
    }

    /** Once for each life: what else goes wrong in one that is over changes nothing. */
    private void broke(Throwable broken) {
        LOG.error("The engine broke; its state is restored from snapshot and journal when it is tried again.", broken);
        if (isOutOfService()) return;
        failed(broken);
        life.machine().fail(broken, restarts.fault());
        life.recorder().onFault(restarts.fault());
        pulse.announce(restarts.fault());
    }

    private void failed(Throwable broken) {
        restarts.broke(clock.millis(), "the engine broke: " + broken);
    }

    /**
     * Begins a new life of an engine that broke; on the loop.
     *
     * @throws IllegalStateException one sentence if it broke again
     */
    void restore(String cause) {
        try {
            begin(cause);
        } catch (RuntimeException | Error broken) {
            failed(broken);
            pulse.announce(restarts.fault());
            throw new IllegalStateException("the engine could not be restored: " + broken, broken);
        }
    }

    private void begin(String cause) {
        EngineLife next = lives.begin();
        if (next.isBroken()) {
            next.feed().close();
            throw new IllegalStateException(
                    "its past breaks it again at trade " + next.machine().nextTrade(),
                    next.machine().fault().orElseThrow());
        }
        long epoch = store.beginEpoch(settings.connection().id());
        life.feed().close();
        life = next;
        held = Optional.empty();
        ended = false;
        pulse.follow(next);
        move();
        next.machine().enter(new LoopRecord.Command(LoopRecord.Kind.RECOVER, epoch, cause));
        next.recorder().offerState();
        LOG.info(
                "The engine was restored, {}; trade {} comes next.",
                cause,
                next.machine().nextTrade());
        pulse.refresh();
    }

    /** Ends the loop after the event it is at. */
    @Override
    public void close() {
        closing = true;
        try {
            if (thread.getState() != Thread.State.NEW) {
                if (!thread.join(Duration.ofSeconds(10))) thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        life.feed().close();
    }
}
