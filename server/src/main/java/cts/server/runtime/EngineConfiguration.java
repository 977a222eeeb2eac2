package cts.server.runtime;

import cts.engine.EngineDefaults;
import cts.engine.VirtualSettings;
import cts.execution.DeskSettings;
import cts.indication.IndicationBoard;
import cts.indication.IndicationCatalogue;
import cts.indication.SymbolHistory;
import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Percent;
import cts.money.Price;
import cts.money.Quantity;
import cts.promotion.GateSettings;
import cts.promotion.SignificanceMode;
import cts.pseudo.Costs;
import cts.pseudo.KernelSettings;
import cts.simulation.PaperConnection;
import cts.simulation.PaperSettings;
import java.math.BigDecimal;

/** Makes an engine's parts from the settings. */
public final class EngineConfiguration {
    private EngineConfiguration() {}

    /** The virtual trading of a symbol; cells whose take profit does not clear costs and 0.6 step are left out. */
    public static VirtualSettings virtual(Settings settings) {
        BigDecimal step = settings.decimal("grid.step-percent");
        SymbolHistory.Settings history = new SymbolHistory.Settings(
                step,
                settings.decimal("grid.step-relation"),
                settings.whole("engine.market-timeframe-ms", 1, 86_400_000));
        Costs costs =
                new Costs(settings.decimal("costs.taker-fee-percent"), settings.decimal("costs.slippage-percent"));
        return new VirtualSettings(
                IndicationCatalogue.load().parse(settings.text("engine.indications")),
                new IndicationBoard.Settings(
                        history,
                        settings.whole("engine.main-interval-ms", 1, 60_000),
                        settings.whole("indications.validation-timeout-ms", 0, 3_600_000)),
                EngineDefaults.mainGrid(step).stream()
                        .filter(exit -> costs.areClearedBy(exit.configuration().takeProfit(), step.movePointLeft(2)))
                        .toList(),
                new KernelSettings(
                        costs,
                        1,
                        (int) settings.whole("engine.max-open-per-set", 1, 5),
                        settings.whole("engine.cooldown-ms", 0, 60_000),
                        KernelSettings.NO_TIMEOUT),
                gates(settings));
    }

    private static GateSettings gates(Settings settings) {
        GateSettings.BaseMode base = switch (settings.text("gates.base")) {
            case "break-even" -> GateSettings.BaseMode.BREAK_EVEN;
            case "absolute" -> GateSettings.BaseMode.ABSOLUTE;
            default ->
                throw new IllegalArgumentException("setting gates.base is '" + settings.text("gates.base")
                        + "' but must be break-even or absolute.");
        };
        SignificanceMode significance = switch (settings.text("significance.mode")) {
            case "advisory" -> SignificanceMode.ADVISORY;
            case "required" -> SignificanceMode.REQUIRED;
            default ->
                throw new IllegalArgumentException("setting significance.mode is '" + settings.text("significance.mode")
                        + "' but must be advisory or required.");
        };
        return GateSettings.PAPER
                .withBaseMode(base)
                .withHistorySize((int) settings.whole("engine.history-per-set", 50, 750))
                .withSignificance(significance);
    }

    /** A paper connection on an instrument. */
    public static PaperConnection.Settings connection(
            Settings settings, String connectionId, String installation, Instrument instrument) {
        return new PaperConnection.Settings(
                connectionId,
                installation,
                instrument,
                virtual(settings),
                DeskSettings.paperDefaults(),
                new PaperSettings(
                        instrument.quote(),
                        new Amount(settings.decimal("paper.balance")),
                        Percent.of(settings.text("costs.taker-fee-percent")),
                        Percent.of(settings.text("costs.slippage-percent")),
                        settings.whole("paper.latency-ms", 0, 60_000),
                        true));
    }

    /** Bitcoin in US dollars on paper: a perpetual of leverage 1, so that both directions can be traded. */
    public static Instrument bitcoin(String exchange) {
        return new Instrument(
                exchange,
                "BTCUSD",
                "BTC",
                "USD",
                Instrument.Kind.PERPETUAL,
                Price.of("0.01"),
                Quantity.of("0.00000001"),
                Quantity.of("0.00000001"),
                Amount.of("5"),
                1);
    }
}
