package cts.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.exchange.ClientOrderId;
import cts.exchange.ExchangeEvent;
import cts.exchange.ExchangeEvent.Filled;
import cts.exchange.ExchangeEvent.Rejected;
import cts.exchange.Fill;
import cts.exchange.OrderRequest;
import cts.exchange.OrderType;
import cts.exchange.Samples;
import cts.exchange.Side;
import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Percent;
import cts.money.Price;
import cts.money.Quantity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PaperExchangeTest {

    private static final Instrument BTC = Samples.BTC;

    private static PaperExchange exchange(long latency) {
        PaperExchange exchange = new PaperExchange(
                new PaperSettings("USDT", Amount.of("10000"), Percent.of("0.055"), Percent.of("0.01"), latency, true));
        exchange.onPrice(1_000, BTC.symbol(), Price.of("50000"));
        return exchange;
    }

    private static OrderRequest market(String id, Side side, String quantity) {
        return OrderRequest.entry(new ClientOrderId(id), BTC, side, Quantity.of(quantity), 1_000);
    }

    private static List<ExchangeEvent> events(PaperExchange exchange) {
        List<ExchangeEvent> events = new ArrayList<>();
        exchange.drainTo(events::add);
        return events;
    }

    private static List<Fill> fills(PaperExchange exchange) {
        return events(exchange).stream()
                .filter(Filled.class::isInstance)
                .map(event -> ((Filled) event).fill())
                .toList();
    }

    private static String rejection(PaperExchange exchange) {
        return events(exchange).stream()
                .filter(Rejected.class::isInstance)
                .map(event -> ((Rejected) event).reason())
                .findFirst()
                .orElse("");
    }

    @Test
    void marketFillsSlipToTheBadSideAndPayTheTakerFee() {
        PaperExchange exchange = exchange(0);
        exchange.place(market("a", Side.BUY, "0.01"));
        exchange.onPrice(2_000, BTC.symbol(), Price.of("50001.3"));
        Fill buy = fills(exchange).getFirst();
        assertThat(buy.price()).isEqualTo(Price.of("50006.4"));
        assertThat(buy.fee()).isEqualTo(Amount.of("0.27503520"));
        exchange.place(market("b", Side.SELL, "0.01"));
        exchange.onQuote(3_000, BTC.symbol(), Price.of("50100"), Price.of("50090"), Price.of("50110"));
        assertThat(fills(exchange).getFirst().price()).isEqualTo(Price.of("50084.9"));
        assertThat(exchange.balance()).isEqualTo(Amount.of("10000.23449785"));
    }

    @Test
    void latencyIsEventTimeAndTheFillIsAtTheFirstPriceAfterIt() {
        PaperExchange exchange = exchange(500);
        exchange.place(market("a", Side.BUY, "0.01"));
        exchange.onPrice(1_499, BTC.symbol(), Price.of("50010"));
        assertThat(events(exchange)).isEmpty();
        exchange.onPrice(1_500, BTC.symbol(), Price.of("50020"));
        assertThat(fills(exchange)).extracting(Fill::price).containsExactly(Price.of("50025.1"));
    }

    @Test
    void limitsFillAtTheirLimitWhenTouched() {
        PaperExchange exchange = exchange(0);
        exchange.place(new OrderRequest(
                new ClientOrderId("l"),
                BTC,
                Side.BUY,
                OrderType.LIMIT,
                Quantity.of("0.01"),
                Optional.of(Price.of("49900")),
                false,
                Optional.empty(),
                1_000));
        exchange.onPrice(2_000, BTC.symbol(), Price.of("49900.1"));
        assertThat(fills(exchange)).isEmpty();
        exchange.onPrice(3_000, BTC.symbol(), Price.of("49850"));
        assertThat(fills(exchange)).extracting(Fill::price).containsExactly(Price.of("49900"));
    }

    @Test
    void aShortEarnsWhenThePriceFalls() {
        PaperExchange exchange = exchange(0);
        exchange.place(market("a", Side.SELL, "0.1"));
        exchange.onPrice(2_000, BTC.symbol(), Price.of("50000"));
        exchange.onPrice(3_000, BTC.symbol(), Price.of("49000"));
        assertThat(exchange.equity().minus(exchange.balance())).isEqualTo(Amount.of("99.5"));
        exchange.place(OrderRequest.exit(new ClientOrderId("b"), BTC, Side.BUY, Quantity.of("0.1"), 3_000));
        exchange.onPrice(4_000, BTC.symbol(), Price.of("49000"));
        assertThat(exchange.equity()).isEqualTo(exchange.balance());
        assertThat(exchange.balance()).isGreaterThan(Amount.of("10090"));
    }

    @Test
    void rejectsWhatAVenueWould() {
        PaperExchange exchange = exchange(0);
        exchange.place(market("a", Side.BUY, "0.2"));
        assertThat(rejection(exchange)).contains("insufficient margin: 10000 is available for a notional of 10000");
        Instrument cheap = Samples.perpetual("CHEAP", "CHP", "0.01", "1");
        exchange.onPrice(1_000, "CHEAP", Price.of("1"));
        exchange.place(OrderRequest.entry(new ClientOrderId("b"), cheap, Side.BUY, Quantity.of("4"), 1_000));
        assertThat(rejection(exchange)).isEqualTo("notional 4 is below the minimum 5");
        exchange.place(OrderRequest.stop(
                new ClientOrderId("c"), BTC, Side.SELL, Quantity.of("0.1"), Price.of("49000"), 1_000));
        assertThat(rejection(exchange)).isEqualTo("there is no position to reduce");
        exchange.place(OrderRequest.entry(new ClientOrderId("d"), Samples.ETH, Side.BUY, Quantity.of("1"), 1_000));
        assertThat(rejection(exchange)).isEqualTo("there is no price of ETHUSDT yet");
    }

    @Test
    void whatWasReadBackHasTheSameBytesAndTheSameEventsWaiting() throws IOException {
        PaperExchange exchange = exchange(0);
        exchange.place(market("a", Side.BUY, "0.01"));
        exchange.onPrice(2_000, BTC.symbol(), Price.of("50000"));
        exchange.place(OrderRequest.stop(
                new ClientOrderId("s"), BTC, Side.SELL, Quantity.of("0.01"), Price.of("49000"), 2_000));
        byte[] saved = saved(exchange);
        PaperExchange copy = PaperExchange.load(
                new DataInputStream(new ByteArrayInputStream(saved)), PaperSettings.defaults("USDT"));
        assertThat(saved(copy)).isEqualTo(saved);
        assertThat(events(copy)).isEqualTo(events(exchange)).hasSize(4);
        exchange.onPrice(3_000, BTC.symbol(), Price.of("48000"));
        copy.onPrice(3_000, BTC.symbol(), Price.of("48000"));
        assertThat(events(copy)).isEqualTo(events(exchange)).hasSize(1);
    }

    @Test
    void aManualClockStandsUntilItIsMovedAndNeverRunsBackwards() {
        ManualClock clock = new ManualClock(1_000);
        clock.advance(500);
        assertThat(clock.millis()).isEqualTo(1_500);
        assertThat(clock.instant().toEpochMilli()).isEqualTo(1_500);
        assertThatThrownBy(() -> clock.advance(-1)).hasMessageContaining("backwards");
    }

    private static byte[] saved(PaperExchange exchange) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        exchange.save(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
