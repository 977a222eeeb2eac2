package cts.exchange;

import static cts.exchange.Samples.BTC;
import static cts.exchange.Samples.buy;
import static cts.exchange.Samples.fill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.exchange.OrderState.Step;
import cts.money.Price;
import cts.money.Quantity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OrderTest {

    private static Order sent(OrderRequest request) {
        Order order = new Order(request);
        order.apply(Step.SEND, 1_000, "");
        return order;
    }

    @Test
    void fillsMayComeBeforeTheAcknowledgement() {
        OrderRequest request = buy("a", "0.003");
        Order order = sent(request);
        order.fill(fill("f1", request, "0.001", "100"));
        assertThat(order.state()).isEqualTo(OrderState.PARTIAL);
        assertThat(order.apply(Step.ACCEPT, 2_000, "")).isInstanceOf(OrderOutcome.Duplicate.class);
        assertThat(order.state()).isEqualTo(OrderState.PARTIAL);
        order.fill(fill("f2", request, "0.002", "103"));
        assertThat(order.state()).isEqualTo(OrderState.FILLED);
        assertThat(order.record().average()).contains(Price.of("102"));
    }

    @Test
    void theSameFillTwiceCountsOnce() {
        OrderRequest request = buy("a", "0.003");
        Order order = sent(request);
        order.fill(fill("f1", request, "0.001", "100"));
        assertThat(order.fill(fill("f1", request, "0.001", "100"))).isInstanceOf(OrderOutcome.Duplicate.class);
        assertThat(order.filled()).isEqualTo(Quantity.of("0.001"));
        assertThat(order.duplicates()).isEqualTo(1);
    }

    @Test
    void aFillAfterTheCancelIsCountedAndTheOrderStaysCancelled() {
        OrderRequest request = buy("a", "0.003");
        Order order = sent(request);
        order.apply(Step.CANCEL, 1_500, "");
        assertThat(order.fill(fill("f1", request, "0.001", "100")))
                .isEqualTo(new OrderOutcome.Applied(OrderState.CANCELLED, OrderState.CANCELLED));
        assertThat(order.filled()).isEqualTo(Quantity.of("0.001"));
    }

    @Test
    void aPartlyFilledOrderCannotBeRejectedEvenWhileUnknown() {
        OrderRequest request = buy("a", "0.003");
        Order order = sent(request);
        order.fill(fill("f1", request, "0.001", "100"));
        order.apply(Step.LOSE, 2_500, "time-out");
        OrderOutcome outcome = order.apply(Step.REJECT, 3_000, "no funds");
        assertThat(outcome)
                .isEqualTo(new OrderOutcome.Refused(
                        "order a is UNKNOWN with 0.001 of 0.003 filled and cannot take REJECT (no funds)"));
        assertThat(order.state()).isEqualTo(OrderState.UNKNOWN);
        order.apply(Step.ACCEPT, 3_500, "");
        assertThat(order.state()).isEqualTo(OrderState.PARTIAL);
    }

    @Test
    void aFillOfAnotherOrderOrSideIsRefused() {
        Order order = sent(buy("a", "0.003"));
        assertThat(order.fill(fill("f1", buy("b", "0.003"), "0.001", "100"))).isInstanceOf(OrderOutcome.Refused.class);
        OrderRequest sell = OrderRequest.exit(new ClientOrderId("a"), BTC, Side.SELL, Quantity.of("0.003"), 1_000);
        assertThat(order.fill(fill("f1", sell, "0.001", "100"))).isInstanceOf(OrderOutcome.Refused.class);
        assertThat(order.filled()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void moreThanAskedIsCountedAndShown() {
        OrderRequest request = buy("a", "0.001");
        Order order = sent(request);
        order.fill(fill("f1", request, "0.001", "100"));
        order.fill(fill("f2", request, "0.001", "100"));
        assertThat(order.state()).isEqualTo(OrderState.FILLED);
        assertThat(order.isOverfilled()).isTrue();
        assertThat(order.remaining()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void aStopStandsOnlyOnceConfirmed() {
        OrderRequest request =
                OrderRequest.stop(new ClientOrderId("s"), BTC, Side.SELL, Quantity.of("0.003"), Price.of("90"), 1_000);
        Order order = sent(request);
        order.apply(Step.ACCEPT, 1_100, "");
        assertThat(order.standing()).isEqualTo(Quantity.ZERO);
        order.confirm(Price.of("90"), Quantity.of("0.002"), 1_200);
        assertThat(order.standing()).isEqualTo(Quantity.of("0.002"));
        order.confirm(Price.of("91"), Quantity.of("0.003"), 1_300);
        assertThat(order.standing()).isEqualTo(Quantity.of("0.003"));
        assertThat(order.price()).contains(Price.of("91"));
        assertThat(order.confirm(Price.of("90"), Quantity.of("0.002"), 1_200))
                .isInstanceOf(OrderOutcome.Duplicate.class);
        assertThat(order.price()).contains(Price.of("91"));
        order.apply(Step.LOSE, 1_400, "disconnect");
        assertThat(order.standing()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void roundTripsBitExactlyInTheMiddleOfItsLife() throws IOException {
        OrderRequest request = buy("a", "0.003")
                .with(new AttachedExits(
                        new ClientOrderId("s"), Price.of("90"), new ClientOrderId("t"), Price.of("110")));
        Order order = sent(request);
        order.knownAs("V1");
        order.fill(fill("f1", request, "0.001", "100"));
        order.fill(fill("f1", request, "0.001", "100"));
        order.apply(Step.LOSE, 2_500, "time-out");
        byte[] first = bytes(order);
        Order copy = Order.load(new DataInputStream(new ByteArrayInputStream(first)));
        assertThat(bytes(copy)).isEqualTo(first);
        assertThat(copy.record()).isEqualTo(order.record());
        assertThat(copy.fill(fill("f1", request, "0.001", "100"))).isInstanceOf(OrderOutcome.Duplicate.class);
    }

    @Test
    void refusesRequestsThatNoExchangeCouldMean() {
        ClientOrderId id = new ClientOrderId("x");
        assertThatThrownBy(() -> OrderRequest.entry(id, BTC, Side.BUY, Quantity.ZERO, 0))
                .hasMessage("order x cannot be: its quantity is 0");
        assertThatThrownBy(() -> OrderRequest.entry(id, BTC, Side.BUY, Quantity.of("0.0005"), 0))
                .hasMessageContaining("not a multiple of the lot 0.001");
        assertThatThrownBy(() -> OrderRequest.stop(id, BTC, Side.SELL, Quantity.of("0.001"), Price.of("10.05"), 0))
                .hasMessageContaining("not a multiple of the tick 0.1");
        assertThatThrownBy(() -> new OrderRequest(
                        id,
                        BTC,
                        Side.BUY,
                        OrderType.LIMIT,
                        Quantity.of("0.001"),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        0))
                .hasMessageContaining("LIMIT needs price");
        assertThatThrownBy(() -> new ClientOrderId("a b")).hasMessageContaining("client order id 'a b'");
        assertThatThrownBy(() -> new ClientOrderId("a".repeat(37))).hasMessageContaining("not 1 to 36");
    }

    private static byte[] bytes(Order order) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        order.save(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
