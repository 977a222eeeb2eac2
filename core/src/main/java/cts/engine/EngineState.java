package cts.engine;

import java.util.Locale;
import java.util.Set;

/** What an engine is doing. Every change is persisted with its cause. */
public enum EngineState {
    STOPPED,
    STARTING,
    RUNNING,
    /** Data, virtual trading and exits go on; nothing opens at the exchange. */
    PAUSED,
    STOPPING,
    ERROR;

    /** {@code stopped} and so on. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the engine takes prices. */
    public boolean takesPrices() {
        return this == RUNNING || this == PAUSED || this == STOPPING;
    }

    boolean mayBecome(EngineState next) {
        return next == ERROR || following().contains(next);
    }

    private Set<EngineState> following() {
        return switch (this) {
            case STOPPED, ERROR -> Set.of(STARTING);
            case STARTING -> Set.of(RUNNING, STOPPING);
            case RUNNING -> Set.of(PAUSED, STOPPING);
            case PAUSED -> Set.of(RUNNING, STOPPING);
            case STOPPING -> Set.of(STOPPED);
        };
    }
}
