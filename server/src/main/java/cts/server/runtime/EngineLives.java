package cts.server.runtime;

import cts.indication.IndicationCatalogue;
import cts.server.runtime.EngineHost.HostSettings;
import cts.simulation.PaperConnection;
import java.util.function.Consumer;

/** Makes lives of one engine, each from what the store has kept of those before. One thread at a time. */
final class EngineLives {
    private final HostSettings settings;
    private final EngineStore store;
    private final LiveHub hub;
    private final Consumer<IntentOutcome> answers;
    private final PositionsOnce positions;

    /** @param answers hears what became of intents, on the writer's thread, perhaps before the life has begun */
    EngineLives(HostSettings settings, EngineStore store, LiveHub hub, Consumer<IntentOutcome> answers) {
        this.settings = settings;
        this.store = store;
        this.hub = hub;
        this.answers = answers;
        positions = new PositionsOnce(settings.positions());
    }

    /** A life that has its past and does nothing yet; it is broken where its past breaks it again. */
    EngineLife begin() {
        PaperConnection.Settings connection = settings.connection();
        SignalLog signals = new SignalLog(connection.virtual().keys());
        CandleWriter candles = store.candles(connection.instrument());
        EngineHistory history = new EngineHistory(connection.paper().balance().value());
        Recorder recorder = store.recorder(recorded(connection), answers, notice -> EngineEars.show(hub, notice));
        EngineEars ears = new EngineEars(
                recorder, signals, hub, connection.instrument().symbol(), new SetNames(connection.virtual()));
        EngineMachine machine = store.restore(new EngineMachine.Parts(
                new ConnectionSource.Paper(connection, IndicationCatalogue.load()),
                settings.historyUntil(),
                recorder,
                ears,
                ears,
                signals,
                candles,
                history,
                positions));
        positions.begin();
        return new EngineLife(
                machine,
                recorder,
                ears,
                signals,
                candles,
                history,
                settings.feed().apply(machine.nextTrade()));
    }

    private static Recorder.Settings recorded(PaperConnection.Settings connection) {
        return new Recorder.Settings(
                connection.id(),
                connection.instrument(),
                connection.virtual(),
                connection.desk().risk().leverage(),
                Recorder.Settings.RECORDED_PER_ENTRY);
    }
}
