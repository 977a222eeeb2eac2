package cts.execution;

/**
 * Where intents are written before their orders are sent. {@link #write} returns at once; when the intent is durable
 * the loop calls {@link OrderDesk#onIntentDurable}, when it can't be made durable {@link OrderDesk#onIntentFailed}.
 * Writing an intent again under the same id must do no harm. The write must fail when a newer epoch holds the
 * connection.
 */
@FunctionalInterface
public interface IntentLog {

    void write(OrderIntent intent);
}
