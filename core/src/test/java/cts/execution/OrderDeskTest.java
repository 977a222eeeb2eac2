package cts.execution;

import static cts.execution.PaperRig.BTC;
import static cts.execution.PaperRig.ETH;
import static cts.execution.PaperRig.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import cts.exchange.ExchangeEvent;
import cts.exchange.OrderRecord;
import cts.exchange.OrderState;
import cts.market.Direction;
import cts.money.Amount;
import cts.money.Percent;
import cts.money.Price;
import cts.money.Quantity;
import cts.simulation.PaperSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OrderDeskTest {

    private static PaperSettings paper(boolean attached) {
        return new PaperSettings("USDT", Amount.of("10000"), Percent.of("0.055"), Percent.of("0.01"), 0, attached);
    }

    private static PaperRig rig(boolean attached) {
        return PaperRig.started(paper(attached), PaperRig.settings());
    }

    @Test
    void anEntryIsSentOnlyWhenItsIntentIsDurableAndFillsAtTheNextPrice() {
        PaperRig rig = rig(true);
        rig.writes = false;
        OpenOutcome outcome = rig.open(BTC, Direction.LONG, "50000", PLAN);
        assertThat(outcome).isInstanceOf(OpenOutcome.Opening.class);
        rig.price(BTC, "50000");
        assertThat(rig.journal.fills).isEmpty();
        rig.writes = true;
        rig.settle();
        assertThat(rig.journal.fills).isEmpty();
        rig.price(BTC, "50010");
        assertThat(rig.journal.fills).hasSize(1);
        assertThat(rig.journal.fills.keySet().iterator().next().price()).isEqualTo(Price.of("50015.1"));
    }

    @Test
    void protectionStandsAtTheDistancesOfTheActualAverageEntry() {
        for (boolean attached : new boolean[] {true, false}) {
            PaperRig rig = rig(attached);
            rig.open(BTC, Direction.LONG, "50000", PLAN);
            rig.price(BTC, "50100");
            PositionRecord position = rig.desk.positions().getFirst();
            assertThat(position.averageEntry()).contains(Price.of("50105.1"));
            assertThat(position.stop()).as("attached %s", attached).contains(Price.of("49854.5"));
            rig.price(BTC, "50100");
            assertThat(rig.desk.positions().getFirst().takeProfit())
                    .as("attached %s", attached)
                    .contains(Price.of("50606.2"));
        }
    }

    @Test
    void aLongTakesItsProfitAndAllItsOrdersEnd() {
        for (boolean attached : new boolean[] {true, false}) {
            PaperRig rig = rig(attached);
            PositionRecord opened = rig.opened(BTC, Direction.LONG, "50000", PLAN);
            assertThat(opened.status()).isEqualTo(PositionStatus.OPEN);
            rig.price(BTC, "50600");
            PositionRecord closed = rig.position(opened.id());
            assertThat(closed.status()).isEqualTo(PositionStatus.CLOSED);
            assertThat(closed.closeReason()).contains(CloseReason.TAKE_PROFIT);
            assertThat(closed.realised()).isGreaterThan(Amount.ZERO);
            assertThat(rig.desk.orders()).isEmpty();
            assertThat(rig.desk.balance()).isEqualTo(rig.exchange.balance()).isNotEqualTo(Amount.of("10000"));
            assertThat(rig.journal.sum()).isEqualTo(rig.desk.balance());
        }
    }

    @Test
    void aShortStopsAtItsLossAndMirrorsTheLong() {
        PaperRig rig = rig(true);
        PositionRecord opened = rig.opened(BTC, Direction.SHORT, "50000", PLAN);
        assertThat(opened.averageEntry()).contains(Price.of("49995"));
        assertThat(opened.stop()).contains(Price.of("50245"));
        rig.price(BTC, "50300");
        PositionRecord closed = rig.position(opened.id());
        assertThat(closed.status()).isEqualTo(PositionStatus.CLOSED);
        assertThat(closed.closeReason()).contains(CloseReason.STOP_LOSS);
        assertThat(closed.realised()).isLessThan(Amount.ZERO);
        assertThat(rig.desk.balance()).isEqualTo(rig.exchange.balance());
    }

    @Test
    void theStopTrailsOnlyToTheBetterByATenthPercentAndOnceInFiveSeconds() {
        PaperRig rig = rig(true);
        ExitPlan plan = new ExitPlan(
                Percent.of("5"), Percent.of("1"), Optional.of(new Trailing(Percent.of("0.3"), Percent.of("0.1"))), 0);
        String id = rig.opened(BTC, Direction.LONG, "50000", plan).id();
        assertThat(rig.position(id).stop()).contains(Price.of("49504.9"));
        rig.price(BTC, "50200");
        assertThat(rig.position(id).stop()).contains(Price.of("50149.8"));
        rig.price(BTC, "50500");
        assertThat(rig.position(id).stop()).contains(Price.of("50149.8"));
        rig.price(BTC, 50_495, 4_000);
        assertThat(rig.position(id).stop()).contains(Price.of("50449.5"));
        rig.price(BTC, 50_530, 6_000);
        assertThat(rig.position(id).stop()).contains(Price.of("50449.5"));
        rig.price(BTC, 50_400, 1_000);
        assertThat(rig.position(id).closeReason()).contains(CloseReason.TRAILING_STOP);
        assertThat(rig.position(id).best()).contains(Price.of("50530"));
    }

    @Test
    void aTimeoutClosesAtMarket() {
        PaperRig rig = rig(true);
        String id = rig.opened(
                        BTC,
                        Direction.LONG,
                        "50000",
                        new ExitPlan(Percent.of("5"), Percent.of("5"), Optional.empty(), 60_000))
                .id();
        rig.price(BTC, 50_010, 59_000);
        assertThat(rig.position(id).status()).isEqualTo(PositionStatus.OPEN);
        rig.price(BTC, 50_010, 2_000);
        rig.price(BTC, 50_010, 1_000);
        assertThat(rig.position(id).closeReason()).contains(CloseReason.TIMEOUT);
        assertThat(rig.position(id).status()).isEqualTo(PositionStatus.CLOSED);
        assertThat(rig.desk.orders()).isEmpty();
    }

    @Test
    void anEmergencyStopWithdrawsEntriesAndKeepsPositionsUnderTheirStops() {
        PaperRig rig = rig(true);
        String held = rig.opened(BTC, Direction.LONG, "50000", PLAN).id();
        rig.price(ETH, "2000");
        rig.open(ETH, Direction.LONG, "2000", PLAN);
        rig.desk.emergencyStop(rig.now);
        rig.settle();
        rig.price(ETH, "2000");
        assertThat(rig.desk.positions()).extracting(PositionRecord::id).containsExactly(held);
        assertThat(rig.position(held).status()).isEqualTo(PositionStatus.OPEN);
        assertThat(refused(rig.open(ETH, Direction.LONG, "2000", PLAN))).isEqualTo(RefusalReason.EMERGENCY_STOPPED);
    }

    @Test
    void anEmergencyCloseEndsEveryPositionByOrdersThatOnlyReduce() {
        PaperRig rig = rig(true);
        rig.opened(BTC, Direction.LONG, "50000", PLAN);
        rig.price(ETH, "2000");
        rig.opened(ETH, Direction.SHORT, "2000", PLAN);
        rig.desk.emergencyClose(rig.now);
        rig.settle();
        rig.price(BTC, "50000");
        rig.price(ETH, "2000");
        assertThat(rig.desk.positions()).isEmpty();
        assertThat(rig.journal.positions.values())
                .extracting(PositionRecord::closeReason)
                .containsOnly(Optional.of(CloseReason.EMERGENCY));
        assertThat(rig.journal.orders.stream()
                        .filter(order -> order.request().quantity().isAbove(Quantity.ZERO))
                        .filter(order -> order.request().exits().isEmpty())
                        .allMatch(order -> order.request().reduceOnly()))
                .isTrue();
        assertThat(rig.desk.balance()).isEqualTo(rig.exchange.balance());
    }

    @Test
    void anEntryWhoseIntentIsLateIsNotSent() {
        PaperRig rig = rig(true);
        rig.writes = false;
        rig.open(BTC, Direction.LONG, "50000", PLAN);
        rig.price(BTC, 50_000, 3_000);
        rig.writes = true;
        rig.settle();
        rig.price(BTC, "50000");
        assertThat(rig.journal.fills).isEmpty();
        assertThat(rig.journal.positions.values())
                .extracting(PositionRecord::closeReason)
                .containsExactly(Optional.of(CloseReason.NOT_FILLED));
    }

    @Test
    void anIntentThatCannotBeWrittenIsNeverSent() {
        PaperRig rig = rig(true);
        rig.writes = false;
        rig.open(BTC, Direction.LONG, "50000", PLAN);
        rig.desk.onIntentFailed(rig.now, rig.unwritten.removeFirst().id(), "disk full");
        rig.writes = true;
        rig.price(BTC, "50000");
        assertThat(rig.journal.fills).isEmpty();
        assertThat(rig.desk.positions()).isEmpty();
        assertThat(rig.journal.noticesOf(Notice.Kind.ORDER_FAILED))
                .singleElement()
                .asString()
                .contains("disk full");
    }

    @Test
    void fundingIsBookedOncePerId() {
        PaperRig rig = rig(true);
        String id = rig.opened(BTC, Direction.LONG, "50000", PLAN).id();
        ExchangeEvent funding =
                new ExchangeEvent.Funding(rig.now, "F-1", "BTCUSDT", Direction.LONG, Amount.of("-0.25"), "USDT");
        Amount before = rig.desk.balance();
        rig.desk.onExchangeEvent(funding);
        rig.desk.onExchangeEvent(funding);
        assertThat(rig.desk.balance()).isEqualTo(before.minus(Amount.of("0.25")));
        assertThat(rig.position(id).funding()).isEqualTo(Amount.of("-0.25"));
    }

    @Test
    void aTransferIsAnAdjustmentAndNeitherProfitNorLoss() {
        PaperRig rig = rig(true);
        rig.desk.onExchangeEvent(balance(rig.now));
        assertThat(rig.desk.balance()).isEqualTo(Amount.of("10000"));
        rig.now += 10_000;
        rig.desk.onExchangeEvent(balance(rig.now));
        assertThat(rig.desk.balance()).isEqualTo(Amount.of("5000"));
        assertThat(rig.journal.sum(LedgerEntry.Kind.ADJUSTMENT)).isEqualTo(Amount.of("-5000"));
        rig.desk.onPrice(rig.now, "BTCUSDT", 50_000);
        assertThat(rig.desk.open(new OpenRequest(
                        "s", BTC, Direction.LONG, Price.of("50000"), PLAN, Mode.LIVE, BigDecimal.ONE, rig.now)))
                .isInstanceOf(OpenOutcome.Opening.class);
    }

    private static ExchangeEvent balance(long time) {
        return new ExchangeEvent.BalanceReport(time, "USDT", Amount.of("5000"), Amount.of("5000"));
    }

    @Test
    void everyFillHasAnIntentThatWasWrittenBefore() {
        PaperRig rig = rig(false);
        rig.opened(BTC, Direction.LONG, "50000", PLAN);
        rig.price(BTC, "50600");
        assertThat(rig.journal.fills.values())
                .extracting(OrderIntent::purpose)
                .containsExactly(Purpose.ENTRY, Purpose.TAKE_PROFIT);
        List<OrderState> stop = rig.journal.orders.stream()
                .filter(order -> order.request().type() == cts.exchange.OrderType.STOP_MARKET)
                .map(OrderRecord::state)
                .toList();
        assertThat(stop.getFirst()).isEqualTo(OrderState.NEW);
        assertThat(stop.getLast()).isEqualTo(OrderState.CANCELLED);
    }

    static RefusalReason refused(OpenOutcome outcome) {
        return ((OpenOutcome.Refused) outcome).refusal().reason();
    }
}
