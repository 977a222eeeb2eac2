package cts.server.runtime;

import cts.engine.EngineDefaults;
import cts.engine.VirtualSettings;
import cts.execution.DeskSettings;
import cts.indication.IndicationBoard;
import cts.indication.IndicationCatalogue;
import cts.indication.IndicationKey;
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
import cts.pseudo.RequestedExit;
import cts.simulation.PaperConnection;
import cts.simulation.PaperSettings;
import java.math.BigDecimal;
import java.util.List;

/** Makes an engine's parts from the settings. */
public final class EngineConfiguration {
    private EngineConfiguration() {}

    /** The virtual trading of a symbol; cells whose take profit does not clear costs and 0.6 step are left out. */
    public static VirtualSettings virtual(Settings settings) {
        BigDecimal step = settings.decimal("grid.step-percent");
        SymbolHistory.Settings history = new SymbolHistory.Settings(
                step, settings.decimal("grid.step-relation"), settings.whole("engine.market-timeframe-ms"));
        Costs costs =
                new Costs(settings.decimal("costs.taker-fee-percent"), settings.decimal("costs.slippage-percent"));
        return new VirtualSettings(
                indications(settings),
                new IndicationBoard.Settings(
                        history,
                        settings.whole("engine.main-interval-ms"),
                        settings.whole("indications.validation-timeout-ms")),
                viable(costs, step),
                new KernelSettings(
                        costs,
                        1,
                        (int) settings.whole("engine.max-open-per-set"),
                        settings.whole("engine.cooldown-ms"),
                        KernelSettings.NO_TIMEOUT),
                gates(settings));
    }

    private static List<IndicationKey> indications(Settings settings) {
        String key = "engine.indications";
        try {
            return IndicationCatalogue.load().parse(settings.text(key));
        } catch (IllegalArgumentException impossible) {
            throw settings.refused(key, impossible.getMessage() + ".", impossible);
        }
    }

    private static List<RequestedExit> viable(Costs costs, BigDecimal step) {
        List<RequestedExit> viable = EngineDefaults.mainGrid(step).stream()
                .filter(exit -> costs.areClearedBy(exit.configuration().takeProfit(), step.movePointLeft(2)))
                .toList();
        if (viable.isEmpty()) {
            throw new IllegalArgumentException(
                    "no take profit clears a fee of %s %% and a slippage of %s %% per side at steps of %s %%: lower costs.* or raise grid.step-percent."
                            .formatted(
                                    costs.feePercent().toPlainString(),
                                    costs.slippagePercent().toPlainString(),
                                    step.toPlainString()));
        }
        return viable;
    }

    private static GateSettings gates(Settings settings) {
        boolean absolute = settings.text("gates.base").equals("absolute");
        boolean required = settings.text("significance.mode").equals("required");
        return GateSettings.PAPER
                .withBaseMode(absolute ? GateSettings.BaseMode.ABSOLUTE : GateSettings.BaseMode.BREAK_EVEN)
                .withHistorySize((int) settings.whole("engine.history-per-set"))
                .withSignificance(required ? SignificanceMode.REQUIRED : SignificanceMode.ADVISORY);
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
                        settings.whole("paper.latency-ms"),
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
