package cts.execution;

import static cts.execution.OrderDeskTest.refused;
import static cts.execution.PaperRig.BTC;
import static cts.execution.PaperRig.ETH;
import static cts.execution.PaperRig.PLAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.exchange.ExchangeEvent;
import cts.exchange.Samples;
import cts.market.Direction;
import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Percent;
import cts.money.Price;
import cts.money.Quantity;
import cts.simulation.PaperSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class EntryRefusalTest {

    private static RiskSettings risk(int legs, String symbolNotional, String gross, int perMinute, int leverage) {
        return new RiskSettings(
                legs,
                Percent.of(symbolNotional),
                Percent.of(gross),
                Optional.empty(),
                Percent.of("3"),
                Percent.of("20"),
                Percent.of("1"),
                2_000,
                60_000,
                perMinute,
                leverage,
                false);
    }

    private static PaperRig rig(UnaryOperator<RiskSettings> change) {
        DeskSettings defaults = PaperRig.settings();
        return PaperRig.started(
                PaperSettings.defaults("USDT"),
                new DeskSettings(defaults.volume(), change.apply(defaults.risk()), defaults.timings()));
    }

    private static VolumeSettings volume(String cost, boolean enforceMinimum) {
        return new VolumeSettings(
                Percent.of(cost),
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.valueOf(3),
                enforceMinimum);
    }

    private static PaperRig rig(VolumeSettings volume) {
        DeskSettings defaults = DeskSettings.paperDefaults();
        return PaperRig.started(
                PaperSettings.defaults("USDT"), new DeskSettings(volume, defaults.risk(), defaults.timings()));
    }

    private static Refusal refusal(OpenOutcome outcome) {
        return ((OpenOutcome.Refused) outcome).refusal();
    }

    @Test
    void nothingOpensBeforeTheRecordsWereCompared() {
        PaperRig rig = new PaperRig(PaperSettings.defaults("USDT"), DeskSettings.paperDefaults());
        assertThat(refused(rig.open(BTC, Direction.LONG, "50000", PLAN))).isEqualTo(RefusalReason.NOT_RECONCILED);
        assertThat(rig.journal.refusals).hasSize(1);
    }

    @Test
    void aPausedDeskOpensNothingAndGoesOnAfterwards() {
        PaperRig rig = PaperRig.started();
        rig.desk.pause(rig.now);
        assertThat(refused(rig.open(BTC, Direction.LONG, "50000", PLAN))).isEqualTo(RefusalReason.PAUSED);
        rig.desk.resume(rig.now);
        assertThat(rig.open(BTC, Direction.LONG, "50000", PLAN)).isInstanceOf(OpenOutcome.Opening.class);
    }

    @Test
    void aLegHoldsOnePositionAndTheOtherDirectionIsNeverNetted() {
        PaperRig rig = PaperRig.started();
        rig.opened(BTC, Direction.LONG, "50000", PLAN);
        assertThat(refused(rig.open(BTC, Direction.LONG, "50000", PLAN))).isEqualTo(RefusalReason.LEG_TAKEN);
        assertThat(refused(rig.open(BTC, Direction.SHORT, "50000", PLAN))).isEqualTo(RefusalReason.OPPOSITE_OPEN);
    }

    @Test
    void noMoreLegsThanAllowed() {
        PaperRig rig = rig(risk -> risk(1, "5", "100", 30, 1));
        rig.opened(BTC, Direction.LONG, "50000", PLAN);
        rig.price(ETH, "2000");
        Refusal refusal = refusal(rig.open(ETH, Direction.LONG, "2000", PLAN));
        assertThat(refusal.reason()).isEqualTo(RefusalReason.MAX_OPEN_LEGS);
        assertThat(refusal.measured()).isEqualByComparingTo("1");
        assertThat(refusal.limit()).isEqualByComparingTo("1");
    }

    @Test
    void anOldPriceOrOneThatHasLeftTheSignalIsRefused() {
        PaperRig rig = PaperRig.started();
        rig.now += 2_001;
        assertThat(refused(rig.open(BTC, Direction.LONG, "50000", PLAN))).isEqualTo(RefusalReason.STALE_PRICE);
        rig.price(BTC, "50000");
        assertThat(rig.open(ETH, Direction.LONG, "2000", PLAN))
                .satisfies(outcome -> assertThat(refused(outcome)).isEqualTo(RefusalReason.STALE_PRICE));
        Refusal band = refusal(rig.open(BTC, Direction.LONG, "49499", PLAN));
        assertThat(band.reason()).isEqualTo(RefusalReason.PRICE_BAND);
        assertThat(band.measured()).isEqualByComparingTo("1.002");
        assertThat(rig.open(BTC, Direction.LONG, "49500", PLAN)).isInstanceOf(OpenOutcome.Opening.class);
    }

    @Test
    void aBalanceNotReadWithinAMinuteIsRefused() {
        PaperRig rig = PaperRig.started();
        rig.now += 61_000;
        rig.exchange.onPrice(rig.now, "BTCUSDT", Price.of("50000"));
        rig.desk.onPrice(rig.now, "BTCUSDT", 50_000);
        Refusal refusal = refusal(rig.desk.open(new OpenRequest(
                "set-1", BTC, Direction.LONG, Price.of("50000"), PLAN, Mode.LIVE, BigDecimal.ONE, rig.now)));
        assertThat(refusal.reason()).isEqualTo(RefusalReason.STALE_EQUITY);
        rig.settle();
        assertThat(rig.open(BTC, Direction.LONG, "50000", PLAN)).isInstanceOf(OpenOutcome.Opening.class);
    }

    @Test
    void aNotionalBelowTheMinimumIsRaisedAtMostThreefoldAndOnlyIfAllowed() {
        Instrument coarse = Samples.perpetual("COARSE", "CRS", "0.1", "0.001");
        PaperRig raised = rig(volume("0.2", true));
        raised.desk.prepare(raised.now, coarse);
        raised.settle();
        raised.price(coarse, "55000");
        assertThat(raised.open(coarse, Direction.LONG, "55000", PLAN)).isInstanceOf(OpenOutcome.Opening.class);
        assertThat(raised.desk.orders().getFirst().quantity()).isEqualTo(Quantity.of("0.001"));

        PaperRig strict = rig(volume("0.2", false));
        Refusal refusal = refusal(strict.open(BTC, Direction.LONG, "50000", PLAN));
        assertThat(refusal.reason()).isEqualTo(RefusalReason.BELOW_MINIMUM);
        assertThat(refusal.measured()).isEqualByComparingTo("20");
        assertThat(refusal.limit()).isEqualByComparingTo("50");
        assertThat(refusal.sentence()).endsWith("it would take a balance of 25000");

        PaperRig tooFar = rig(volume("0.1", true));
        assertThat(refusal(tooFar.open(BTC, Direction.LONG, "50000", PLAN)).sentence())
                .endsWith("it would take a balance of 16666.666666666666666667");
    }

    @Test
    void notionalsOfASymbolAndOfAllAreLimited() {
        PaperRig symbol = rig(volume("6", true));
        Refusal refusal = refusal(symbol.open(BTC, Direction.LONG, "50000", PLAN));
        assertThat(refusal.reason()).isEqualTo(RefusalReason.SYMBOL_NOTIONAL);
        assertThat(refusal.measured()).isEqualByComparingTo("6");

        DeskSettings defaults = DeskSettings.paperDefaults();
        PaperRig gross = PaperRig.started(
                PaperSettings.defaults("USDT"),
                new DeskSettings(volume("4", true), risk(500, "5", "6", 30, 1), defaults.timings()));
        gross.opened(BTC, Direction.LONG, "50000", PLAN);
        gross.price(ETH, "2000");
        assertThat(refused(gross.open(ETH, Direction.LONG, "2000", PLAN))).isEqualTo(RefusalReason.GROSS_NOTIONAL);
    }

    @Test
    void aDaysLossAndADrawdownStopTrading() {
        DeskSettings defaults = DeskSettings.paperDefaults();
        PaperRig rig = PaperRig.started(
                PaperSettings.defaults("USDT"),
                new DeskSettings(volume("90", true), risk(500, "100", "100", 30, 1), defaults.timings()));
        rig.opened(BTC, Direction.LONG, "50000", PaperRig.plan("50", "50"));
        rig.price(ETH, "2000");
        rig.price(BTC, "48000");
        rig.price(ETH, "2000");
        Refusal day = refusal(rig.open(ETH, Direction.LONG, "2000", PLAN));
        assertThat(day.reason()).isEqualTo(RefusalReason.DAILY_LOSS);
        assertThat(day.measured()).isGreaterThan(new BigDecimal("3"));

        rig.price(BTC, 38_500, 1_000);
        rig.price(ETH, 2_000, 86_400_000);
        rig.price(ETH, 2_000, 1_000);
        assertThat(refused(rig.open(ETH, Direction.LONG, "2000", PLAN))).isEqualTo(RefusalReason.DRAWDOWN);
    }

    @Test
    void noMoreEntriesPerMinuteThanAllowed() {
        PaperRig rig = rig(risk -> risk(500, "5", "100", 1, 1));
        rig.opened(BTC, Direction.LONG, "50000", PLAN);
        rig.price(ETH, "2000");
        assertThat(refused(rig.open(ETH, Direction.LONG, "2000", PLAN))).isEqualTo(RefusalReason.ORDER_RATE);
        rig.price(ETH, 2_000, 60_000);
        assertThat(rig.open(ETH, Direction.LONG, "2000", PLAN)).isInstanceOf(OpenOutcome.Opening.class);
    }

    @Test
    void leverageMustBeAllowedAndConfirmed() {
        PaperRig rig = PaperRig.started();
        Instrument unprepared = Samples.perpetual("SOLUSDT", "SOL", "0.01", "0.01");
        rig.price(unprepared, "100");
        assertThat(refused(rig.open(unprepared, Direction.LONG, "100", PLAN))).isEqualTo(RefusalReason.LEVERAGE);
        assertThatThrownBy(() -> risk(1, "5", "100", 1, 11)).hasMessageContaining("above 10");
    }

    @Test
    void onlyAllowedSymbolsAndNoSpotShorts() {
        PaperRig rig = rig(risk -> new RiskSettings(
                500,
                risk.symbolNotional(),
                risk.grossNotional(),
                Optional.of(Set.of("ETHUSDT", "SPOT")),
                risk.dailyLoss(),
                risk.drawdown(),
                risk.priceBand(),
                2_000,
                60_000,
                30,
                1,
                false));
        assertThat(refused(rig.open(BTC, Direction.LONG, "50000", PLAN))).isEqualTo(RefusalReason.SYMBOL_NOT_ALLOWED);
        Instrument spot = new Instrument(
                "paper",
                "SPOT",
                "SPT",
                "USDT",
                Instrument.Kind.SPOT,
                Price.of("0.01"),
                Quantity.of("0.01"),
                Quantity.of("0.01"),
                Amount.ZERO,
                1);
        rig.price(spot, "100");
        assertThat(refused(rig.open(spot, Direction.SHORT, "100", PLAN))).isEqualTo(RefusalReason.SPOT_SHORT);
        assertThat(rig.open(spot, Direction.LONG, "100", PLAN)).isInstanceOf(OpenOutcome.Opening.class);
    }

    @Test
    void aForeignPositionKeepsUsOffItsSymbolAndIsNotTouched() {
        PaperRig rig = PaperRig.started();
        ExchangeEvent.VenuePosition foreign =
                new ExchangeEvent.VenuePosition("BTCUSDT", Direction.LONG, Quantity.of("3"), Price.of("40000"));
        rig.desk.onExchangeEvent(new ExchangeEvent.PositionsReport(rig.now, List.of(foreign)));
        assertThat(rig.desk.foreign()).isEmpty();
        rig.desk.onExchangeEvent(new ExchangeEvent.PositionsReport(rig.now + 10_000, List.of(foreign)));
        assertThat(rig.desk.foreign()).hasSize(1);
        assertThat(refused(rig.open(BTC, Direction.LONG, "50000", PLAN))).isEqualTo(RefusalReason.FOREIGN_POSITION);
        rig.desk.onExchangeEvent(new ExchangeEvent.PositionsReport(rig.now + 11_000, List.of()));
        rig.price(BTC, 50_000, 12_000);
        assertThat(rig.open(BTC, Direction.LONG, "50000", PLAN)).isInstanceOf(OpenOutcome.Opening.class);
    }

    @Test
    void anUnexplainedDifferenceFreezesTheSymbolUntilSomeoneUnfreezesIt() {
        PaperRig rig = PaperRig.started();
        rig.opened(BTC, Direction.LONG, "50000", PLAN);
        rig.desk.onExchangeEvent(new ExchangeEvent.PositionsReport(rig.now, List.of()));
        assertThat(rig.desk.frozen()).isEmpty();
        rig.desk.onExchangeEvent(new ExchangeEvent.PositionsReport(rig.now + 10_000, List.of()));
        assertThat(rig.desk.frozen()).containsOnlyKeys("BTCUSDT");
        assertThat(rig.desk.frozen().values().iterator().next()).contains("our fills make 0.002, the exchange shows 0");
        assertThat(refused(rig.open(BTC, Direction.LONG, "50000", PLAN))).isEqualTo(RefusalReason.SYMBOL_FROZEN);
        rig.desk.unfreeze(rig.now, "BTCUSDT", "anna");
        rig.price(BTC, 50_000, 11_000);
        assertThat(refused(rig.open(BTC, Direction.LONG, "50000", PLAN))).isEqualTo(RefusalReason.LEG_TAKEN);
    }
}
