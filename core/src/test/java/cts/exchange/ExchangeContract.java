package cts.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cts.exchange.ExchangeEvent.Accepted;
import cts.exchange.ExchangeEvent.AmendRejected;
import cts.exchange.ExchangeEvent.BalanceReport;
import cts.exchange.ExchangeEvent.CancelRejected;
import cts.exchange.ExchangeEvent.Cancelled;
import cts.exchange.ExchangeEvent.Filled;
import cts.exchange.ExchangeEvent.LeverageRejected;
import cts.exchange.ExchangeEvent.LeverageSet;
import cts.exchange.ExchangeEvent.OpenOrdersReport;
import cts.exchange.ExchangeEvent.OrderEvent;
import cts.exchange.ExchangeEvent.OrderNotFound;
import cts.exchange.ExchangeEvent.OrderReport;
import cts.exchange.ExchangeEvent.PositionsReport;
import cts.exchange.ExchangeEvent.ProtectionConfirmed;
import cts.exchange.ExchangeEvent.Rejected;
import cts.exchange.ExchangeEvent.VenueState;
import cts.market.Direction;
import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Price;
import cts.money.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Exchange} must do. A test of an implementation extends it and brings a venue to act on. */
public abstract class ExchangeContract {

    /** An account at a venue whose market the test moves. */
    public interface Venue {

        Exchange exchange();

        /** A perpetual with a tick of 0.1 and a lot of 0.001, near a price of 50,000; the account can afford 1 % of one. */
        Instrument instrument();

        /** The market trades at that price, and time passes. */
        void price(String price);

        /** All events since the last call, in the order in which they came. */
        List<ExchangeEvent> events();

        /** Event time of now. */
        long time();
    }

    private final ClientOrderIds ids = new ClientOrderIds("contract", "c1", 1);

    /** A fresh account, flat, without orders, the market at 50,000. */
    protected abstract Venue venue();

    private OrderRequest buy(Venue venue, String quantity) {
        return OrderRequest.entry(ids.next(), venue.instrument(), Side.BUY, Quantity.of(quantity), venue.time());
    }

    private OrderRequest sell(Venue venue, String quantity) {
        return OrderRequest.exit(ids.next(), venue.instrument(), Side.SELL, Quantity.of(quantity), venue.time());
    }

    private OrderRequest stop(Venue venue, String quantity, String trigger) {
        return OrderRequest.stop(
                ids.next(), venue.instrument(), Side.SELL, Quantity.of(quantity), Price.of(trigger), venue.time());
    }

    private static void hold(Venue venue, OrderRequest entry) {
        venue.exchange().place(entry);
        venue.price("50000");
        venue.events();
    }

