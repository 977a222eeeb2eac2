package cts.server.api;

import cts.server.account.Identity;
import cts.server.runtime.TradingStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The status of the engines as bytes, at most half a second old: many may ask, and it is written once. Everybody gets the
 * engines of the connections they may see.
 *
 * <p>Safe for any thread.
 */
final class StatusSnapshots {
    private static final long BELIEVED_MS = 500;
    private static final int MOST_KNOWN = 200;

    private final Readiness readiness;
    private final InstantSource clock;
    private final Map<String, Snapshot> known = new ConcurrentHashMap<>();

    StatusSnapshots(ApiParts parts) {
        this.readiness = parts.readiness();
        this.clock = parts.clock();
    }

    /** What anyone may know. */
    record Brief(String state, boolean ready) {}

    private static final class Snapshot {
        private final TradingStatus status;
        private final byte[] answer;
        private final long madeAt;

        Snapshot(TradingStatus status, long madeAt) {
            this.status = status;
            this.answer = Json.bytes(Answer.of(status));
            this.madeAt = madeAt;
        }
    }

    Brief brief() {
        return switch (readiness.state()) {
            case Readiness.State.Starting _ -> new Brief("starting", false);
            case Readiness.State.Failed _ -> new Brief("error", false);
            case Readiness.State.Ready ready -> {
                TradingStatus status = ready.backend().trading().status();
                yield new Brief(status.state(), status.ready());
            }
        };
    }

    /** The whole status as an answer's bytes. */
    byte[] answer(Identity asking) {
        return snapshot(asking).answer;
    }

    /** The same as a value. */
    TradingStatus status(Identity asking) {
        return snapshot(asking).status;
    }

    private Snapshot snapshot(Identity asking) {
        String who = asking.kind() + asking.userId().orElse("");
        long now = clock.millis();
        Snapshot last = known.get(who);
        if (last != null && now - last.madeAt < BELIEVED_MS && now >= last.madeAt) {
            return last;
        }
        Snapshot fresh = new Snapshot(read(asking), now);
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.put(who, fresh);
        return fresh;
    }

    private TradingStatus read(Identity asking) {
        Backend backend = readiness.backend();
        TradingStatus all = backend.trading().status();
        Set<String> visible = new ConnectionScope(backend.database())
                .visible(asking).stream().map(row -> row.id()).collect(Collectors.toSet());
        List<TradingStatus.EngineStatus> engines = all.engines().stream()
                .filter(engine -> visible.contains(engine.connectionId()))
                .toList();
        return new TradingStatus(
                all.state(),
                all.ready(),
                all.moneyMode(),
                all.feed(),
                engines,
                all.ticks(),
                all.ticksPerSecond(),
                all.pseudo(),
                all.setsAlive(),
                all.setsPossible(),
                all.emergencyStopped());
    }
}
