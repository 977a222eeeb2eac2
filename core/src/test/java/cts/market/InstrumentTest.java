package cts.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.market.Instrument.Kind;
import cts.money.Amount;
import cts.money.Price;
import cts.money.Quantity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class InstrumentTest {

    private static Instrument instrument(Kind kind, String lot, String minQuantity, String minNotional, int leverage) {
        return new Instrument(
                "bybit",
                "BTCUSDT",
                "BTC",
                "USDT",
                kind,
                Price.of("0.1"),
                Quantity.of(lot),
                Quantity.of(minQuantity),
                Amount.of(minNotional),
                leverage);
    }

    @Test
    void refusesImpossibleValuesNamingTheSymbol() {
        assertThatThrownBy(() -> instrument(Kind.PERPETUAL, "0", "1", "5", 10))
                .hasMessage("instrument BTCUSDT: lot size is 0");
        assertThatThrownBy(() -> instrument(Kind.PERPETUAL, "0.01", "0.001", "5", 10))
                .hasMessage("instrument BTCUSDT: min quantity 0.001 is below the lot 0.01");
        assertThatThrownBy(() -> instrument(Kind.PERPETUAL, "0.02", "0.03", "5", 10))
                .hasMessageContaining("not a multiple of the lot");
        assertThatThrownBy(() -> instrument(Kind.PERPETUAL, "0.01", "0.01", "-5", 10))
                .hasMessageContaining("min notional");
        assertThatThrownBy(() -> instrument(Kind.PERPETUAL, "0.01", "0.01", "5", 0))
                .hasMessageContaining("max leverage 0 is outside 1 to 200");
        assertThatThrownBy(() -> instrument(Kind.SPOT, "0.01", "0.01", "5", 2))
                .hasMessageContaining("a spot instrument has leverage 1, not 2");
    }

    @Test
    void spotCannotBeSoldShort() {
        assertThat(instrument(Kind.SPOT, "0.01", "0.01", "5", 1).allows(Direction.SHORT))
                .isFalse();
        assertThat(instrument(Kind.PERPETUAL, "0.01", "0.01", "5", 1).allows(Direction.SHORT))
                .isTrue();
    }

    @Test
    void smallestQuantityKeepsBothMinima() {
        Instrument instrument = instrument(Kind.PERPETUAL, "0.001", "0.001", "5", 10);
        assertThat(instrument.minQuantityAt(Price.of("100"))).hasToString("0.05");
        assertThat(instrument.minQuantityAt(Price.of("60000"))).hasToString("0.001");
        assertThat(instrument.minQuantityAt(Price.of("4000"))).hasToString("0.002");
    }

    @Test
    void roundTripsBitExactly() throws IOException {
        Instrument instrument = instrument(Kind.PERPETUAL, "0.001", "0.002", "5", 10);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        instrument.save(new DataOutputStream(bytes));
        assertThat(Instrument.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(instrument);
    }
}
