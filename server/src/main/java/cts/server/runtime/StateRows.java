package cts.server.runtime;

import cts.engine.EngineState;
import cts.engine.StageMeter;
import cts.engine.TradeEngine;
import cts.execution.Notice;
import cts.server.storage.Write;
import cts.server.storage.repository.EngineStates;
import cts.server.storage.repository.SiteLogs;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rows of the engine's state and of notices. One thread: the loop's. */
final class StateRows {
    private static final double NANOS_PER_MICRO = 1_000;

    private final String connectionId;
    private final InstantSource clock;
    private EngineState state = EngineState.STOPPED;
    private String cause = "";
    private long noticed;

    StateRows(String connectionId, InstantSource clock) {
        this.connectionId = connectionId;
        this.clock = clock;
    }

    void become(EngineState next, String why) {
        state = next;
        cause = why;
    }

    /** Hands over the state as it is, with the health of the stages if there is an engine to ask. */
    void offer(RowOutlet outlet, Optional<TradeEngine> engine) {
        long now = clock.millis();
        outlet.offer(EngineStates.write(new EngineStates.Row(
                connectionId,
                state.code(),
                cause,
                state == EngineState.ERROR ? Optional.of(cause) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                state.takesPrices() ? Optional.of(now) : Optional.empty(),
                engine.map(StateRows::stages).orElse("{}"),
                now)));
    }

    private static String stages(TradeEngine engine) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (StageMeter.Reading reading : engine.health()) {
            ObjectNode stage = json.putObject(reading.stage());
            stage.put("runs", reading.runs());
            stage.put("success rate", reading.successRate());
            stage.put("mean micros", reading.meanNanos() / NANOS_PER_MICRO);
            stage.put("expected micros", reading.expectedNanos() / NANOS_PER_MICRO);
            stage.put("health", reading.health().name().toLowerCase(Locale.ROOT));
        }
        return json.toString();
    }

    /** A sentence for people; the clock says when it was written, its metadata when it happened. */
    Write<?> notice(Notice notice) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        metadata.put("event time", notice.time());
        metadata.put("symbol", notice.symbol());
        String id =
                StableIds.of(notice.time(), "notice", connectionId, noticed++).toString();
        return SiteLogs.write(new SiteLogs.Row(
                id,
                level(notice.kind()),
                "execution",
                notice.sentence(),
                Optional.of(notice.kind().name().toLowerCase(Locale.ROOT)),
                Optional.empty(),
                Optional.of(connectionId),
                Optional.empty(),
                metadata.toString(),
                clock.millis()));
    }

    /** A fault of the engine, which is outside its event time. */
    Write<?> fault(String sentence) {
        long now = clock.millis();
        return SiteLogs.write(new SiteLogs.Row(
                StableIds.of(now, "fault", connectionId, sentence).toString(),
                "error",
                "engine",
                sentence,
                Optional.empty(),
                Optional.empty(),
                Optional.of(connectionId),
                Optional.of(sentence),
                "{}",
                now));
    }

    private static String level(Notice.Kind kind) {
        return switch (kind) {
            case UNFROZEN, CONNECTION -> "info";
            case FOREIGN_POSITION, FOREIGN_ORDER, REFUSED_EVENT -> "warn";
            case FROZEN, UNPROTECTED, ORDER_FAILED -> "error";
        };
    }

    void save(DataOutput out) throws IOException {
        out.writeUTF(state.name());
        out.writeUTF(cause);
        out.writeLong(noticed);
    }

    void load(DataInput in) throws IOException {
        state = EngineState.valueOf(in.readUTF());
        cause = in.readUTF();
        noticed = in.readLong();
    }
}
