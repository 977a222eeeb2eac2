package cts.server.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Passes live events to whoever subscribed. Any thread. */
final class LiveHub {
    private final List<Consumer<LiveEvent>> listeners = new CopyOnWriteArrayList<>();

    AutoCloseable subscribe(Consumer<LiveEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    boolean hasListeners() {
        return !listeners.isEmpty();
    }

    void publish(LiveEvent event) {
        for (Consumer<LiveEvent> listener : listeners) listener.accept(event);
    }
}
