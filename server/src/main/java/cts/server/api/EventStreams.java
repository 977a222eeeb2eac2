package cts.server.api;

import cts.server.account.Identity;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpStatus;

/**
 * The live streams of all watching browsers, fed by one subscription to the engines.
 *
 * <p>Safe for any thread. A stream occupies its request's thread until it ends.
 */
final class EventStreams implements AutoCloseable {
    private static final int MOST_STREAMS = 64;
    private static final long RETRY_SECONDS = 5;

    private final Readiness readiness;
    private final StatusSnapshots snapshots;
    private final Identities identities;
    private final Set<EventMailbox> mailboxes = ConcurrentHashMap.newKeySet();
    private Optional<AutoCloseable> subscription = Optional.empty();
    private volatile boolean closed;

    EventStreams(ApiParts parts, StatusSnapshots snapshots, Identities identities) {
        this.readiness = parts.readiness();
        this.snapshots = snapshots;
        this.identities = identities;
    }

    /**
     * Writes events until the browser goes or logs out, or the server stops.
     *
     * @param session the browser's session token; empty for the command line
     * @throws IOException when the browser has gone
     */
    void serve(Identity asking, Optional<String> session, HttpServletResponse response)
            throws IOException, InterruptedException {
        subscribe();
        if (mailboxes.size() >= MOST_STREAMS) {
            throw Refusal.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    MOST_STREAMS + " pages watch already, the most there may be: close some.",
                    Problem.retryAfter(RETRY_SECONDS));
        }
        EventMailbox mailbox = new EventMailbox();
        mailboxes.add(mailbox);
        try {
            response.setContentType("text/event-stream;charset=utf-8");
            new EventStream(asking, readiness.backend(), snapshots, mailbox, response.getOutputStream())
                    .run(() -> !closed && session.map(identities::isOpen).orElse(true));
        } finally {
            mailboxes.remove(mailbox);
        }
    }

    private synchronized void subscribe() {
        if (subscription.isEmpty()) {
            subscription = Optional.of(
                    readiness.backend().trading().subscribe(event -> mailboxes.forEach(mailbox -> mailbox.put(event))));
        }
    }

    /** Ends all streams within a quarter of a second. */
    @Override
    public synchronized void close() {
        closed = true;
        subscription.ifPresent(EventStreams::end);
        subscription = Optional.empty();
    }

    // Declared with any exception, which only a fault of the program can bring about.
    @SuppressWarnings("try")
    private static void end(AutoCloseable subscription) {
        try {
            subscription.close();
        } catch (Exception failure) {
            throw new IllegalStateException("The engines did not let go of the live events", failure);
        }
    }
}
