package cts.execution;

import static cts.execution.PaperRig.BTC;
import static cts.execution.PaperRig.ETH;
import static org.assertj.core.api.Assertions.assertThat;

import cts.exchange.AttachedExits;
import cts.exchange.ClientOrderId;
import cts.exchange.ClientOrderIds;
import cts.exchange.Exchange;
import cts.exchange.ExchangeEvent;
import cts.exchange.OrderRequest;
import cts.exchange.OrderState;
import cts.exchange.Side;
import cts.exchange.TriggerAmendment;
import cts.market.Direction;
import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Percent;
import cts.money.Price;
import cts.money.Quantity;
import cts.simulation.PaperSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RestartTest {

    private static final List<Instrument> INSTRUMENTS = List.of(BTC, ETH);

    /** What happens at one step of a walk, decided beforehand so that two desks can live through the same. */
    private record Step(
            Instrument instrument, double move, boolean open, Direction direction, ExitPlan plan, int whim) {}

    private static List<Step> steps(SplittableRandom random, int count) {
        return random.longs(count)
                .mapToObj(SplittableRandom::new)
                .map(dice -> new Step(
                        INSTRUMENTS.get(dice.nextInt(2)),
                        1 + (dice.nextDouble() - 0.5) * 0.008,
                        dice.nextInt(3) == 0,
                        dice.nextBoolean() ? Direction.LONG : Direction.SHORT,
                        new ExitPlan(
                                Percent.of("0.8"),
                                Percent.of("0.5"),
                                dice.nextBoolean()
                                        ? Optional.empty()
                                        : Optional.of(new Trailing(Percent.of("0.2"), Percent.of("0.1"))),
                                dice.nextInt(3) == 0 ? 30_000 : 0),
                        dice.nextInt(60)))
                .toList();
    }

    private static void live(PaperRig rig, List<Step> steps, double[] prices) {
        for (Step step : steps) {
            int index = INSTRUMENTS.indexOf(step.instrument());
            prices[index] = Math.round(prices[index] * step.move() * 10) / 10.0;
            rig.price(step.instrument(), prices[index], 700);
            if (step.open()) {
                rig.open(
                        step.instrument(),
                        step.direction(),
                        Price.of(prices[index]).toString(),
                        step.plan());
            }
            switch (step.whim()) {
                case 0 -> rig.desk.emergencyClose(rig.now);
                case 1, 2, 3 -> rig.desk.resume(rig.now);
                case 4 ->
                    rig.desk.positions().stream()
                            .findFirst()
                            .ifPresent(position -> rig.desk.close(rig.now, position.id()));
                default -> {}
            }
        }
    }

    @Test
    void whatWasReadBackGoesOnExactlyAsWhatWasSaved() throws IOException {
        int fills = 0;
        for (long seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Step> steps = steps(random, 300);
            int cut = random.nextInt(1, 300);
            PaperSettings paper = new PaperSettings(
                    "USDT",
                    Amount.of("10000"),
                    Percent.of("0.055"),
                    Percent.of("0.01"),
                    random.nextInt(3) * 400L,
                    random.nextBoolean());
            PaperRig whole = PaperRig.started(paper, PaperRig.settings());
            PaperRig parted = PaperRig.started(paper, PaperRig.settings());
            double[] wholePrices = {50_000, 2_000};
            double[] partedPrices = {50_000, 2_000};
            live(whole, steps, wholePrices);
            live(parted, steps.subList(0, cut), partedPrices);
            byte[] saved = parted.saved();
            parted.restart();
            assertThat(parted.saved()).as("seed %d", seed).isEqualTo(saved);
            live(parted, steps.subList(cut, steps.size()), partedPrices);
            assertThat(parted.saved()).as("seed %d, cut at %d", seed, cut).isEqualTo(whole.saved());
            assertThat(parted.journal.ledger).as("seed %d", seed).isEqualTo(whole.journal.ledger);
            assertThat(whole.desk.balance()).as("seed %d", seed).isEqualTo(whole.exchange.balance());
            assertThat(whole.desk.equity()).as("seed %d", seed).isEqualTo(whole.exchange.equity());
            assertThat(whole.journal.sum(LedgerEntry.Kind.ADJUSTMENT)).isEqualTo(Amount.ZERO);
            fills += whole.journal.fills.size();
        }
        assertThat(fills).isGreaterThan(600);
    }

    @Test
    void aRestartWithNothingUnderWayReconcilesAndTradesOn() throws IOException {
        PaperRig rig = PaperRig.started();
        String id = rig.opened(BTC, Direction.LONG, "50000", PaperRig.PLAN).id();
        rig.restart();
        rig.desk.start(rig.now, 2, List.of());
        assertThat(rig.desk.isReconciled()).isFalse();
        rig.settle();
        rig.desk.onTimer(rig.now + 200);
        assertThat(rig.desk.isReconciled()).isTrue();
        rig.price(BTC, "50600");
        assertThat(rig.position(id).closeReason()).contains(CloseReason.TAKE_PROFIT);
        assertThat(rig.desk.balance()).isEqualTo(rig.exchange.balance());
    }

    @Test
    void anEntryWhoseIntentWasLostInTheCrashIsAskedForAndThenSentUnderItsOwnId() throws IOException {
        PaperRig rig = PaperRig.started();
        rig.writes = false;
        rig.open(BTC, Direction.LONG, "50000", PaperRig.PLAN);
        ClientOrderId id = rig.unwritten.removeFirst().id();
        rig.restart();
        rig.writes = true;
        rig.desk.start(rig.now, 2, List.of());
        rig.settle();
        rig.price(BTC, "50000");
        assertThat(rig.journal.fills.keySet())
                .extracting(fill -> fill.orderId())
                .containsExactly(id);
    }

    @Test
    void anIntentThatOnlyStorageRemembersIsAskedForAndItsFillProtected() {
        for (boolean attached : new boolean[] {true, false}) {
            PaperRig rig = new PaperRig(PaperSettings.defaults("USDT"), PaperRig.settings());
            rig.exchange.onPrice(rig.now, "BTCUSDT", Price.of("50000"));
            ClientOrderIds ids = new ClientOrderIds("home", PaperRig.CONNECTION, 0);
            OrderRequest plain = OrderRequest.entry(ids.next(), BTC, Side.BUY, Quantity.of("0.002"), rig.now);
            OrderRequest request = attached
                    ? plain.with(new AttachedExits(ids.next(), Price.of("49000"), ids.next(), Price.of("51000")))
                    : plain;
            OrderIntent intent = new OrderIntent(
                    request,
                    request.id().value(),
                    new Leg(PaperRig.CONNECTION, "BTCUSDT", Direction.LONG),
                    "set-1",
                    Mode.LIVE,
                    Purpose.ENTRY,
                    PaperRig.PLAN,
                    0);
            rig.exchange.place(request);
            rig.now += 1_000;
            rig.exchange.onPrice(rig.now, "BTCUSDT", Price.of("50000"));
            rig.exchange.drainTo(event -> {});
            rig.desk.start(rig.now, 1, List.of(intent));
            rig.settle();
            rig.price(BTC, "50000");
            PositionRecord position = rig.desk.positions().getFirst();
            assertThat(position.quantity()).isEqualTo(Quantity.of("0.002"));
            assertThat(position.stop()).as("attached %s", attached).contains(Price.of("49754.9"));
            assertThat(position.takeProfit()).as("attached %s", attached).contains(Price.of("50505.1"));
            assertThat(rig.desk.orders()).hasSize(2);
            // A balance that came while the order was asked about said nothing; it is asked for again soon.
            rig.price(BTC, 50_000, 2_500);
            assertThat(rig.exchange.balance()).isEqualTo(rig.desk.balance());
        }
    }

    @Test
    void anOrderWithoutAnAnswerIsAskedForAndNeverSentAgain() {
        Deque<OrderIntent> unwritten = new ArrayDeque<>();
        CollectedJournal journal = new CollectedJournal();
        SilentExchange exchange = new SilentExchange();
        OrderDesk desk = new OrderDesk(
                "c1", PaperRig.settings(), new ClientOrderIds("home", "c1", 0), exchange, unwritten::add, journal);
        long now = 1_000_000;
        desk.start(now, 1, List.of());
        desk.onExchangeEvent(new ExchangeEvent.LeverageSet(now, "BTCUSDT", 1));
        desk.onExchangeEvent(new ExchangeEvent.BalanceReport(now, "USDT", Amount.of("10000"), Amount.of("10000")));
        desk.onExchangeEvent(new ExchangeEvent.PositionsReport(now, List.of()));
        desk.onExchangeEvent(new ExchangeEvent.OpenOrdersReport(now, List.of()));
        desk.onPrice(now, "BTCUSDT", 50_000);
        desk.open(new OpenRequest(
                "s", BTC, Direction.LONG, Price.of("50000"), PaperRig.PLAN, Mode.LIVE, BigDecimal.ONE, now));
        ClientOrderId id = unwritten.removeFirst().id();
        desk.onIntentDurable(now, id);
        desk.onTimer(now + 4_900);
        assertThat(exchange.asked).isZero();
        desk.onTimer(now + 5_000);
        assertThat(exchange.asked).isEqualTo(1);
        assertThat(desk.orders().getFirst().state()).isEqualTo(OrderState.UNKNOWN);
        desk.onExchangeEvent(new ExchangeEvent.OrderNotFound(now + 5_100, id));
        assertThat(desk.orders().getFirst().state()).isEqualTo(OrderState.UNKNOWN);
        desk.onTimer(now + 11_000);
        desk.onExchangeEvent(new ExchangeEvent.OrderNotFound(now + 11_100, id));
        assertThat(desk.orders()).isEmpty();
        assertThat(desk.positions()).isEmpty();
        assertThat(exchange.placed).isEqualTo(1);
    }

    /** Takes everything and says nothing. */
    private static final class SilentExchange implements Exchange {
        int placed;
        int asked;

        @Override
        public boolean attachesExits() {
            return false;
        }

        @Override
        public void place(OrderRequest request) {
            placed++;
        }

        @Override
        public void cancel(Instrument instrument, ClientOrderId id) {}

        @Override
        public void amend(TriggerAmendment amendment) {}

        @Override
        public void queryOrder(Instrument instrument, ClientOrderId id) {
            asked++;
        }

        @Override
        public void queryOpenOrders() {}

        @Override
        public void queryPositions() {}

        @Override
        public void queryBalance() {}

        @Override
        public void setLeverage(Instrument instrument, int leverage) {}
    }
}
