package cts.exchange;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where an order is in its life: NEW → SENT → ACCEPTED → PARTIAL → FILLED, CANCELLED, REJECTED or EXPIRED; and UNKNOWN,
 * when no one can say, which only the exchange's word resolves.
 *
 * <p>Fills are never lost: one that comes before the acknowledgement counts, one that comes after a cancel counts. An
 * answer that contradicts what was known (an acknowledgement after a rejection) makes the order UNKNOWN again. A late
 * copy of what is known already leaves the state as it is. Everything else is refused.
 */
public enum OrderState {
    /** Decided, not sent. */
    NEW,
    /** On its way; no answer yet. */
    SENT,
    /** In the exchange's book, nothing filled. */
    ACCEPTED,
    /** In the exchange's book, filled in part. */
    PARTIAL,
    /** Filled entirely. */
    FILLED,
    /** Taken out by our wish, perhaps filled in part. */
    CANCELLED,
    /** Refused; never in the market. */
    REJECTED,
    /** Taken out by the exchange's rules, perhaps filled in part. */
    EXPIRED,
    /** Sent, and its outcome not known. */
    UNKNOWN;

    /** What can happen to an order. */
    public enum Step {
        SEND,
        ACCEPT,
        /** A fill that leaves a rest. */
        FILL_PART,
        /** A fill that leaves none. */
        FILL_REST,
        CANCEL,
        REJECT,
        EXPIRE,
        /** The outcome of a command is not known. */
        LOSE
    }

    private static final Map<OrderState, Map<Step, OrderState>> TABLE = table();

    /** The state after a step, perhaps the same one; empty when the step is illegal in this state. */
    public Optional<OrderState> after(Step step) {
        return Optional.ofNullable(TABLE.getOrDefault(this, Map.of()).get(step));
    }

    /** Whether the order has ended: nothing of it is in the market. */
    public boolean hasEnded() {
        return switch (this) {
            case FILLED, CANCELLED, REJECTED, EXPIRED -> true;
            case NEW, SENT, ACCEPTED, PARTIAL, UNKNOWN -> false;
        };
    }

    /** Whether the exchange is known to have the order in its book. */
    public boolean isStanding() {
        return this == ACCEPTED || this == PARTIAL;
    }

    private static Map<OrderState, Map<Step, OrderState>> table() {
        Map<OrderState, Map<Step, OrderState>> table = new EnumMap<>(OrderState.class);
        row(table, NEW)
                .to(Step.SEND, SENT)
                .to(Step.CANCEL, CANCELLED)
                .to(Step.LOSE, UNKNOWN)
                .to(Step.ACCEPT, UNKNOWN)
                .to(Step.FILL_PART, UNKNOWN)
                .to(Step.FILL_REST, FILLED);
        row(table, SENT)
                .to(Step.ACCEPT, ACCEPTED)
                .to(Step.FILL_PART, PARTIAL)
                .to(Step.FILL_REST, FILLED)
                .to(Step.CANCEL, CANCELLED)
                .to(Step.REJECT, REJECTED)
                .to(Step.EXPIRE, EXPIRED)
                .to(Step.LOSE, UNKNOWN);
        row(table, ACCEPTED)
                .to(Step.ACCEPT, ACCEPTED)
                .to(Step.FILL_PART, PARTIAL)
                .to(Step.FILL_REST, FILLED)
                .to(Step.CANCEL, CANCELLED)
                .to(Step.REJECT, REJECTED)
                .to(Step.EXPIRE, EXPIRED)
                .to(Step.LOSE, UNKNOWN);
        row(table, PARTIAL)
                .to(Step.ACCEPT, PARTIAL)
                .to(Step.FILL_PART, PARTIAL)
                .to(Step.FILL_REST, FILLED)
                .to(Step.CANCEL, CANCELLED)
                .to(Step.EXPIRE, EXPIRED)
                .to(Step.LOSE, UNKNOWN);
        row(table, UNKNOWN)
                .to(Step.ACCEPT, ACCEPTED)
                .to(Step.FILL_PART, UNKNOWN)
                .to(Step.FILL_REST, FILLED)
                .to(Step.CANCEL, CANCELLED)
                .to(Step.REJECT, REJECTED)
                .to(Step.EXPIRE, EXPIRED)
                .to(Step.LOSE, UNKNOWN);
        row(table, FILLED)
                .to(Step.ACCEPT, FILLED)
                .to(Step.FILL_PART, FILLED)
                .to(Step.FILL_REST, FILLED)
                .to(Step.LOSE, FILLED);
        row(table, CANCELLED)
                .to(Step.ACCEPT, CANCELLED)
                .to(Step.FILL_PART, CANCELLED)
                .to(Step.FILL_REST, FILLED)
                .to(Step.CANCEL, CANCELLED)
                .to(Step.LOSE, CANCELLED);
        row(table, EXPIRED)
                .to(Step.ACCEPT, EXPIRED)
                .to(Step.FILL_PART, EXPIRED)
                .to(Step.FILL_REST, FILLED)
                .to(Step.EXPIRE, EXPIRED)
                .to(Step.LOSE, EXPIRED);
        row(table, REJECTED)
                .to(Step.ACCEPT, UNKNOWN)
                .to(Step.FILL_PART, UNKNOWN)
                .to(Step.FILL_REST, FILLED)
                .to(Step.REJECT, REJECTED)
                .to(Step.LOSE, REJECTED);
        return table;
    }

    private static Row row(Map<OrderState, Map<Step, OrderState>> table, OrderState from) {
        return new Row(table.computeIfAbsent(from, state -> new EnumMap<>(Step.class)));
    }

    private record Row(Map<Step, OrderState> cells) {
        Row to(Step step, OrderState state) {
            cells.put(step, state);
            return this;
        }
    }
}
