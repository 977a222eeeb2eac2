package cts.server.runtime;

import cts.engine.EngineDefaults;
import cts.engine.ExchangeConnection;
import cts.engine.VirtualSettings;
import cts.exchange.Exchange;
import cts.execution.DeskSettings;
import cts.execution.RiskSettings;
import cts.execution.VolumeSettings;
import cts.indication.IndicationBoard;
import cts.indication.IndicationCatalogue;
import cts.indication.SymbolHistory;
import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Percent;
import cts.money.Price;
import cts.money.Quantity;
import cts.promotion.GateSettings;
import cts.pseudo.Costs;
import cts.pseudo.KernelSettings;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.function.Consumer;

/** The parts of the engine that a simulation runs: indications that earn and some that don't, the whole grid, real gates. */
final class SimulatedEngine {
    static final String SYMBOL = "BTCUSDT";
    private static final BigDecimal STEP = new BigDecimal("0.1");
    private static final IndicationCatalogue CATALOGUE = IndicationCatalogue.load();
    private static final Instrument INSTRUMENT = new Instrument(
            "paper",
            SYMBOL,
            "BTC",
            "USDT",
            Instrument.Kind.PERPETUAL,
            Price.of("0.1"),
            Quantity.of("0.00001"),
            Quantity.of("0.00001"),
            Amount.of("5"),
            1);
    private static final Costs COSTS = new Costs(new BigDecimal("0.055"), new BigDecimal("0.01"));
    private static final VirtualSettings VIRTUAL = new VirtualSettings(
            CATALOGUE.parse("direction:10-11,active:1"),
            new IndicationBoard.Settings(SymbolHistory.Settings.DEFAULT, 100, 8_000),
            EngineDefaults.mainGrid(STEP).stream()
                    .filter(exit -> COSTS.areClearedBy(exit.configuration().takeProfit(), STEP.movePointLeft(2)))
                    .toList(),
            new KernelSettings(COSTS, 1, 2, 100, KernelSettings.NO_TIMEOUT),
            GateSettings.PAPER);
    private static final ExchangeConnection.Settings SETTINGS =
            new ExchangeConnection.Settings(SimulatedStorage.CONNECTION, "home", INSTRUMENT, VIRTUAL, desk());
    private static final Recorder.Settings RECORDED = new Recorder.Settings(
            SimulatedStorage.CONNECTION, INSTRUMENT, VIRTUAL, 1, Recorder.Settings.RECORDED_PER_ENTRY);

    private final EngineMachine.Parts parts;
    private final Witness witness;

    private static DeskSettings desk() {
        DeskSettings defaults = DeskSettings.paperDefaults();
        RiskSettings risk = defaults.risk();
        VolumeSettings volume = new VolumeSettings(
                Percent.of("2"), BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.valueOf(3), true);
        return new DeskSettings(volume, risk, defaults.timings());
    }

    private SimulatedEngine(Exchange exchange, Recorder recorder, CandleWriter candles) {
        EngineEars ears =
                new EngineEars(recorder, new SignalLog(VIRTUAL.keys()), new LiveHub(), SYMBOL, new SetNames(VIRTUAL));
        witness = new Witness(ears);
        parts = new EngineMachine.Parts(
                new ConnectionSource.Elsewhere(SETTINGS, CATALOGUE, exchange),
                Long.MIN_VALUE,
                recorder,
                witness,
                witness,
                new SignalLog(VIRTUAL.keys()),
                candles,
                new EngineHistory(new BigDecimal("10000")),
                new PositionsOnce((key, cell, entryTime, entry, exitTime, exit, reason, net) -> {}));
    }

    /** Parts whose rows go to the store. */
    static SimulatedEngine recorded(Exchange exchange, EngineStore store, Consumer<IntentOutcome> answers) {
        return new SimulatedEngine(
                exchange, store.recorder(RECORDED, answers, notice -> {}), store.candles(INSTRUMENT));
    }

    /** Parts whose rows go nowhere. */
    static SimulatedEngine unrecorded(Exchange exchange, SimulatedStorage storage) {
        RowOutlet nowhere = new RowOutlet(storage.writer(), offer -> true);
        return new SimulatedEngine(
                exchange,
                new Recorder(RECORDED, nowhere, () -> java.time.Instant.EPOCH, outcome -> {}, notice -> {}),
                new CandleWriter(INSTRUMENT, nowhere, EngineStore.CANDLES_KEPT));
    }

    EngineMachine.Parts parts() {
        return parts;
    }

    Witness witness() {
        return witness;
    }

    /** The complete state. Which sets wait to be written is none of it: that depends on when they were written last. */
    static byte[] state(EngineMachine machine) {
        machine.connection().engine().virtual().sets().drainChanged((key, cell, set) -> {});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            machine.save(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
