package cts.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MoneyTest {

    @Test
    void equalValuesHaveEqualTextWhateverTheirTrailingZeros() {
        assertThat(Price.of("1.500")).isEqualTo(Price.of("1.5")).hasToString("1.5");
        assertThat(Price.of("1E+3")).isEqualTo(Price.of("1000")).hasToString("1000");
        assertThat(Amount.of("-0.00")).isEqualTo(Amount.ZERO).hasToString("0");
        assertThat(Quantity.of("0.000000000000000001")).hasToString("0.000000000000000001");
    }

    @Test
    void refusesWhatNoMoneyColumnHolds() {
        assertThatThrownBy(() -> Amount.of("100000000000000000000")).hasMessageContaining("more than 20 digits");
        assertThatThrownBy(() -> Amount.of("0.0000000000000000001")).hasMessageContaining("more than 18 decimals");
        assertThatThrownBy(() -> Amount.of("1,5")).hasMessage("amount '1,5' is not a decimal number");
        assertThat(Amount.of("99999999999999999999.999999999999999999").toString())
                .isEqualTo("99999999999999999999.999999999999999999");
    }

    @Test
    void refusesPricesAndQuantitiesThatCannotBe() {
        assertThatThrownBy(() -> Price.of("0")).hasMessage("price 0 is not above zero");
        assertThatThrownBy(() -> Price.of("-1")).hasMessage("price -1 is not above zero");
        assertThatThrownBy(() -> Price.of(Double.NaN)).hasMessageContaining("not a finite number");
        assertThatThrownBy(() -> Quantity.of("-0.1")).hasMessage("quantity -0.1 is below zero");
        assertThatThrownBy(() -> Quantity.of("1").minus(Quantity.of("2"))).hasMessageContaining("below zero");
        assertThatThrownBy(() -> Percent.of("-1")).hasMessage("percentage -1 is below zero");
    }

    @Test
    void aPercentageHasZeroToSixteenDecimalsAndMayBeZero() {
        assertThat(Percent.of("0.0000000000000001").fraction()).isEqualByComparingTo("0.000000000000000001");
        assertThatThrownBy(() -> Percent.of("0.00000000000000001")).hasMessageContaining("more than 16 decimals");
        assertThat(Percent.of("0")).isEqualTo(Percent.ZERO);
        assertThat(Percent.of("0.2")).isGreaterThan(Percent.of("0.1")).isLessThan(Percent.of("10"));
    }

    @Test
    void equalValuesAreNeitherAboveNorBelowEachOther() {
        assertThat(Amount.of("2").isAbove(Amount.of("2"))).isFalse();
        assertThat(Amount.of("2").isBelow(Amount.of("2"))).isFalse();
        assertThat(Amount.of("2").isAbove(Amount.of("-3"))).isTrue();
        assertThat(Amount.of("-3").isBelow(Amount.of("2"))).isTrue();
        assertThat(Quantity.of("2").isAbove(Quantity.of("2"))).isFalse();
        assertThat(Quantity.of("2").isBelow(Quantity.of("2"))).isFalse();
        assertThat(Quantity.of("2").min(Quantity.of("3"))).isEqualTo(Quantity.of("2"));
        assertThat(Quantity.of("2").max(Quantity.of("3"))).isEqualTo(Quantity.of("3"));
        assertThat(Amount.of("-2").max(Amount.of("-3"))).isEqualTo(Amount.of("-2"));
    }

    @Test
    void isNextToItsDouble() {
        assertThat(Amount.of("-0.1").toDouble()).isEqualTo(-0.1);
        assertThat(Quantity.of("0.3").toDouble()).isEqualTo(0.3);
    }

    @Test
    void takesTheShortestTextOfADouble() {
        assertThat(Price.of(0.1)).hasToString("0.1");
        assertThat(Price.of(67_123.45)).hasToString("67123.45");
    }

    @Test
    void sixTimesATenthOfAPercentEqualsSixTenths() {
        assertThat(new Percent(Percent.of("0.1").value().multiply(BigDecimal.valueOf(6))))
                .isEqualTo(Percent.of("0.6"));
        assertThat(Percent.of("0.6").fraction()).isEqualByComparingTo("0.006");
        assertThat(Percent.of("5").shareOf(Amount.of("200"))).isEqualTo(Amount.of("10"));
    }

    @Test
    void roundsToTheTickInTheStatedDirectionAndLeavesMultiplesAlone() {
        Price tick = Price.of("0.05");
        assertThat(Price.of("10.07").toTick(tick, Rounding.DOWN)).hasToString("10.05");
        assertThat(Price.of("10.07").toTick(tick, Rounding.UP)).hasToString("10.1");
        assertThat(Price.of("10.05").toTick(tick, Rounding.UP)).hasToString("10.05");
        assertThatThrownBy(() -> Price.of("0.01").toTick(tick, Rounding.DOWN)).hasMessageContaining("not above zero");
        assertThat(Quantity.of("0.0199").toLot(Quantity.of("0.001"), Rounding.DOWN))
                .hasToString("0.019");
    }

    @Test
    void sharesOfAnAmountAddUpWhenTheLastOneTakesAll() {
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < 500; run++) {
            Amount cost = Amount.computed(BigDecimal.valueOf(random.nextLong(1, 1_000_000_000L), 7));
            Quantity held = new Quantity(BigDecimal.valueOf(random.nextLong(1, 1_000L), 3));
            Amount left = cost;
            Amount taken = Amount.ZERO;
            Quantity remaining = held;
            while (!remaining.isZero()) {
                long units = remaining.value().movePointRight(3).longValueExact();
                Quantity part = new Quantity(BigDecimal.valueOf(random.nextLong(1, units + 1), 3));
                Amount share = left.share(part, remaining);
                taken = taken.plus(share);
                left = left.minus(share);
                remaining = remaining.minus(part);
            }
            assertThat(left).as("run %d", run).isEqualTo(Amount.ZERO);
            assertThat(taken).as("run %d", run).isEqualTo(cost);
        }
    }

    @Test
    void aNotionalBuysWholeLots() {
        Quantity lot = Quantity.of("0.001");
        assertThat(Quantity.ofNotional(Amount.of("10"), Price.of("3000"), lot, Rounding.DOWN))
                .hasToString("0.003");
        assertThat(Quantity.ofNotional(Amount.of("10"), Price.of("3000"), lot, Rounding.UP))
                .hasToString("0.004");
        assertThat(Quantity.ofNotional(Amount.of("2"), Price.of("3000"), lot, Rounding.DOWN))
                .isEqualTo(Quantity.ZERO);
    }

    @Test
    void roundTripsBitExactly() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        Price.of("0.000000000000000001").save(out);
        Quantity.of("12345678901234567890.123456789012345678").save(out);
        Amount.of("-3.3").save(out);
        Percent.of("0.055").save(out);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(Price.load(in)).isEqualTo(Price.of("0.000000000000000001"));
        assertThat(Quantity.load(in)).isEqualTo(Quantity.of("12345678901234567890.123456789012345678"));
        assertThat(Amount.load(in)).isEqualTo(Amount.of("-3.3"));
        assertThat(Percent.load(in)).isEqualTo(Percent.of("0.055"));
    }
}