    private static <T extends ExchangeEvent> List<T> of(List<ExchangeEvent> events, Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static <T extends OrderEvent> List<T> of(List<ExchangeEvent> events, Class<T> kind, OrderRequest request) {
        return of(events, kind).stream()
                .filter(event -> event.orderId().equals(request.id()))
                .toList();
    }

    private static Quantity filled(List<ExchangeEvent> events, OrderRequest request) {
        return of(events, Filled.class, request).stream()
                .map(filled -> filled.fill().quantity())
                .reduce(Quantity.ZERO, Quantity::plus);
    }

    private static Amount balance(Venue venue) {
        venue.exchange().queryBalance();
        return of(venue.events(), BalanceReport.class).getLast().balance();
    }

    @Test
    public void aMarketOrderIsAcceptedAndFillsAtTheNextPriceNotBefore() {
        Venue venue = venue();
        OrderRequest entry = buy(venue, "0.005");
        venue.exchange().place(entry);
        List<ExchangeEvent> before = venue.events();
        assertThat(of(before, Accepted.class, entry)).hasSize(1);
        assertThat(filled(before, entry)).isEqualTo(Quantity.ZERO);
        venue.price("50000");
        List<ExchangeEvent> after = venue.events();
        assertThat(filled(after, entry)).isEqualTo(Quantity.of("0.005"));
        Fill fill = of(after, Filled.class, entry).getFirst().fill();
        assertThat(fill.side()).isEqualTo(Side.BUY);
        assertThat(fill.price().isMultipleOf(venue.instrument().tickSize())).isTrue();
        assertThat(fill.fee()).isGreaterThan(Amount.ZERO);
    }

    @Test
    public void aQuestionTellsTheSameFillsUnderTheSameIds() {
        Venue venue = venue();
        OrderRequest entry = buy(venue, "0.005");
        venue.exchange().place(entry);
        venue.price("50000");
        List<Fill> pushed = of(venue.events(), Filled.class, entry).stream()
                .map(Filled::fill)
                .toList();
        venue.exchange().queryOrder(venue.instrument(), entry.id());
        OrderReport report = of(venue.events(), OrderReport.class, entry).getFirst();
        assertThat(report.state()).isEqualTo(VenueState.FILLED);
        assertThat(report.filled()).isEqualTo(Quantity.of("0.005"));
        assertThat(report.fills()).isEqualTo(pushed);
    }

    @Test
    public void anOrderThatWasNeverPlacedIsNotFound() {
        Venue venue = venue();
        OrderRequest never = buy(venue, "0.005");
        venue.exchange().queryOrder(venue.instrument(), never.id());
        assertThat(of(venue.events(), OrderNotFound.class, never)).hasSize(1);
        venue.exchange().cancel(venue.instrument(), never.id());
        assertThat(of(venue.events(), CancelRejected.class, never)).hasSize(1);
    }

    @Test
    public void theSameIdIsNotTakenTwice() {
        Venue venue = venue();
        OrderRequest entry = buy(venue, "0.005");
        venue.exchange().place(entry);
        venue.exchange().place(entry);
        venue.price("50000");
        venue.price("50000");
        assertThat(filled(venue.events(), entry)).isEqualTo(Quantity.of("0.005"));
    }

    @Test
    public void aStopStandsOnceConfirmedMovesByAmendmentAndFires() {
        Venue venue = venue();
        hold(venue, buy(venue, "0.005"));
        OrderRequest stop = stop(venue, "0.005", "49500");
        venue.exchange().place(stop);
        ProtectionConfirmed standing =
                of(venue.events(), ProtectionConfirmed.class, stop).getLast();
        assertThat(standing.trigger()).isEqualTo(Price.of("49500"));
        assertThat(standing.quantity()).isEqualTo(Quantity.of("0.005"));
        venue.exchange()
                .amend(new TriggerAmendment(
                        stop.id(), venue.instrument(), Price.of("49800"), Quantity.of("0.005"), venue.time()));
        assertThat(of(venue.events(), ProtectionConfirmed.class, stop).getLast().trigger())
                .isEqualTo(Price.of("49800"));
        venue.price("49800.1");
        assertThat(filled(venue.events(), stop)).isEqualTo(Quantity.ZERO);
        venue.price("49800");
        venue.price("49800");
        assertThat(filled(venue.events(), stop)).isEqualTo(Quantity.of("0.005"));
    }

    @Test
    public void anAmendmentThatWouldFireAtOnceIsRefusedAndTheOldStopStands() {
        Venue venue = venue();
        hold(venue, buy(venue, "0.005"));
        OrderRequest stop = stop(venue, "0.005", "49500");
        venue.exchange().place(stop);
        venue.events();
        venue.exchange()
                .amend(new TriggerAmendment(
                        stop.id(), venue.instrument(), Price.of("50100"), Quantity.of("0.005"), venue.time()));
        assertThat(of(venue.events(), AmendRejected.class, stop)).hasSize(1);
        venue.exchange().queryOrder(venue.instrument(), stop.id());
        OrderReport report = of(venue.events(), OrderReport.class, stop).getLast();
        assertThat(report.state()).isEqualTo(VenueState.OPEN);
        assertThat(report.standing().orElseThrow().trigger()).isEqualTo(Price.of("49500"));
    }

    @Test
    public void attachedExitsStandWithTheFillAndOneEndsTheOther() {
        Venue venue = venue();
        if (!venue.exchange().attachesExits()) {
            return;
        }
        OrderRequest plain = buy(venue, "0.005");
        OrderRequest entry =
                plain.with(new AttachedExits(ids.next(), Price.of("49500"), ids.next(), Price.of("50500")));
        venue.exchange().place(entry);
        venue.price("50000");
        AttachedExits exits = entry.exits().orElseThrow();
        assertThat(of(venue.events(), ProtectionConfirmed.class))
                .extracting(ProtectionConfirmed::orderId, ProtectionConfirmed::quantity)
                .containsExactlyInAnyOrder(
                        tuple(exits.stopId(), Quantity.of("0.005")), tuple(exits.takeProfitId(), Quantity.of("0.005")));
        venue.price("50500");
        venue.price("50500");
        List<ExchangeEvent> events = venue.events();
        assertThat(of(events, Filled.class)).allMatch(event -> event.orderId().equals(exits.takeProfitId()));
        assertThat(of(events, Cancelled.class)).extracting(Cancelled::orderId).containsExactly(exits.stopId());
    }

    @Test
    public void anOrderThatReducesNeverOpensOrTurnsAPosition() {
        Venue venue = venue();
        OrderRequest alone = sell(venue, "0.005");
        venue.exchange().place(alone);
        venue.price("50000");
        List<ExchangeEvent> events = venue.events();
        assertThat(filled(events, alone)).isEqualTo(Quantity.ZERO);
        hold(venue, buy(venue, "0.005"));
        OrderRequest tooMuch = sell(venue, "0.009");
        venue.exchange().place(tooMuch);
        venue.price("50000");
        assertThat(filled(venue.events(), tooMuch)).isEqualTo(Quantity.of("0.005"));
        venue.exchange().queryPositions();
        assertThat(of(venue.events(), PositionsReport.class).getLast().positions())
                .isEmpty();
    }

    @Test
    public void theBalanceChangesByExactlyTheResultAndTheFees() {
        Venue venue = venue();
        Amount before = balance(venue);
        OrderRequest entry = buy(venue, "0.005");
        venue.exchange().place(entry);
        venue.price("50000");
        OrderRequest exit = sell(venue, "0.005");
        venue.exchange().place(exit);
        venue.price("50300");
        Amount change = Amount.ZERO;
        for (Filled filled : of(venue.events(), Filled.class)) {
            Amount notional = filled.fill().notional();
            change = filled.fill().side() == Side.BUY ? change.minus(notional) : change.plus(notional);
            change = change.minus(filled.fill().fee());
        }
        assertThat(balance(venue)).isEqualTo(before.plus(change)).isNotEqualTo(before);
    }

    @Test
    public void openOrdersAndPositionsAreReported() {
        Venue venue = venue();
        hold(venue, buy(venue, "0.005"));
        OrderRequest stop = stop(venue, "0.005", "49500");
        venue.exchange().place(stop);
        venue.exchange().queryOpenOrders();
        venue.exchange().queryPositions();
        List<ExchangeEvent> events = venue.events();
        assertThat(of(events, OpenOrdersReport.class).getLast().orders())
                .extracting(ExchangeEvent.VenueOrder::clientOrderId)
                .containsExactly(stop.id().value());
        ExchangeEvent.VenuePosition position =
                of(events, PositionsReport.class).getLast().positions().getFirst();
        assertThat(position.direction()).isEqualTo(Direction.LONG);
        assertThat(position.quantity()).isEqualTo(Quantity.of("0.005"));
        venue.exchange().cancel(venue.instrument(), stop.id());
        assertThat(of(venue.events(), Cancelled.class, stop)).hasSize(1);
    }

    @Test
    public void whatTheAccountCannotAffordIsRejected() {
        Venue venue = venue();
        OrderRequest huge = buy(venue, "1000000");
        venue.exchange().place(huge);
        venue.price("50000");
        List<ExchangeEvent> events = venue.events();
        assertThat(of(events, Rejected.class, huge)).hasSize(1);
        assertThat(filled(events, huge)).isEqualTo(Quantity.ZERO);
    }

    @Test
    public void leverageIsSetWithinTheInstrumentsLimit() {
        Venue venue = venue();
        venue.exchange().setLeverage(venue.instrument(), 1);
        assertThat(of(venue.events(), LeverageSet.class)).hasSize(1);
        venue.exchange().setLeverage(venue.instrument(), venue.instrument().maxLeverage() + 1);
        assertThat(of(venue.events(), LeverageRejected.class)).hasSize(1);
    }
}
