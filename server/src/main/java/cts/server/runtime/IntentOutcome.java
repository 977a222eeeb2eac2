package cts.server.runtime;

import cts.exchange.ClientOrderId;

/** What became of writing an order's intent; the loop tells it to its connection. */
sealed interface IntentOutcome {
    ClientOrderId id();

    /** It is on the disk: the order may be sent. */
    record Durable(ClientOrderId id) implements IntentOutcome {}

    /**
     * It is not and will not be written: the order must not be sent.
     *
     * @param why one sentence
     */
    record Refused(ClientOrderId id, String why) implements IntentOutcome {}
}
