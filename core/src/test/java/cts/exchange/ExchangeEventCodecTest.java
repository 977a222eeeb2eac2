package cts.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.exchange.ExchangeEvent.Standing;
import cts.exchange.ExchangeEvent.VenueOrder;
import cts.exchange.ExchangeEvent.VenuePosition;
import cts.exchange.ExchangeEvent.VenueState;
import cts.market.Direction;
import cts.money.Amount;
import cts.money.Price;
import cts.money.Quantity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ExchangeEventCodecTest {

    private static final ClientOrderId ID = new ClientOrderId("a");
    private static final Fill FILL = Samples.fill("f1", Samples.buy("a", "0.002"), "0.001", "100.1");
    private static final List<ExchangeEvent> ONE_OF_EACH = List.of(
            new ExchangeEvent.Accepted(1, ID, "V1"),
            new ExchangeEvent.Rejected(2, ID, "no funds"),
            new ExchangeEvent.Filled(FILL),
            new ExchangeEvent.Cancelled(3, ID, Quantity.of("0.001")),
            new ExchangeEvent.Expired(4, ID, Quantity.ZERO, "no liquidity"),
            new ExchangeEvent.CancelRejected(5, ID, "too late"),
            new ExchangeEvent.Unknown(6, ID, "time-out"),
            new ExchangeEvent.ProtectionConfirmed(7, ID, Price.of("99"), Quantity.of("0.002")),
            new ExchangeEvent.AmendRejected(8, ID, "would trigger"),
            new ExchangeEvent.OrderReport(
                    9,
                    ID,
                    "V1",
                    VenueState.OPEN,
                    Quantity.of("0.001"),
                    List.of(FILL),
                    Optional.of(new Standing(Price.of("98"), Quantity.of("0.002"))),
                    ""),
            new ExchangeEvent.OrderNotFound(10, ID),
            new ExchangeEvent.BalanceReport(11, "USDT", Amount.of("10000"), Amount.of("9990.5")),
            new ExchangeEvent.PositionsReport(
                    12, List.of(new VenuePosition("BTCUSDT", Direction.SHORT, Quantity.of("1"), Price.of("100")))),
            new ExchangeEvent.OpenOrdersReport(
                    13, List.of(new VenueOrder("BTCUSDT", "", "V9", Side.SELL, Quantity.of("3")))),
            new ExchangeEvent.Funding(14, "F1", "BTCUSDT", Direction.LONG, Amount.of("-0.5"), "USDT"),
            new ExchangeEvent.LeverageSet(15, "BTCUSDT", 1),
            new ExchangeEvent.LeverageRejected(16, "BTCUSDT", 50, "too high"),
            new ExchangeEvent.Disconnected(17, "reset"),
            new ExchangeEvent.Reconnected(18));

    @Test
    void everyKindOfEventRoundTrips() throws IOException {
        for (ExchangeEvent event : ONE_OF_EACH) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ExchangeEventCodec.save(event, new DataOutputStream(bytes));
            assertThat(ExchangeEventCodec.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                    .isEqualTo(event);
        }
    }

    @Test
    void theListAboveHasEveryKind() {
        Set<Class<?>> kinds = Stream.concat(
                        Stream.of(ExchangeEvent.class.getPermittedSubclasses()),
                        Stream.of(ExchangeEvent.OrderEvent.class.getPermittedSubclasses()))
                .filter(Class::isRecord)
                .collect(Collectors.toSet());
        assertThat(ONE_OF_EACH.stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(kinds);
    }

    @Test
    void refusesAKindThatNoEventHas() {
        byte[] bytes = new byte[9];
        bytes[0] = 99;
        assertThatThrownBy(() -> ExchangeEventCodec.load(new DataInputStream(new ByteArrayInputStream(bytes))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("kind 99");
    }
}
