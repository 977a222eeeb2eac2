package cts.exchange;

/** What an event did to an order. */
public sealed interface OrderOutcome {

    /** It took effect; the state may be the same before and after, as on a second partial fill. */
    record Applied(OrderState from, OrderState to) implements OrderOutcome {}

    /** It said what was known already (a fill that was counted before); nothing changed. */
    record Duplicate(String sentence) implements OrderOutcome {}

    /** It cannot happen to an order in this state; nothing changed. */
    record Refused(String sentence) implements OrderOutcome {}
}
