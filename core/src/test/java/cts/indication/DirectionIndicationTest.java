package cts.indication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.market.Direction;
import org.junit.jupiter.api.Test;

final class DirectionIndicationTest {
    private static Prices prices() {
        return new Prices(new DirectionIndication(), "3");
    }

    @Test
    void expectsRisingPricesAfterARunDown() {
        Prices prices = prices().then(100, 99.85, 99.75);
        assertThat(prices.holds(Direction.LONG)).isFalse();
        prices.then(99.65);
        assertThat(prices.holds(Direction.LONG)).isTrue();
        assertThat(prices.holds(Direction.SHORT)).isFalse();
    }

    @Test
    void expectsFallingPricesAfterARunUp() {
        Prices prices = prices().then(100, 100.35);
        assertThat(prices.holds(Direction.SHORT)).isTrue();
        assertThat(prices.holds(Direction.LONG)).isFalse();
    }

    @Test
    void isOverWithTheFirstStepBack() {
        assertThat(prices().then(100, 100.35, 100.15).holds(Direction.SHORT)).isFalse();
    }

    @Test
    void refusesARunOfNothing() {
        assertThatThrownBy(() -> new Prices(new DirectionIndication(), "0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whole number of at least 1");
    }
}
