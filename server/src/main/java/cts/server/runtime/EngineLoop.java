package cts.server.runtime;

import cts.market.MarketFeed;
import cts.market.MarketFeed.FeedEvent;
import cts.market.Tick;
import java.time.Duration;
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
 * the same result at any speed.
 */
final class EngineLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineLoop.class);
    private static final long POLL_MILLIS = 20;
    private static final int ANSWER_NANOS = 200_000;
    private static final int MOST_WAITING = 10_000;

    private final EngineMachine machine;
    private final MarketFeed feed;
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Queue<LoopRecord> answers;
    private final Thread thread;
    private final Runnable afterEvents;
    private volatile boolean closing;
    private volatile boolean ended;

    /**
     * A loop that has not begun.
     *
     * @param answers word from storage about intents, filled by its thread
     * @param afterEvents called on the loop between events, often; must be quick
     */
    EngineLoop(EngineMachine machine, MarketFeed feed, Queue<LoopRecord> answers, Runnable afterEvents) {
        this.answers = answers;
        this.machine = machine;
        this.feed = feed;
        this.afterEvents = afterEvents;
        thread = Thread.ofPlatform().name("engine-loop").unstarted(this::run);
    }

    void start() {
        thread.start();
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
    private void step() throws InterruptedException {
        try {
            takeMessages();
            if (machine.isWaiting() && machine.takesPrices()) Thread.sleep(0, ANSWER_NANOS);
            else if (machine.takesPrices() && !ended) takePrice();
            else waitForMessage();
            afterEvents.run();
        } catch (RuntimeException | Error broken) {
            LOG.error("The engine broke and takes no more prices; restart CTS to restore it.", broken);
            machine.fail(broken);
        }
    }

    private void takeMessages() {
        for (LoopRecord answer = answers.poll(); answer != null; answer = answers.poll()) machine.answer(answer);
        for (Runnable message = inbox.poll(); message != null; message = inbox.poll()) message.run();
    }

    private void waitForMessage() throws InterruptedException {
        Runnable message = inbox.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (message != null) message.run();
    }

    private void takePrice() throws InterruptedException {
        switch (feed.poll(POLL_MILLIS)) {
            case FeedEvent.Trade(long number, Tick tick) -> machine.enter(new LoopRecord.Trade(number, tick));
            case FeedEvent.Nothing nothing -> {}
            case FeedEvent.Ended end -> {
                ended = true;
                machine.feedEnded();
            }
        }
    }

    /** Ends the loop after the event it is at. */
    @Override
    public void close() {
        closing = true;
        try {
            if (!thread.join(Duration.ofSeconds(10))) thread.interrupt();
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        feed.close();
    }
}
